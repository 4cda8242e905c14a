package dev.pithyjaunt.agent.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.grammar.Utf8;
import dev.pithyjaunt.agent.prompt.Visible;

/// A file's text as grammars take it, UTF-8, with its lines.
final class Source {

    private static final int MAX_SHOWN = 120;

    private final byte[] utf8;
    private final int[] starts;

    Source(byte[] content) {
        this.utf8 = Utf8.of(content);
        this.starts = starts(utf8);
    }

    private static int[] starts(byte[] text) {
        int lines = 1;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        int[] starts = new int[lines];
        int line = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                starts[++line] = i + 1;
            }
        }
        return starts;
    }

    byte[] utf8() {
        return utf8;
    }

    int rows() {
        return starts.length;
    }

    /// A line without the space around it.
    ///
    /// @param row from 0; past the end, the line is empty
    String line(int row) {
        if (row >= starts.length) {
            return "";
        }
        int end = row + 1 < starts.length ? starts[row + 1] : utf8.length;
        return text(starts[row], end).strip();
    }

    /// @param from in bytes
    String text(int from, int to) {
        return new String(utf8, from, Math.max(to - from, 0), UTF_8);
    }

    /// A line for people, or of a long one the part around a column.
    ///
    /// @param column in bytes
    String shown(int row, int column) {
        String line = line(row);
        if (line.length() <= MAX_SHOWN) {
            return Visible.text(line);
        }
        String before = text(starts[row], Math.min(starts[row] + column, utf8.length));
        int at = Math.min(before.stripLeading().length(), line.length());
        int from = Math.clamp(at - MAX_SHOWN / 2, 0, line.length() - MAX_SHOWN);
        return (from > 0 ? "…" : "")
                + Visible.text(line.substring(from, from + MAX_SHOWN))
                + (from + MAX_SHOWN < line.length() ? "…" : "");
    }
}
