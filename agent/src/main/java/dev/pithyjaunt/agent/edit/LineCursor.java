package dev.pithyjaunt.agent.edit;

import java.util.List;

/// A place in the lines of a text. Line ends are `\n` or `\r\n`.
final class LineCursor {

    private final List<String> lines;
    private int position;

    LineCursor(String text) {
        lines = text.lines().toList();
    }

    boolean hasNext() {
        return position < lines.size();
    }

    /// 0-based number of the next line.
    int position() {
        return position;
    }

    /// How many lines follow.
    int left() {
        return lines.size() - position;
    }

    void moveTo(int position) {
        this.position = position;
    }

    String peek() {
        return lines.get(position);
    }

    /// The line some places ahead, empty past the end.
    String peek(int ahead) {
        return position + ahead < lines.size() ? lines.get(position + ahead) : "";
    }

    String next() {
        return lines.get(position++);
    }

    /// The lines from one place to another.
    String text(int from, int to) {
        return String.join("\n", lines.subList(from, to));
    }
}
