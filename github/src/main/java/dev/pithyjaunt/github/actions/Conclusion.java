package dev.pithyjaunt.github.actions;

import java.util.Locale;

/// How a run ended.
public enum Conclusion {
    /// All went well.
    SUCCESS,
    /// A job failed.
    FAILURE,
    /// Neither well nor badly.
    NEUTRAL,
    /// Ended by somebody, or by a newer run of its concurrency group.
    CANCELLED,
    /// No job had to run.
    SKIPPED,
    /// A job took longer than it may.
    TIMED_OUT,
    /// A person must allow it first.
    ACTION_REQUIRED,
    /// GitHub gave it up after 14 days.
    STALE,
    /// It did not begin: the workflow is not valid, or there is no runner or no money for it.
    STARTUP_FAILURE,
    /// One that this program does not know.
    OTHER;

    static Conclusion of(String text) {
        for (Conclusion conclusion : values()) {
            if (conclusion.name().toLowerCase(Locale.ROOT).equals(text)) {
                return conclusion;
            }
        }
        return OTHER;
    }
}
