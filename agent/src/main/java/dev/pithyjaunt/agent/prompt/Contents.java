package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Files of a commit, each read once, several by one process.
final class Contents {

    private final CommitTree tree;
    private final Map<TreeFile, byte[]> read = new HashMap<>();

    Contents(CommitTree tree) {
        this.tree = tree;
    }

    /// Reads those that were not read yet.
    void load(Collection<TreeFile> files) {
        tree.readAll(files.stream().filter(file -> !read.containsKey(file)).toList(), read::put);
    }

    byte[] get(TreeFile file) {
        return Objects.requireNonNull(read.computeIfAbsent(file, tree::read));
    }
}
