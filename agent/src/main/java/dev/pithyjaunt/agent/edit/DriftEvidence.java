package dev.pithyjaunt.agent.edit;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// What speaks for a place at which an edit's context is not quite the file's.
final class DriftEvidence {

    /// Share of what is stated that must be there.
    private static final double MIN_SHARE = 0.5;

    /// What the lines that are there must tell of the place, in lines that stand nowhere else.
    private static final double MIN_TOLD = 1.5;

    private static final double MIN_ANCHOR = 0.5;

    private final Edit.Replace edit;
    private final int[] at;
    private final List<String> file;
    private final List<Integer> filled;
    private final ToIntFunction<EditLine> occurrences;

    DriftEvidence(
            Edit.Replace edit,
            int[] at,
            List<String> file,
            List<Integer> filled,
            ToIntFunction<EditLine> occurrences) {
        this.edit = edit;
        this.at = at;
        this.file = file;
        this.occurrences = occurrences;
        this.filled = filled;
    }

    boolean suffices() {
        return isEvenlyIndented()
                && changesMoreThanSpace()
                && sectionIsThere()
                && share() >= MIN_SHARE
                && told() >= MIN_TOLD
                && anchor() >= MIN_ANCHOR;
    }

    /// Whether all lines that are there stand as far from where the model wrote them.
    private boolean isEvenlyIndented() {
        Set<Integer> shifts = new HashSet<>();
        for (int i = 0; i < at.length; i++) {
            if (at[i] >= 0 && !lines(i).isBlank()) {
                shifts.add(indentation(file.get(at[i])) - indentation(lines(i).text()));
            }
        }
        return shifts.size() <= 1;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private boolean changesMoreThanSpace() {
        return !texts(EditLine.Kind.REMOVED).equals(texts(EditLine.Kind.ADDED));
    }

    private Set<String> texts(EditLine.Kind kind) {
        return edit.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(line -> Form.PLAIN.of(line.text()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
    }

    /// A model that knows the file names the section as it is; one that guesses does not.
    private boolean sectionIsThere() {
        String section = Form.PLAIN.of(edit.hint().section());
        if (section.isEmpty()) {
            return true;
        }
        int last = 0;
        for (int line : at) {
            last = Math.max(last, line);
        }
        return file.subList(0, Math.min(file.size(), last + 1)).stream()
                .anyMatch(line -> Form.PLAIN.of(line).startsWith(section));
    }

    /// Share of the stated lines that are there, by what they tell.
    private double share() {
        double there = 0;
        double all = 0;
        for (int i = 0; i < at.length; i++) {
            EditLine line = edit.lines().get(i);
            if (line.isOld() && !line.isBlank()) {
                all += Drift.weight(line);
                there += at[i] >= 0 ? Drift.weight(line) : 0;
            }
        }
        return all == 0 ? 0 : there / all;
    }

    /// What the lines that are there tell of the place: 1 for each that stands nowhere else.
    private double told() {
        double told = 0;
        for (int i = 0; i < at.length; i++) {
            if (at[i] >= 0) {
                EditLine line = edit.lines().get(i);
                told += Drift.weight(line) / Math.max(1, occurrences.applyAsInt(line));
            }
        }
        return told;
    }

    /// How firmly the changed lines are held, the weakest of them: 2 when they stand beside a line
    /// that is there, or are all that is stated, 1 by themselves or by one side, 0.5 between two
    /// lines that have others between them in the file, 0 not at all.
    private double anchor() {
        double weakest = 2;
        List<EditLine> lines = edit.lines();
        int next = 0;
        while (next < lines.size()) {
            int from = next;
            while (next < lines.size() && lines.get(next).kind() != EditLine.Kind.CONTEXT) {
                next++;
            }
            if (next > from) {
                weakest = Math.min(weakest, anchor(from, next));
            }
            next++;
        }
        return weakest;
    }

    private double anchor(int from, int to) {
        int before = from - 1;
        while (before >= 0 && lines(before).isBlank()) {
            before--;
        }
        int after = to;
        while (after < at.length && lines(after).isBlank()) {
            after++;
        }
        int above = before >= 0 && at[before] >= 0 ? rank(before) : -1;
        int below = after < at.length && at[after] >= 0 ? rank(after) : -1;
        int first = -1;
        int last = -1;
        for (int i = from; i < to; i++) {
            if (lines(i).isOld() && !lines(i).isBlank()) {
                int rank = rank(i);
                if (last >= 0 && rank != last + 1) {
                    return 0;
                }
                first = first < 0 ? rank : first;
                last = rank;
            }
        }
        if (first >= 0) {
            boolean alone = before < 0 && after >= at.length;
            return (above == first - 1 && above >= 0) || below == last + 1 || alone ? 2 : 1;
        }
        if (above >= 0 && below >= 0) {
            return below == above + 1 ? 2 : 0.5;
        }
        return above >= 0 || below >= 0 ? 1 : 0;
    }

    /// The rank of a line that is there.
    private int rank(int i) {
        return Collections.binarySearch(filled, at[i]);
    }

    private EditLine lines(int i) {
        return edit.lines().get(i);
    }
}
