package dev.pithyjaunt.protocol.event;

import java.time.Instant;

/// One line of a phase's log.
///
/// @param sequence rises by one from 1 within (execution, run attempt, phase)
/// @param at when it was said
/// @param text without line end, without NUL (which PostgreSQL refuses), at most [#MAX_TEXT]
///   characters; what is longer is cut, and says so
public record LogLine(long sequence, Instant at, Level level, String text) {

    public static final int MAX_TEXT = 8_000;

    public LogLine {
        if (sequence < 1) {
            throw new IllegalArgumentException("line " + sequence + ": counted from 1");
        }
        text = cut(text.replace('\0', '\uFFFD').replace('\n', ' ').replace('\r', ' '));
    }

    /// The line whose text went through something, such as the removal of secrets.
    public LogLine withText(String text) {
        return new LogLine(sequence, at, level, text);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        String mark = " [cut, it had %,d characters]".formatted(text.length());
        int end = MAX_TEXT - mark.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + mark;
    }

    public enum Level {
        /// For who looks for a fault.
        DEBUG,
        /// What is being done.
        INFO,
        /// It goes on, and a person should know.
        WARN,
        /// Why it does not go on.
        ERROR
    }
}
