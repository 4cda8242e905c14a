package dev.pithyjaunt.bench.server.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How many lines the log of each task has: one is very long, up to a hundred are long, and all
/// others are alike.
///
/// @param lines by the number of the task, from 0
/// @param longest the number of the task with the longest log
/// @param longs the numbers of those with a long one
record LogSizes(List<Integer> lines, int longest, List<Integer> longs) {

    LogSizes {
        lines = List.copyOf(lines);
        longs = List.copyOf(longs);
    }

    static final int MIN_TASKS = 4;
    static final long MIN_LINES = 1_000;

    private static final int LONGEST = 100_000;
    private static final int LONG = 1_000;
    private static final int LONGS = 100;

    /// Spreads lines over tasks. With fewer lines than a store has that is measured, long logs are
    /// shorter.
    ///
    /// @param tasks [#MIN_TASKS] or more
    /// @param lines [#MIN_LINES] or more
    static LogSizes spread(int tasks, long lines) {
        int longest = tasks / 2;
        int step = Math.max(2, Math.ceilDiv(tasks, LONGS));
        int[] longs =
                IntStream.iterate(0, i -> i < tasks, i -> i + step)
                        .filter(i -> i != longest)
                        .toArray();
        int[] sizes = new int[tasks];
        sizes[longest] = (int) Math.min(LONGEST, lines / 10);
        for (int i : longs) {
            sizes[i] = (int) Math.min(LONG, lines / (2 * LONGS));
        }
        long left = lines - Arrays.stream(sizes).asLongStream().sum();
        int others = tasks - longs.length - 1;
        for (int i = 0; i < tasks; i++) {
            if (sizes[i] == 0) {
                sizes[i] = Math.toIntExact(left / others);
                left -= sizes[i];
                others--;
            }
        }
        return new LogSizes(
                Arrays.stream(sizes).boxed().toList(),
                longest,
                Arrays.stream(longs).boxed().toList());
    }
}
