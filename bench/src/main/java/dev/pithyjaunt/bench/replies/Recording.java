package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.bench.data.Lines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Replies, each with the files that it is for.
record Recording(List<Row> rows) {

    record Row(RecordedReply reply, RecordedTree base) {}

    /// @throws BadInputException when a file can't be read, or lacks what the other one names
    static Recording read(Path replies, Path files) {
        Map<String, byte[]> contents = new HashMap<>();
        Lines.read(
                files,
                RecordedFile.class,
                file -> contents.put(file.oid(), file.text().getBytes(UTF_8)));
        List<Row> rows = new ArrayList<>();
        Lines.read(
                replies,
                RecordedReply.class,
                reply -> rows.add(new Row(reply, base(reply, contents, files))));
        if (rows.isEmpty()) {
            throw new BadInputException(replies, "it holds no reply");
        }
        return new Recording(List.copyOf(rows));
    }

    private static RecordedTree base(
            RecordedReply reply, Map<String, byte[]> contents, Path files) {
        Map<String, byte[]> byPath = new HashMap<>();
        reply.files()
                .forEach((path, oid) -> {
                    if (oid != null) {
                        byte[] content = contents.get(oid);
                        if (content == null) {
                            throw new BadInputException(
                                    files,
                                    "it lacks %s, which is %s of reply %s"
                                            .formatted(oid, path, reply.id()));
                        }
                        byPath.put(path, content);
                    }
                });
        return new RecordedTree(byPath);
    }
}
