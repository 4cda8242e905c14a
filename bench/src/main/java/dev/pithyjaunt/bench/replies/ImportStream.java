package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.TreeFile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// What `git fast-import` reads: for each change a commit of the base and one of the result, whose
/// hashes it is asked to print, in this order. https://git-scm.com/docs/git-fast-import
final class ImportStream {

    private static final String COMMITTER = "committer bench <bench@localhost> 0 +0000\ndata 0\n";

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final Map<ByteBuffer, Integer> blobs = new HashMap<>();
    private int lastMark;

    void add(TreeChange change) {
        StringBuilder base = new StringBuilder();
        for (TreeFile file : change.base().files()) {
            base.append(modify(file.path(), file.mode(), change.base().read(file)));
        }
        StringBuilder result = new StringBuilder();
        // Deleted first: a folder may take the place of a file.
        for (Fitting.FittedFile file : change.files()) {
            if (file.content().isEmpty()) {
                result.append("D ").append(quoted(file.path())).append('\n');
            }
        }
        for (Fitting.FittedFile file : change.files()) {
            file.content()
                    .ifPresent(content -> result.append(modify(file.path(), file.mode(), content)));
        }
        int parent = commit("", base);
        commit("from :%d\n".formatted(parent), result);
    }

    byte[] bytes() {
        return stream.toByteArray();
    }

    private String modify(String path, TreeFile.Mode mode, byte[] content) {
        int blob = blobs.computeIfAbsent(ByteBuffer.wrap(content), _ -> blob(content));
        return "M %s :%d %s\n".formatted(mode.digits(), blob, quoted(path));
    }

    private int blob(byte[] content) {
        lastMark++;
        write("blob\nmark :%d\ndata %d\n".formatted(lastMark, content.length));
        stream.writeBytes(content);
        write("\n");
        return lastMark;
    }

    private int commit(String from, CharSequence changes) {
        lastMark++;
        // One branch a commit: those without a parent would else follow each other.
        write("commit refs/heads/%1$d\nmark :%1$d\n".formatted(lastMark));
        write(COMMITTER + from + changes);
        write("\nget-mark :%d\n".formatted(lastMark));
        return lastMark;
    }

    private void write(String text) {
        stream.writeBytes(text.getBytes(UTF_8));
    }

    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
