package dev.pithyjaunt.agent.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives the blank lines of an edit the blank lines that stand beside its other lines in the file.
final class BlankLines {

    private BlankLines() {}

    /// @param at as in [Match], with every line that is not blank; it is completed
    static int[] fill(int[] at, List<EditLine> lines, List<String> file) {
        int last = -1;
        for (int i = 0; i < at.length; i++) {
            if (isOpen(at, lines, i) && last >= 0 && isBlank(file, last + 1)) {
                at[i] = last + 1;
            }
            last = at[i] >= 0 ? at[i] : lines.get(i).isOld() && !lines.get(i).isBlank() ? -1 : last;
        }
        Set<Integer> taken = Arrays.stream(at).boxed().collect(Collectors.toSet());
        int next = -1;
        for (int i = at.length - 1; i >= 0; i--) {
            if (isOpen(at, lines, i)
                    && next >= 0
                    && !taken.contains(next - 1)
                    && isBlank(file, next - 1)) {
                at[i] = next - 1;
            }
            next = at[i] >= 0 ? at[i] : lines.get(i).isOld() && !lines.get(i).isBlank() ? -1 : next;
        }
        return at;
    }

    private static boolean isOpen(int[] at, List<EditLine> lines, int i) {
        return at[i] < 0 && lines.get(i).isOld() && lines.get(i).isBlank();
    }

    private static boolean isBlank(List<String> file, int line) {
        return line >= 0 && line < file.size() && file.get(line).isBlank();
    }
}
