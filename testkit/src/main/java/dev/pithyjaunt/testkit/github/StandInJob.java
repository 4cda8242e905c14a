package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One job of a run at one moment.
///
/// @param status `queued`, `in_progress` or `completed`
/// @param conclusion null while it is not completed
public record StandInJob(
        long id,
        String name,
        String status,
        @Nullable String conclusion,
        Instant startedAt,
        @Nullable Instant completedAt) {}
