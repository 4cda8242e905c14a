package dev.pithyjaunt.runner.event;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long a sender waits for what.
///
/// @param batch how long a line may wait for others to travel with it
/// @param heartbeat silence after which it says that it is still there
/// @param firstRetry after the first failure; each further failure doubles it
/// @param maxRetry the longest wait between two tries
/// @param request the longest that one try may take
/// @param drain how long the end of a phase may be held up by what is left to send
record Rhythm(
        Duration batch,
        Duration heartbeat,
        Duration firstRetry,
        Duration maxRetry,
        Duration request,
        Duration drain) {

    static final Rhythm STANDARD =
            new Rhythm(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(15),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3));

    Rhythm withDrain(Duration drain) {
        return new Rhythm(batch, heartbeat, firstRetry, maxRetry, request, drain);
    }

    /// The wait after a number of failures in a row, between half and all of it by chance, so that
    /// runners that lost the same server do not come back as one.
    Duration retry(int failures) {
        Duration longest = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
        if (longest.compareTo(maxRetry) > 0) {
            longest = maxRetry;
        }
        long nanos = longest.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
    }
}
