package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the lines of an edit that were found in a file into the changes they stand for. Context
/// lines stay as the file has them.
final class Placement {

    private final List<EditLine> lines;
    private final Match match;
    private final Indentation indentation;
    private final List<Change> changes = new ArrayList<>();

    private Placement(List<EditLine> lines, Match match, Indentation indentation) {
        this.lines = lines;
        this.match = match;
        this.indentation = indentation;
    }

    /// The changes in the file's order; absent when the indentation can't be told, or when a line
    /// that comes has no neighbour in the file.
    static Optional<List<Change>> changes(List<EditLine> lines, Match match, List<String> file) {
        return Indentation.of(lines, match, file)
                .flatMap(indentation -> new Placement(lines, match, indentation).place());
    }

    private Optional<List<Change>> place() {
        int next = 0;
        while (next < lines.size()) {
            int from = next;
            while (next < lines.size() && lines.get(next).kind() != EditLine.Kind.CONTEXT) {
                next++;
            }
            if (next > from && !place(from, next)) {
                return Optional.empty();
            }
            next++;
        }
        return Optional.of(List.copyOf(changes));
    }

    /// Places a run of lines that go or come.
    private boolean place(int from, int to) {
        List<String> added = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = from; i < to; i++) {
            EditLine line = lines.get(i);
            if (line.kind() == EditLine.Kind.ADDED) {
                added.add(indentation.apply(line.text()));
            } else if (match.has(i)) {
                first = first < 0 ? match.at().get(i) : first;
                last = match.at().get(i);
            }
        }
        if (first >= 0) {
            changes.add(new Change(first, last + 1, added));
            return true;
        }
        Optional<Integer> point = insertionPoint(from, to);
        point.ifPresent(line -> changes.add(new Change(line, line, added)));
        return point.isPresent();
    }

    /// The file's line before which lines are put in: behind what stands before them, else before
    /// what stands behind them; blank lines that are not in the file don't count.
    private Optional<Integer> insertionPoint(int from, int to) {
        int before = from - 1;
        while (before >= 0 && !match.has(before) && lines.get(before).isBlank()) {
            before--;
        }
        int after = to;
        while (after < lines.size() && !match.has(after) && lines.get(after).isBlank()) {
            after++;
        }
        boolean exactlyBefore = before == from - 1 && before >= 0 && match.has(before);
        boolean exactlyAfter = after == to && after < lines.size() && match.has(after);
        if (exactlyBefore || (before >= 0 && match.has(before) && !exactlyAfter)) {
            return Optional.of(match.at().get(before) + 1);
        }
        return after < lines.size() && match.has(after)
                ? Optional.of(match.at().get(after))
                : Optional.empty();
    }
}
