package dev.pithyjaunt.runner.testreport;

import java.util.ArrayList;
import java.util.List;

/// What could not be read, a line each.
final class Problems {

    static final int MAX = 20;

    private static final int MAX_LENGTH = 300;

    private final List<String> lines = new ArrayList<>();

    void add(String problem) {
        String line = TestNames.printable(problem);
        if (lines.size() < MAX && !lines.contains(line)) {
            lines.add(line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…");
        }
    }

    boolean areNone() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
