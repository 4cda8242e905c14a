package dev.pithyjaunt.bench.program;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what other processes do, which nobody announces.
public final class Patience {

    private static final Duration POLL = Duration.ofMillis(20);

    private Patience() {}

    /// Waits until something holds.
    ///
    /// @return whether it did, within the limit and before the thread was interrupted
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /// Lets time pass, less of it when the thread is interrupted.
    public static void pass(Duration time) {
        boolean _ = until(time, () -> false);
    }

    /// Waits until something holds that has to.
    ///
    /// @throws IllegalStateException when it does not in time; it says what was waited for
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        if (!until(limit, condition)) {
            throw new IllegalStateException(
                    "%s did not come within %d s".formatted(what, limit.toSeconds()));
        }
    }
}
