package dev.pithyjaunt.git;

import java.util.List;
import java.util.Optional;

/// Files by path, with their contents: a commit, or anything that stands in for one.
public interface FileTree {

    /// In git's order, by the bytes of their path.
    List<TreeFile> files();

    Optional<TreeFile> find(String path);

    /// The content of one of its files.
    ///
    /// @throws GitException when it can't be had
    byte[] read(TreeFile file);
}
