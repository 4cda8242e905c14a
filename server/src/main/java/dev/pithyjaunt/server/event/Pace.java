package dev.pithyjaunt.server.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// So many at once, and one more after each time. Thread-safe, without a lock, and without an
/// object for what is taken.
///
/// Source: <https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>
final class Pace {

    private final long nanosEach;
    private final long nanosAtOnce;

    /// The time at which all that was taken has been waited for.
    private final AtomicLong restedAt;

    /// @param now nanoseconds as [System#nanoTime] counts them, here and below
    Pace(int atOnce, Duration each, long now) {
        nanosEach = each.toNanos();
        nanosAtOnce = Math.multiplyExact(atOnce, nanosEach);
        restedAt = new AtomicLong(now);
    }

    /// @return 0 when one was taken, else how many nanoseconds it is until one can be
    long take(long now) {
        while (true) {
            long before = restedAt.get();
            long after = (before - now > 0 ? before : now) + nanosEach;
            long wait = after - now - nanosAtOnce;
            if (wait > 0) {
                return wait;
            }
            if (restedAt.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    /// As if one less had been taken.
    void giveBack() {
        restedAt.addAndGet(-nanosEach);
    }

    /// Whether it is as a new one is.
    boolean isRested(long now) {
        return restedAt.get() - now <= 0;
    }
}
