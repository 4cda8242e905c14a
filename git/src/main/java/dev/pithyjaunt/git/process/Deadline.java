package dev.pithyjaunt.git.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The moment at which everything is over, and how long that is from now.
public record Deadline(Instant at, InstantSource clock) {

    /// A deadline from now.
    public static Deadline in(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time), clock);
    }

    /// Time left; zero once it has passed.
    public Duration left() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// The lesser of a limit of one's own and the time left.
    public Duration atMost(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }

    public boolean hasPassed() {
        return left().isZero();
    }
}
