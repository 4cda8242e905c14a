package dev.pithyjaunt.github.actions;

import java.util.Locale;

/// How far a run is.
public enum RunStatus {
    /// Made, and not yet looked at.
    REQUESTED,
    /// It waits for a runner.
    QUEUED,
    /// It waits for another run of its concurrency group.
    PENDING,
    /// It waits for a person, or for a rule of its environment.
    WAITING,
    /// A runner works on it.
    IN_PROGRESS,
    /// It ended; its conclusion says how.
    COMPLETED,
    /// One that this program does not know.
    OTHER;

    static RunStatus of(String text) {
        for (RunStatus status : values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
                return status;
            }
        }
        return OTHER;
    }
}
