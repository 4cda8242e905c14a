package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.protocol.EditForm;
import dev.pithyjaunt.protocol.Report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/// The instructions that a conversation begins with. They are those of `system-prompt.md`, or a
/// text that somebody put in their place; how changes are to be stated is filled in, where the text
/// says `{{edit form}}` on a line of its own, else at its end: without that no answer could be
/// read.
///
/// @param source `standard`, or the file that replaces it
/// @param text whole
public record SystemPrompt(String source, EditForm form, String text) {

    static final String FORM_MARK = "{{edit form}}";

    private static final int VERSION_DIGITS = 12;

    /// The standard one.
    public static SystemPrompt standard(EditForm form) {
        return of("standard", read("system-prompt.md"), form);
    }

    /// One that somebody wrote.
    ///
    /// @param source the file it is from
    public static SystemPrompt of(String source, String text, EditForm form) {
        String section =
                read("edit-form-" + form.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md");
        String whole =
                text.lines().anyMatch(line -> line.strip().equals(FORM_MARK))
                        ? text.replace(FORM_MARK, section.strip())
                        : text.strip() + "\n\n" + section;
        return new SystemPrompt(source, form, whole);
    }

    /// The first digits of the SHA-256 of the text.
    public String version() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What a report says of it.
    public Report.Instructions instructions() {
        return new Report.Instructions(source, version(), form);
    }

    private static String read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(
                        SystemPrompt.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }
}
