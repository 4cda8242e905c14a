package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;

/// Tells which lines of a search text its replacement keeps.
final class LineDiff {

    /// Cells of the table, at most; beyond it the lines between the equal ends count as all
    /// replaced.
    private static final long MAX_CELLS = 4_000_000;

    private LineDiff() {}

    /// The longest common subsequence as context; removed lines stand before added ones.
    static List<EditLine> between(List<String> before, List<String> after) {
        int head = 0;
        int least = Math.min(before.size(), after.size());
        while (head < least && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head
                && before.get(before.size() - 1 - tail)
                        .equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<EditLine> lines = new ArrayList<>();
        before.subList(0, head).forEach(line -> lines.add(EditLine.context(line)));
        middle(
                before.subList(head, before.size() - tail),
                after.subList(head, after.size() - tail),
                lines);
        before.subList(before.size() - tail, before.size())
                .forEach(line -> lines.add(EditLine.context(line)));
        return lines;
    }

    private static void middle(List<String> before, List<String> after, List<EditLine> lines) {
        int[][] common =
                (long) before.size() * after.size() > MAX_CELLS
                        ? new int[0][]
                        : commonLengths(before, after);
        int i = 0;
        int j = 0;
        while (common.length > 0 && i < before.size() && j < after.size()) {
            if (before.get(i).equals(after.get(j))) {
                lines.add(EditLine.context(before.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                lines.add(EditLine.removed(before.get(i++)));
            } else {
                lines.add(EditLine.added(after.get(j++)));
            }
        }
        before.subList(i, before.size()).forEach(line -> lines.add(EditLine.removed(line)));
        after.subList(j, after.size()).forEach(line -> lines.add(EditLine.added(line)));
    }

    /// Lengths of the longest common subsequence of the rests, by where they begin.
    private static int[][] commonLengths(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] =
                        before.get(i).equals(after.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
