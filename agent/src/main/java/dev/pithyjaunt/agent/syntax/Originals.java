package dev.pithyjaunt.agent.syntax;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Optional;

/// What changed files were in the commit.
final class Originals {

    private final CommitTree base;
    private final List<TreeFile> deleted;

    Originals(Fitting.Fitted fitted, CommitTree base) {
        this.base = base;
        this.deleted =
                fitted.files().stream()
                        .filter(file -> file.content().isEmpty())
                        .flatMap(file -> base.find(file.path()).stream())
                        .filter(TreeFile::isRegular)
                        .toList();
    }

    /// A file that the commit lacks may be one of another name: of those that the same change
    /// deletes, one with the same file name, else with the same extension.
    Optional<byte[]> of(String path) {
        return base.find(path)
                .filter(TreeFile::isRegular)
                .or(() -> deletedAfter(path, '/'))
                .or(() -> deletedAfter(path, '.'))
                .map(base::read);
    }

    private Optional<TreeFile> deletedAfter(String path, char separator) {
        String end = path.substring(path.lastIndexOf(separator) + 1);
        return deleted.stream()
                .filter(file ->
                        file.path().substring(file.path().lastIndexOf(separator) + 1).equals(end))
                .findFirst();
    }
}
