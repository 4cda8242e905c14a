package dev.pithyjaunt.git;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Contents out of the object store, as `git cat-file --batch` hands them over: one process for
/// many, one content in memory at a time.
final class ObjectBatch {

    private final List<String> ids;
    private final int maxBytes;
    private final ContentSink sink;
    private byte[] buffer = {};

    /// How many of the ids were answered.
    private int done;

    private ObjectBatch(List<String> ids, int maxBytes, ContentSink sink) {
        this.ids = ids;
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    /// @param ids in the order in which the sink gets them, by their index here
    /// @param maxBytes of each content; what is behind is passed over
    static void read(Git git, List<String> ids, int maxBytes, ContentSink sink) {
        new ObjectBatch(ids, maxBytes, sink).read(git);
    }

    private void read(Git git) {
        Throwable[] failure = new Throwable[1];
        String problem = "git answered less than it was asked for";
        try {
            git.drain(
                    (String.join("\n", ids) + "\n").getBytes(StandardCharsets.US_ASCII),
                    in -> {
                        try {
                            readEntries(new BufferedInputStream(in, 1 << 16));
                        } catch (RuntimeException | Error e) {
                            // Whatever the sink throws: git stands still when nobody reads on.
                            failure[0] = e;
                            in.transferTo(OutputStream.nullOutputStream());
                        }
                    },
                    "cat-file",
                    "--batch",
                    "--buffer");
        } catch (GitException e) {
            problem = e.getMessage();
        }
        switch (failure[0]) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
        for (int index = done; index < ids.size(); index++) {
            sink.miss(index, problem);
        }
    }

    /// An entry is `id type size`, a line end, the content and a line end, or `id missing`.
    private void readEntries(InputStream in) throws IOException {
        for (int index = 0; index < ids.size(); index++) {
            String header = readLine(in);
            if (header == null) {
                return;
            }
            int space = header.lastIndexOf(' ');
            String last = header.substring(space + 1);
            if (last.isEmpty() || !last.chars().allMatch(Character::isDigit)) {
                sink.miss(index, "the object " + header);
            } else {
                readContent(in, index, Long.parseLong(last));
            }
            done = index + 1;
        }
    }

    private void readContent(InputStream in, int index, long size) throws IOException {
        int length = (int) Math.min(size, maxBytes);
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, Math.min(2 * buffer.length, maxBytes))];
        }
        if (in.readNBytes(buffer, 0, length) < length) {
            throw new IOException("the content ended early");
        }
        in.skipNBytes(size - length + 1);
        sink.take(index, buffer, length, size);
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
