package dev.pithyjaunt.git;

/// An entry of a commit's tree.
///
/// @param path relative to the root, `/`-separated; bytes that are not UTF-8 are replaced
/// @param objectId hash of its content
public record TreeFile(String path, Mode mode, String objectId) {

    /// What git knows a path as.
    public enum Mode {
        /// An ordinary file.
        FILE("100644"),
        /// A file that can be executed.
        EXECUTABLE("100755"),
        /// A symbolic link; the content is its target.
        SYMLINK("120000"),
        /// A commit of another repository.
        SUBMODULE("160000");

        private final String digits;

        Mode(String digits) {
            this.digits = digits;
        }

        /// As git writes it, six octal digits.
        public String digits() {
            return digits;
        }

        static Mode of(String digits) {
            for (Mode mode : values()) {
                if (mode.digits.equals(digits)) {
                    return mode;
                }
            }
            // Trees written by very old programs have other permission bits, 100664 mostly.
            return digits.startsWith("100") ? FILE : SUBMODULE;
        }
    }

    /// Whether it is a file with content that can be edited.
    public boolean isRegular() {
        return mode == Mode.FILE || mode == Mode.EXECUTABLE;
    }
}
