package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.git.TreeFile;

/// One file of the commit and what it is.
///
/// @param language as GitHub names it; `unknown` when nothing tells
/// @param bytes of its content; 0 where it was not read
/// @param lines of its content, a last one without an end included; 0 where it was not read whole
public record SurveyedFile(TreeFile file, String language, Kind kind, long bytes, int lines) {

    static final String UNKNOWN = "unknown";

    /// Whether a file can be shown to the model, and why not.
    public enum Kind {
        /// Text that people write.
        TEXT,
        /// Made by a program: lock files, and code that says so.
        GENERATED,
        /// Scripts and style sheets without their line ends, as browsers get them.
        MINIFIED,
        /// Somebody else's code, copied in.
        VENDORED,
        /// Holds NUL bytes, or has a name that says so.
        BINARY,
        /// Over the survey's limit for one file.
        TOO_LARGE,
        /// A symbolic link or a submodule.
        NOT_A_FILE,
        /// Its content could not be read.
        UNREADABLE
    }

    public String path() {
        return file.path();
    }
}
