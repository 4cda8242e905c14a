package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.git.TreeFile;

/// Files that a patch is checked against. They are only read.
public interface PatchTree {

    /// What is there. Symbolic links on the way are not followed: above a file there are folders.
    ///
    /// @param path relative to the root, `/`-separated
    Entry at(String path);

    /// What a path can lead to.
    sealed interface Entry {

        /// @param mode a file's or a symbolic link's, whose content is its target
        @SuppressWarnings("ArrayRecordComponent") // contents are handed on and never compared
        record File(TreeFile.Mode mode, byte[] content) implements Entry {}

        /// A folder.
        record Folder() implements Entry {}

        /// Nothing.
        record Absent() implements Entry {}

        /// Something that no patch is applied to.
        ///
        /// @param what in words, such as `a device`
        record Unusable(String what) implements Entry {}

        /// In words, as a message says what was found.
        default String inWords() {
            return switch (this) {
                case File(TreeFile.Mode mode, _) ->
                        mode == TreeFile.Mode.SYMLINK ? "a symbolic link" : "a file";
                case Folder _ -> "a folder";
                case Absent _ -> "nothing";
                case Unusable(String what) -> what;
            };
        }
    }
}
