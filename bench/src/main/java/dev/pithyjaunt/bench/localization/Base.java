package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.PastCommit;

import java.util.List;

/// What a change was made on.
sealed interface Base {

    /// @param history of the commit itself and those before it, newest first; empty where none is
    ///   known
    record Found(FileTree tree, List<PastCommit> history) implements Base {
        public Found {
            history = List.copyOf(history);
        }
    }

    /// It can't be had.
    ///
    /// @param reason such as `no clone of owner/name`
    record Missing(String reason) implements Base {}
}
