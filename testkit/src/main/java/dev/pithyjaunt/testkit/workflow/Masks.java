package dev.pithyjaunt.testkit.workflow;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The values that a job's log does not show.
final class Masks {

    private final List<String> values = new CopyOnWriteArrayList<>();

    /// Hides a value, and each line of it.
    void add(String value) {
        value.lines().filter(line -> !line.isBlank()).forEach(values::add);
        if (!value.isBlank()) {
            values.add(value);
        }
    }

    String mask(String text) {
        String masked = text;
        for (String value :
                values.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList()) {
            masked = masked.replace(value, "***");
        }
        return masked;
    }
}
