package dev.pithyjaunt.bench.replies;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The base files of one reply.
final class RecordedTree implements FileTree {

    private final Map<String, byte[]> contents = new TreeMap<>();

    /// @param contents by path
    RecordedTree(Map<String, byte[]> contents) {
        this.contents.putAll(contents);
    }

    @Override
    public List<TreeFile> files() {
        return contents.keySet().stream().map(this::file).toList();
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return contents.containsKey(path) ? Optional.of(file(path)) : Optional.empty();
    }

    private TreeFile file(String path) {
        return new TreeFile(path, TreeFile.Mode.FILE, path);
    }

    @Override
    public byte[] read(TreeFile file) {
        return requireNonNull(contents.get(file.path()));
    }

    /// Absent when there is no such file.
    Optional<byte[]> content(String path) {
        return Optional.ofNullable(contents.get(path));
    }
}
