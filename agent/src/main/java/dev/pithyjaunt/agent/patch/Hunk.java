package dev.pithyjaunt.agent.patch;

import java.util.ArrayList;
import java.util.List;

/// A block that begins with `@@`.
///
/// @param section what stands behind the second `@@`, as it is written, with its leading space;
///   empty when nothing does
public record Hunk(Range oldRange, Range newRange, String section, List<Line> lines) {

    public Hunk {
        lines = List.copyOf(lines);
    }

    /// Lines of a file.
    ///
    /// @param start 1-based; with a count of 0, the line after which they would follow
    /// @param isCounted whether the count is written, which git leaves out when it is 1
    public record Range(int start, int count, boolean isCounted) {

        String text() {
            return isCounted ? start + "," + count : String.valueOf(start);
        }
    }

    /// Added lines.
    public int added() {
        return count(Line.Kind.ADDED);
    }

    /// Removed lines.
    public int removed() {
        return count(Line.Kind.REMOVED);
    }

    private int count(Line.Kind kind) {
        int count = 0;
        for (Line line : lines) {
            count += line.kind() == kind ? 1 : 0;
        }
        return count;
    }

    /// Removed lines stand before added ones there as well, as git prints them.
    Hunk reversed() {
        List<Line> reversed = new ArrayList<>(lines.size());
        List<Line> added = new ArrayList<>();
        for (Line line : lines) {
            if (line.kind() == Line.Kind.REMOVED) {
                added.add(line.reversed());
                continue;
            }
            if (line.kind() == Line.Kind.CONTEXT) {
                reversed.addAll(added);
                added.clear();
            }
            reversed.add(line.reversed());
        }
        reversed.addAll(added);
        return new Hunk(newRange, oldRange, section, reversed);
    }
}
