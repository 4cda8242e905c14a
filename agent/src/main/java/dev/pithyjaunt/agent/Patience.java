package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.git.process.Deadline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// How often a provider that fails is asked again, and after how long: after what it asks for
/// itself, else a half, one, two seconds, each up to a quarter less so that many clients don't come
/// back at once. Bounded in number and in time.
public final class Patience {

    private static final int MAX_TRIES = 4;
    private static final Duration FIRST = Duration.ofMillis(500);

    /// All waiting for one answer.
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final double JITTER = 0.25;

    private final Pause pause;
    private final DoubleSupplier random;

    /// Lets time pass.
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /// @param random from 0 to 1
    public Patience(Pause pause, DoubleSupplier random) {
        this.pause = pause;
        this.random = random;
    }

    /// That of the wall clock.
    public static Patience standard() {
        return new Patience(Patience::wait, Math::random);
    }

    private static void wait(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    /// Begins with an answer to wait for.
    Tries begin() {
        return new Tries();
    }

    /// The tries for one answer of one model.
    final class Tries {

        private int made;
        private Duration waited = Duration.ZERO;

        /// How long to wait before the next one; empty when there is to be none.
        Optional<Duration> next(ModelException failure, Deadline deadline) {
            made++;
            if (!failure.isRetryable() || made == MAX_TRIES) {
                return Optional.empty();
            }
            Duration wait = failure.retryAfter().orElseGet(this::growing);
            boolean tooLong =
                    waited.plus(wait).compareTo(MAX_WAIT) > 0
                            || wait.compareTo(deadline.left()) >= 0;
            return tooLong ? Optional.empty() : Optional.of(wait);
        }

        private Duration growing() {
            double share = 1 - JITTER * random.getAsDouble();
            return Duration.ofMillis(Math.round(FIRST.toMillis() * (1L << (made - 1)) * share));
        }

        /// @throws CancellationException when the thread is interrupted
        void await(Duration wait) {
            waited = waited.plus(wait);
            try {
                pause.pause(wait);
            } catch (InterruptedException e) {
                CancellationException cancelled = new CancellationException("interrupted");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
    }
}
