package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The lines of a hunk, counted against what its header says.
final class HunkBody {

    private final boolean counted;
    private final List<EditLine> lines = new ArrayList<>();
    private final Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);
    private int oldLeft;
    private int newLeft;

    /// Empty lines without a mark that stand at the end so far.
    private int openBlanks;

    HunkBody(OptionalInt start, OptionalInt oldCount, OptionalInt newCount) {
        counted = start.isPresent();
        oldLeft = oldCount.orElse(counted ? 1 : 0);
        newLeft = newCount.orElse(counted ? 1 : 0);
    }

    boolean countsAreStated() {
        return counted;
    }

    /// Whether it has all lines that its header announces.
    boolean isComplete() {
        return counted && oldLeft <= 0 && newLeft <= 0;
    }

    void add(String line) {
        char mark = line.isEmpty() ? ' ' : line.charAt(0);
        openBlanks = line.isEmpty() ? openBlanks + 1 : 0;
        switch (mark) {
            case '\\' -> {}
            case '-' -> {
                lines.add(EditLine.removed(line.substring(1)));
                oldLeft--;
            }
            case '+' -> {
                lines.add(EditLine.added(line.substring(1)));
                newLeft--;
            }
            default -> {
                boolean marked = mark == ' ' && !line.isEmpty();
                if (!marked) {
                    leniencies.add(Leniency.UNMARKED_CONTEXT);
                }
                lines.add(EditLine.context(marked ? line.substring(1) : line));
                oldLeft--;
                newLeft--;
            }
        }
    }

    /// Without the blank lines that only separate the hunk from what follows.
    List<EditLine> lines() {
        int extra =
                counted
                        ? Math.min(openBlanks, Math.max(0, Math.min(-oldLeft, -newLeft)))
                        : openBlanks;
        return lines.subList(0, lines.size() - extra);
    }

    Set<Leniency> leniencies() {
        Set<Leniency> all = EnumSet.noneOf(Leniency.class);
        all.addAll(leniencies);
        int extra = lines.size() - lines().size();
        if (!counted) {
            all.add(Leniency.NO_COUNTS);
        } else if (oldLeft + extra != 0 || newLeft + extra != 0) {
            all.add(Leniency.WRONG_COUNTS);
        }
        return all;
    }
}
