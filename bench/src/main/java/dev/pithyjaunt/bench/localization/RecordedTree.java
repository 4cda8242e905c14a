package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Files in memory. Their paths are their object ids too: only the contents themselves are asked
/// for.
final class RecordedTree implements FileTree {

    private final SortedMap<String, byte[]> contents;

    RecordedTree(Map<String, byte[]> contents) {
        this.contents = new TreeMap<>(contents);
    }

    @Override
    public List<TreeFile> files() {
        return contents.keySet().stream().map(RecordedTree::file).toList();
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return contents.containsKey(path) ? Optional.of(file(path)) : Optional.empty();
    }

    private static TreeFile file(String path) {
        return new TreeFile(path, TreeFile.Mode.FILE, path);
    }

    @Override
    public byte[] read(TreeFile file) {
        return Objects.requireNonNull(contents.get(file.path()), file.path());
    }
}
