package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The part of a patch that is about one file.
///
/// @param form which headers it has
/// @param oldSide of a file that is added, with the path of the new side
/// @param newSide of a file that is deleted, with the path of the old side
/// @param similarity percent that git's line `similarity index` or `dissimilarity index` states
public record FilePatch(
        Form form,
        Change change,
        Side oldSide,
        Side newSide,
        OptionalInt similarity,
        Content content) {

    /// The headers of a file patch.
    public enum Form {
        /// `diff --git` and what git writes below it.
        GIT,
        /// `---` and `+++` alone, as other programs write a diff.
        PLAIN
    }

    /// A file as it is on one side of a patch.
    ///
    /// @param prefix what stands before the path: `a/` and `b/` usually
    /// @param mode absent when the patch does not say it, or the file is not on this side
    /// @param objectId of the content, perhaps shortened; absent when the patch does not say it
    /// @param tail what stands behind the path in the line `---` or `+++`: nothing, or a tab and
    ///   perhaps a time
    public record Side(
            String prefix,
            PathName name,
            Optional<TreeFile.Mode> mode,
            Optional<String> objectId,
            String tail) {

        /// The path as the headers write it, one char a byte.
        String written() {
            return name.written(prefix);
        }

        private Side withPrefix(String prefix) {
            return new Side(prefix, name, mode, objectId, tail);
        }
    }

    /// Relative to the root, `/`-separated; of a file that is added, its new path.
    public String oldPath() {
        return oldSide.name().path();
    }

    /// Relative to the root, `/`-separated; of a file that is deleted, its old path.
    public String newPath() {
        return newSide.name().path();
    }

    /// Both paths; one when they are the same.
    public List<String> paths() {
        return Stream.of(oldPath(), newPath()).distinct().toList();
    }

    public Optional<TreeFile.Mode> oldMode() {
        return oldSide.mode();
    }

    public Optional<TreeFile.Mode> newMode() {
        return newSide.mode();
    }

    /// Empty unless the content is text.
    public List<Hunk> hunks() {
        return content.hunksOrNone();
    }

    /// Added lines; 0 when the content is not text.
    public int added() {
        return hunks().stream().mapToInt(Hunk::added).sum();
    }

    /// Removed lines; 0 when the content is not text.
    public int removed() {
        return hunks().stream().mapToInt(Hunk::removed).sum();
    }

    /// The part that leads back.
    ///
    /// @throws IrreversibleCopyException of a copy, whose text the patch does not hold
    FilePatch reversed() {
        return new FilePatch(
                form,
                switch (change) {
                    case ADDED -> Change.DELETED;
                    case DELETED -> Change.ADDED;
                    case COPIED -> throw new IrreversibleCopyException(oldPath(), newPath());
                    case MODIFIED, RENAMED, MODE_CHANGED -> change;
                },
                newSide.withPrefix(oldSide.prefix()),
                oldSide.withPrefix(newSide.prefix()),
                similarity,
                content.reversed());
    }
}
