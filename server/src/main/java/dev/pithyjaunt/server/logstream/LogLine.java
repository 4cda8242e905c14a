package dev.pithyjaunt.server.logstream;

import java.time.Instant;

/// One line that a phase said.
///
/// @param level lower-case word, such as `info`
/// @param text without line ends
public record LogLine(Instant at, String level, String text) {

    public LogLine {
        // PostgreSQL takes no NUL, and terminals none either.
        text = text.replace('\0', '\uFFFD');
        level = level.replace('\0', '\uFFFD');
    }
}
