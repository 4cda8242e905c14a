package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.git.TreeFile;

/// One file of the commit and what it is.
///
/// @param language as people name it; `unknown` when nothing tells
public record SurveyedFile(TreeFile file, String language, Kind kind) {

    static final String UNKNOWN = "unknown";

    /// Whether a file can be shown to the model, and why not.
    public enum Kind {
        /// Text that people write.
        TEXT,
        /// Made by a program: lock files, minified and generated code.
        GENERATED,
        /// Somebody else's code, copied in.
        VENDORED,
        /// Holds NUL bytes, or has a name that says so.
        BINARY,
        /// Over the survey's limit for one file.
        TOO_LARGE,
        /// A symbolic link or a submodule.
        NOT_A_FILE
    }

    public String path() {
        return file.path();
    }
}
