package dev.pithyjaunt.bench.server.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What became of many tasks.
///
/// @param tasks executed
/// @param completed tasks
/// @param mixedUp tasks of which something names another one
/// @param left what was left behind
/// @param seconds from the first order to the end of the last task
/// @param memory the most that was held
/// @param faults in words
record TasksResult(
        int tasks,
        int completed,
        int mixedUp,
        Left left,
        double seconds,
        Memory memory,
        List<String> faults) {

    private static final int MAX_SHOWN = 20;

    /// The server may hold this much, in 10⁶ bytes.
    static final double MAX_MEGABYTES = 300;

    TasksResult {
        faults = List.copyOf(faults);
    }

    /// @param folders work folders of executions
    /// @param processes children of the server
    /// @param rows executions and tasks that have not ended
    record Left(int folders, int processes, long rows) {

        boolean isNothing() {
            return folders == 0 && processes == 0 && rows == 0;
        }
    }

    /// In 10⁶ bytes; 0 where the system doesn't tell.
    ///
    /// @param server its process alone
    /// @param children all at once
    record Memory(double server, double children) {}

    boolean isGood() {
        return completed == tasks && mixedUp == 0 && left.isNothing();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("completed", completed + " of " + tasks));
        lines.add(line("mixed up", Integer.toString(mixedUp)));
        lines.add(
                line(
                        "left behind",
                        "%d folders, %d processes, %d rows"
                                .formatted(left.folders(), left.processes(), left.rows())));
        lines.add(
                line(
                        "seconds",
                        String.format(Locale.ROOT, "%.1f, %.2f a task", seconds, seconds / tasks)));
        lines.add(
                line(
                        "MB of the server",
                        String.format(
                                Locale.ROOT,
                                "%.0f at most; wanted: less than %.0f",
                                memory.server(),
                                MAX_MEGABYTES)));
        lines.add(
                line(
                        "MB of its children",
                        String.format(
                                Locale.ROOT, "%.0f at most, all at once", memory.children())));
        faults.stream().limit(MAX_SHOWN).forEach(fault -> lines.add("  " + fault));
        if (faults.size() > MAX_SHOWN) {
            lines.add("  and %d more".formatted(faults.size() - MAX_SHOWN));
        }
        return lines;
    }

    private static String line(String name, String value) {
        return "%-19s %s".formatted(name, value);
    }
}
