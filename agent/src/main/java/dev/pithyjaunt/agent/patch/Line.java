package dev.pithyjaunt.agent.patch;

/// A line of a hunk.
///
/// @param text without mark and line feed; a carriage return before that belongs to the text
/// @param isEnded whether a line feed ends it; false only for the last line of a file that has none
public record Line(Kind kind, String text, boolean isEnded) {

    /// What a line is to its hunk.
    public enum Kind {
        /// In the pre-image and in the post-image.
        CONTEXT(' '),
        /// In the post-image alone.
        ADDED('+'),
        /// In the pre-image alone.
        REMOVED('-');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        /// The character before the text.
        char mark() {
            return mark;
        }
    }

    boolean isInPreImage() {
        return kind != Kind.ADDED;
    }

    boolean isInPostImage() {
        return kind != Kind.REMOVED;
    }

    Line reversed() {
        return switch (kind) {
            case CONTEXT -> this;
            case ADDED -> new Line(Kind.REMOVED, text, isEnded);
            case REMOVED -> new Line(Kind.ADDED, text, isEnded);
        };
    }
}
