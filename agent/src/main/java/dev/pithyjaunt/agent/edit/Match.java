package dev.pithyjaunt.agent.edit;

import java.util.Arrays;
import java.util.List;

/// Which lines of a file an edit's lines are.
///
/// @param at for each line of the edit the file's line, 0-based; negative for added lines, and for
///   context and blank lines that the file does not have there
record Match(Rung rung, List<Integer> at) {

    private static final int NOWHERE = -1;

    /// The lines stand one after the other.
    static Match consecutive(Rung rung, List<EditLine> lines, int from) {
        int[] at = new int[lines.size()];
        int next = from;
        for (int i = 0; i < at.length; i++) {
            at[i] = lines.get(i).isOld() ? next++ : NOWHERE;
        }
        return of(rung, at);
    }

    static Match of(Rung rung, int[] at) {
        return new Match(rung, Arrays.stream(at).boxed().toList());
    }

    static int[] nowhere(int lines) {
        int[] at = new int[lines];
        Arrays.fill(at, NOWHERE);
        return at;
    }

    boolean has(int line) {
        return at.get(line) >= 0;
    }

    /// The first line of the file that it covers, 0-based.
    int first() {
        return at.stream().filter(line -> line >= 0).findFirst().orElse(0);
    }

    /// The last one.
    int last() {
        return at.reversed().stream().filter(line -> line >= 0).findFirst().orElse(0);
    }
}
