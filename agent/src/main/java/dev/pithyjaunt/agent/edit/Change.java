package dev.pithyjaunt.agent.edit;

import java.util.List;

/// Lines of a file that others take the place of.
///
/// @param from first line, 0-based
/// @param to the line after the last; equal to `from` where lines are only put in
/// @param lines what is put there, indented as the file is
record Change(int from, int to, List<String> lines) {

    Change {
        lines = List.copyOf(lines);
    }

    boolean collidesWith(Change other) {
        return (from < other.to && other.from < to)
                || (from == to && other.from < from && from < other.to)
                || (other.from == other.to && from < other.from && other.from < to);
    }
}
