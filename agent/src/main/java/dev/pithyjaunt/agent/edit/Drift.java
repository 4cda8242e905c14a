package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds an edit whose context is not quite the file's: models quote from memory, from another
/// version, or leave lines out. Every removed line must be there; how much of the rest must be is
/// judged by [DriftEvidence].
///
/// An alignment of the edit's lines with those of a window of the file, blank lines aside, in the
/// manner of Needleman and Wunsch; windows are where rare lines of the edit stand.
final class Drift {

    private static final int MAX_LINES = 400;
    private static final int MAX_WINDOWS = 12;

    /// Lines that stand more often say nothing of the place.
    private static final int MAX_OCCURRENCES = 40;

    /// What a line of the file costs that the edit does not have.
    private static final double SKIPPED_FILE_LINE = 0.05;

    /// By how much the best place must be better than any other.
    private static final double MARGIN = 0.3;

    private final List<String> file;
    private final List<Integer> filled;
    private final LineSearch search;
    private final Map<Integer, List<Integer>> ranks = new HashMap<>();

    /// @param filled the file's lines that are not blank, 0-based
    Drift(List<String> file, List<Integer> filled, LineSearch search) {
        this.file = file;
        this.filled = filled;
        this.search = search;
        for (int rank = 0; rank < filled.size(); rank++) {
            ranks.computeIfAbsent(search.number(filled.get(rank)), _ -> new ArrayList<>())
                    .add(rank);
        }
    }

    /// The one place that is good enough and clearly better than the others, if there is one.
    List<Match> find(Edit.Replace edit) {
        List<Integer> old =
                IntStream.range(0, edit.lines().size())
                        .filter(i -> edit.lines().get(i).isOld() && !edit.lines().get(i).isBlank())
                        .boxed()
                        .toList();
        if (old.isEmpty() || old.size() > MAX_LINES || lacksRemovedLine(edit, old)) {
            return List.of();
        }
        List<Alignment> alignments =
                windows(edit, old).stream()
                        .map(from -> align(edit, old, from))
                        .filter(Alignment::isPossible)
                        .sorted(Comparator.comparingDouble(Alignment::score).reversed())
                        .toList();
        if (alignments.isEmpty()) {
            return List.of();
        }
        Alignment best = alignments.getFirst();
        boolean clear =
                alignments.stream()
                        .filter(other -> !other.overlaps(best))
                        .allMatch(other -> best.score() - other.score() >= MARGIN);
        if (!clear
                || !new DriftEvidence(edit, best.at(), file, filled, this::occurrences)
                        .suffices()) {
            return List.of();
        }
        return List.of(
                Match.of(Rung.DRIFTED, BlankLines.fill(best.at().clone(), edit.lines(), file)));
    }

    private boolean lacksRemovedLine(Edit.Replace edit, List<Integer> old) {
        return old.stream()
                .map(edit.lines()::get)
                .anyMatch(line -> line.kind() == EditLine.Kind.REMOVED && occurrences(line) == 0);
    }

    private int occurrences(EditLine line) {
        return ranks.getOrDefault(search.number(line.text()), List.of()).size();
    }

    /// First ranks of the windows that hold most of the edit's rare lines.
    private List<Integer> windows(Edit.Replace edit, List<Integer> old) {
        int width = slack(old);
        Map<Integer, Double> votes = new HashMap<>();
        for (int k = 0; k < old.size(); k++) {
            List<Integer> there =
                    ranks.getOrDefault(
                            search.number(edit.lines().get(old.get(k)).text()), List.of());
            if (there.size() <= MAX_OCCURRENCES) {
                for (int rank : there) {
                    int bucket = Math.floorDiv(rank - k, width);
                    votes.merge(bucket, 1.0 / there.size(), Double::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(MAX_WINDOWS)
                .map(vote -> vote.getKey() * width - width)
                .toList();
    }

    private static int slack(List<Integer> old) {
        return 15 + old.size() / 4;
    }

    private Alignment align(Edit.Replace edit, List<Integer> old, int firstRank) {
        int from = Math.max(0, firstRank);
        int to = Math.min(filled.size(), firstRank + old.size() + 3 * slack(old));
        int n = old.size();
        int m = Math.max(0, to - from);
        double[][] score = new double[n + 1][m + 1];
        for (int i = 1; i <= n; i++) {
            EditLine line = edit.lines().get(old.get(i - 1));
            int number = search.number(line.text());
            double gain = Math.max(0.05, weight(line) / Math.sqrt(Math.max(1, occurrences(line))));
            double skip = skipCost(line);
            score[i][0] = score[i - 1][0] - skip;
            for (int j = 1; j <= m; j++) {
                double best = score[i - 1][j] - skip;
                best = Math.max(best, score[i][j - 1] - (i == n ? 0 : SKIPPED_FILE_LINE));
                if (search.number(filled.get(from + j - 1)) == number) {
                    best = Math.max(best, score[i - 1][j - 1] + gain);
                }
                score[i][j] = best;
            }
        }
        return new Alignment(score[n][m], trace(edit, old, from, score));
    }

    private int[] trace(Edit.Replace edit, List<Integer> old, int from, double[][] score) {
        int[] at = Match.nowhere(edit.lines().size());
        int n = old.size();
        int i = n;
        int j = score[0].length - 1;
        while (i > 0) {
            EditLine line = edit.lines().get(old.get(i - 1));
            if (j > 0 && score[i][j] == score[i][j - 1] - (i == n ? 0 : SKIPPED_FILE_LINE)) {
                j--;
            } else if (score[i][j] == score[i - 1][j] - skipCost(line)) {
                i--;
            } else {
                i--;
                j--;
                at[old.get(i)] = filled.get(from + j);
            }
        }
        return at;
    }

    private static double skipCost(EditLine line) {
        return line.kind() == EditLine.Kind.REMOVED ? 1e6 : 0.25 * weight(line) + 0.02;
    }

    /// How much a line tells, from 0 to 1: by its letters and digits.
    static double weight(EditLine line) {
        long letters = line.text().chars().filter(Character::isLetterOrDigit).limit(12).count();
        return letters / 12.0;
    }

    /// @param at as in [Match]
    @SuppressWarnings("ArrayRecordComponent") // built and read here only
    private record Alignment(double score, int[] at) {

        boolean isPossible() {
            return score > -1e5;
        }

        boolean overlaps(Alignment other) {
            for (int line : at) {
                for (int there : other.at) {
                    if (line >= 0 && line == there) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
