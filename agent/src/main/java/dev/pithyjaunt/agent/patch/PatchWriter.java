package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pithyjaunt.git.TreeFile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// Prints a patch as git does. The grammar is at the top of [PatchReader].
final class PatchWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PatchWriter() {}

    static byte[] bytes(Patch patch) {
        PatchWriter writer = new PatchWriter();
        patch.files().forEach(writer::write);
        return writer.out.toByteArray();
    }

    private void write(FilePatch file) {
        if (file.form() == FilePatch.Form.GIT) {
            writeHeaders(file);
        }
        switch (file.content()) {
            case Content.Unchanged _ -> {}
            case Content.Text text -> {
                line("--- " + oldLabel(file) + file.oldSide().tail());
                line("+++ " + newLabel(file) + file.newSide().tail());
                text.hunks().forEach(hunk -> write(hunk, text.charset()));
            }
            case Content.BinaryMarker _ -> line(marker(file));
            case Content.Binary(Content.Block forward, Optional<Content.Block> backward) -> {
                line("GIT binary patch");
                write(forward);
                backward.ifPresent(this::write);
            }
        }
    }

    static String oldLabel(FilePatch file) {
        return file.change() == Change.ADDED ? "/dev/null" : file.oldSide().written();
    }

    static String newLabel(FilePatch file) {
        return file.change() == Change.DELETED ? "/dev/null" : file.newSide().written();
    }

    static String marker(FilePatch file) {
        return "Binary files %s and %s differ".formatted(oldLabel(file), newLabel(file));
    }

    static String gitHeader(FilePatch.Side oldSide, FilePatch.Side newSide) {
        return "diff --git " + oldSide.written() + " " + newSide.written();
    }

    private void writeHeaders(FilePatch file) {
        line(gitHeader(file.oldSide(), file.newSide()));
        writeModes(file);
        String from = file.oldSide().name().written("");
        String to = file.newSide().name().written("");
        switch (file.change()) {
            case RENAMED, COPIED -> {
                String verb = file.change() == Change.RENAMED ? "rename" : "copy";
                file.similarity().ifPresent(percent -> line("similarity index " + percent + "%"));
                line(verb + " from " + from);
                line(verb + " to " + to);
            }
            case MODIFIED, ADDED, DELETED, MODE_CHANGED ->
                    file.similarity()
                            .ifPresent(percent -> line("dissimilarity index " + percent + "%"));
        }
        file.oldSide()
                .objectId()
                .ifPresent(id ->
                        line(
                                "index %s..%s%s"
                                        .formatted(
                                                id,
                                                file.newSide().objectId().orElse(""),
                                                commonMode(file))));
    }

    private void writeModes(FilePatch file) {
        switch (file.change()) {
            case ADDED -> line("new file mode " + digits(file.newMode()));
            case DELETED -> line("deleted file mode " + digits(file.oldMode()));
            case MODIFIED, RENAMED, COPIED, MODE_CHANGED -> {
                if (!file.oldMode().equals(file.newMode())) {
                    line("old mode " + digits(file.oldMode()));
                    line("new mode " + digits(file.newMode()));
                }
            }
        }
    }

    private static String commonMode(FilePatch file) {
        return file.oldMode().isPresent() && file.oldMode().equals(file.newMode())
                ? " " + digits(file.oldMode())
                : "";
    }

    private static String digits(Optional<TreeFile.Mode> mode) {
        return mode.map(TreeFile.Mode::digits).orElse("");
    }

    private void write(Hunk hunk, Charset charset) {
        text("@@ -%s +%s @@".formatted(hunk.oldRange().text(), hunk.newRange().text()), ISO_8859_1);
        text(hunk.section(), charset);
        out.write('\n');
        for (Line line : hunk.lines()) {
            out.write(line.kind().mark());
            text(line.text(), charset);
            out.write('\n');
            if (!line.isEnded()) {
                line(PatchReader.NOT_ENDED);
            }
        }
    }

    private void write(Content.Block block) {
        line(block.encoding().word() + " " + block.size());
        block.lines().forEach(this::line);
        line("");
    }

    private void line(String text) {
        text(text, ISO_8859_1);
        out.write('\n');
    }

    private void text(String text, Charset charset) {
        out.writeBytes(text.getBytes(charset));
    }
}
