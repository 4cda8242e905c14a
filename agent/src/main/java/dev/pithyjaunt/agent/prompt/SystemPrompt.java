package dev.pithyjaunt.agent.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The instructions that every conversation begins with: `system-prompt.md`.
public final class SystemPrompt {

    private SystemPrompt() {}

    public static String standard() {
        try (InputStream in =
                Objects.requireNonNull(
                        SystemPrompt.class.getResourceAsStream("system-prompt.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading system-prompt.md", e);
        }
    }
}
