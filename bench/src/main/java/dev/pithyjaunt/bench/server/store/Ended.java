package dev.pithyjaunt.bench.server.store;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// A task with its one execution, which has ended.
///
/// @param number of the task, from 0
/// @param id of the execution
/// @param lines of its log
/// @param began epoch milliseconds, when it was asked for
record Ended(
        int number, String taskId, String id, Place place, Outcome outcome, int lines, long began) {

    private static final long TOOK_MILLIS = 90_000;

    /// One task in so many is cancelled: fewer than a page of a list has, in a whole store.
    private static final int RARE = 5_000;

    private static final int URGENT = 20;

    static Ended of(int number, Place place, int lines, long began) {
        return new Ended(number, Id.next(), Id.next(), place, outcome(number), lines, began);
    }

    private static Outcome outcome(int number) {
        if (number % RARE == 1) {
            return Outcome.CANCELLED;
        }
        int percent = number % 100;
        if (percent < 80) {
            return Outcome.READY;
        }
        if (percent < 88) {
            return Outcome.NEEDS_REVIEW;
        }
        return percent < 90 ? Outcome.NEEDS_CLARIFICATION : Outcome.FAILED;
    }

    long ended() {
        return began + TOOK_MILLIS;
    }

    boolean isUrgent() {
        return number % URGENT == 11;
    }

    boolean hasPatch() {
        return outcome == Outcome.READY || outcome == Outcome.NEEDS_REVIEW;
    }

    /// As the server stores it; absent where nothing failed.
    @Nullable String category() {
        return switch (outcome) {
            case READY, NEEDS_REVIEW, NEEDS_CLARIFICATION -> null;
            case NO_CHANGE -> "no_change";
            case FAILED -> "model_error";
            case CANCELLED -> "cancelled";
        };
    }

    /// How the server stores a constant.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
