package dev.pithyjaunt.server.task;

import dev.pithyjaunt.server.platform.InvalidInputException;

import java.util.Arrays;
import java.util.Locale;

/// Which of the tasks that wait to be executed goes first.
public enum Priority {
    /// Before all that is normal.
    HIGH(0),
    /// What nobody said anything about.
    NORMAL(1),
    /// When nothing else waits.
    LOW(2);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /// How it is stored, so that the database can sort by it: 0 goes first.
    public int rank() {
        return rank;
    }

    /// @throws IllegalArgumentException when there is none of that rank
    public static Priority ofRank(long rank) {
        return Arrays.stream(values())
                .filter(priority -> priority.rank == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no priority has rank " + rank));
    }

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
