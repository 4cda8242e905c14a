package dev.pithyjaunt.testkit.workflow;

import java.time.Duration;

/// How long things take.
///
/// @param minute what a minute of `timeout-minutes` lasts
/// @param toTerminate from SIGINT to SIGTERM
/// @param toKill from SIGTERM to the end of the process tree
/// @param cancellation after which all that a cancelled job still runs is killed
public record Limits(
        Duration minute, Duration toTerminate, Duration toKill, Duration cancellation) {

    /// GitHub's own.
    public static Limits ofGitHub() {
        return new Limits(
                Duration.ofMinutes(1),
                Duration.ofMillis(7500),
                Duration.ofMillis(2500),
                Duration.ofMinutes(5));
    }

    Duration minutes(double count) {
        return Duration.ofNanos((long) (minute.toNanos() * count));
    }
}
