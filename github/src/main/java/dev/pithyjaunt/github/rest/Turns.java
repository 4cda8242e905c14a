package dev.pithyjaunt.github.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Writes go one after the other with a gap between them, as GitHub asks for; reads go at once.
///
/// Source:
/// <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>
final class Turns {

    private final Timing timing;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Instant lastEnd = Instant.MIN;

    Turns(Timing timing) {
        this.timing = timing;
    }

    /// Sends a write when it is its turn.
    ///
    /// @return empty when that did not come in time
    Optional<Outcome> write(Instant until, Supplier<Outcome> request) {
        try {
            Duration left = Duration.between(timing.clock().instant(), until);
            if (!turn.tryLock(left.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(afterGap(request));
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            throw Exchange.cancelled(e);
        }
    }

    private Outcome afterGap(Supplier<Outcome> request) throws InterruptedException {
        if (lastEnd.isAfter(Instant.MIN)) {
            Duration passed = Duration.between(lastEnd, timing.clock().instant());
            Duration gap = timing.writeGap().minus(passed);
            if (gap.isPositive()) {
                // A clock that was set back must not make the gap longer.
                timing.pause().pause(min(gap, timing.writeGap()));
            }
        }
        try {
            return request.get();
        } finally {
            lastEnd = timing.clock().instant();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
