package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.bench.data.Lines;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes base files from a file; nothing is known of what came before them.
final class RecordedTrees implements Bases {

    private final Path source;
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, Map<String, String>> oidsByTree = new HashMap<>();

    private RecordedTrees(Path source) {
        this.source = source;
    }

    /// @throws BadInputException when the file can't be read, or holds something else
    static RecordedTrees read(Path file) {
        RecordedTrees trees = new RecordedTrees(file);
        Lines.read(file, TreesLine.class, trees::add);
        return trees;
    }

    private void add(TreesLine line) {
        if (line.oid() != null && line.text() != null) {
            contents.put(line.oid(), line.text().getBytes(StandardCharsets.UTF_8));
        }
        if (line.id() != null && line.files() != null) {
            oidsByTree.put(line.id(), line.files());
        }
    }

    /// @throws BadInputException when the file lacks the content of one of the tree's files
    @Override
    public Base find(RecordedChange change) {
        return Optional.ofNullable(oidsByTree.get(change.id()))
                .<Base>map(oids -> new Base.Found(tree(change.id(), oids), List.of()))
                .orElse(new Base.Missing("no tree with their id"));
    }

    private RecordedTree tree(String id, Map<String, String> oids) {
        Map<String, byte[]> byPath = new HashMap<>();
        oids.forEach((path, oid) -> {
            byte[] content = contents.get(oid);
            if (content == null) {
                throw new BadInputException(
                        source, "it lacks %s, which is %s of tree %s".formatted(oid, path, id));
            }
            byPath.put(path, content);
        });
        return new RecordedTree(byPath);
    }
}
