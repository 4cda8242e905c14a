package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.ArrayList;
import java.util.List;

/// Tests within tests, as a stream tells of them: a name opens, its children follow one level
/// deeper, the name's own result closes it.
///
/// What has children is a suite. It counts only when it fails although none of its children did: by
/// its hooks, or its own code. A failed child has said it already, and passing children are enough.
final class Nesting {

    private static final int MAX_DEPTH = 50;

    /// A level at which tests are being told of.
    private static final class Level {
        private String open = "";
        private boolean hasChild;
        private boolean hasFailedChild;
    }

    private final List<Level> levels = new ArrayList<>();

    /// @param depth from 0
    void open(int depth, String name) {
        if (depth < MAX_DEPTH) {
            at(depth).open = name;
        }
    }

    /// Whether a name was opened there whose result has not come.
    boolean isOpen(int depth) {
        return depth < levels.size() && !levels.get(depth).open.isEmpty();
    }

    void close(int depth, String name, Status status, Tally tally) {
        if (depth >= MAX_DEPTH) {
            return;
        }
        Level level = at(depth);
        boolean failed = status == Status.FAILED;
        if (!level.hasChild || (failed && !level.hasFailedChild)) {
            tally.add(path(depth) + name, status);
        }
        if (depth > 0) {
            Level parent = levels.get(depth - 1);
            parent.hasChild = true;
            parent.hasFailedChild |= failed;
        }
        levels.set(depth, new Level());
    }

    private String path(int depth) {
        StringBuilder path = new StringBuilder();
        for (Level level : levels.subList(0, depth)) {
            if (!level.open.isEmpty()) {
                path.append(level.open).append(" > ");
            }
        }
        return path.toString();
    }

    /// What lies deeper is over when something is told at this depth.
    private Level at(int depth) {
        while (levels.size() <= depth) {
            levels.add(new Level());
        }
        levels.subList(depth + 1, levels.size()).clear();
        return levels.get(depth);
    }
}
