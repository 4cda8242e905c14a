package dev.pithyjaunt.agent.prompt;

/// Something of the repository that a prompt does not show, or not whole.
///
/// @param what a path, or one and how many more
public record Omitted(String what, Reason reason) {

    /// Why.
    public enum Reason {
        /// There was no room for it.
        OVER_BUDGET("no room in the prompt"),
        /// There was room for the parts about the task only.
        IN_PART("too long to be shown whole"),
        /// It holds NUL bytes, or its name says that it is no text.
        BINARY("binary"),
        /// A program made it.
        GENERATED("generated"),
        /// On few and long lines, as browsers get it.
        MINIFIED("minified"),
        /// Somebody else's code, copied in.
        VENDORED("vendored"),
        /// Over the limit for one file.
        TOO_LARGE("too large"),
        /// A symbolic link or a submodule.
        NOT_A_FILE("a link or a submodule"),
        /// Its content could not be read.
        UNREADABLE("could not be read");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /// For people, as `a.min.js and 3 more: generated`.
    public String inWords() {
        return what + ": " + reason.words;
    }
}
