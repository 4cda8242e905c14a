package dev.pithyjaunt.github.rest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// The time that calls live in.
///
/// @param random from 0 to 1: how much of a growing wait is left out, so that many clients don't
///   come back at once
/// @param writeGap from one write to the next, as GitHub asks for
/// @param requestLimit for one answer, from sending to its last byte
public record Timing(
        InstantSource clock,
        Pause pause,
        DoubleSupplier random,
        Duration writeGap,
        Duration requestLimit) {

    /// Lets time pass.
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /// That of the wall clock.
    public static Timing standard() {
        return new Timing(
                InstantSource.system(),
                Timing::wait,
                Math::random,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    private static void wait(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }
}
