package dev.pithyjaunt.server.task;

import dev.pithyjaunt.server.platform.InvalidInputException;

import java.util.Arrays;
import java.util.Locale;

/// Which of the tasks that wait to be executed goes first. The most urgent one stands first.
public enum Priority {
    /// Before all that is normal.
    HIGH,
    /// What nobody said anything about.
    NORMAL,
    /// When nothing else waits.
    LOW;

    /// How it is written.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws InvalidInputException when there is none of that name
    static Priority of(String word) {
        return Arrays.stream(values())
                .filter(priority -> priority.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("priority", "expected one of high, normal, low"));
    }
}
