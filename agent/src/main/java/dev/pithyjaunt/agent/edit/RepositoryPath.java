package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.agent.path.PathRule;

/// Refuses the edits of files that can't be in a repository.
final class RepositoryPath {

    private RepositoryPath() {}

    /// @throws RefusedEditException when the path could leave the repository or reach git's own
    ///   files, on any file system
    static void check(String path) {
        dev.pithyjaunt.agent.path.RepositoryPath.broken(path)
                .map(PathRule::sentence)
                .ifPresent(sentence -> {
                    throw new RefusedEditException(sentence);
                });
    }
}
