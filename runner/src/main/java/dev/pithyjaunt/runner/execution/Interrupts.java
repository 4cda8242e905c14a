package dev.pithyjaunt.runner.execution;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C and other requests to end into an interrupt of the main thread, and gives that
/// thread time to stop its children and to write what it has. One a program.
public final class Interrupts {

    /// How long the main thread may take to end.
    private static final Duration GRACE = Duration.ofSeconds(20);

    /// In a terminal, Ctrl-C reaches a child and this program in either order: a child that died of
    /// it may be seen first.
    private static final Duration SIGNAL_SKEW = Duration.ofMillis(400);

    private static final int CANCELLED = 130;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread main;

    private Interrupts(Thread main) {
        this.main = main;
    }

    /// Begins to listen.
    public static Interrupts of(Thread main) {
        Interrupts interrupts = new Interrupts(main);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("interrupts").unstarted(interrupts::onShutdown));
        return interrupts;
    }

    /// For a part of a program that nobody asks to end: one phase in a test.
    public static Interrupts never() {
        return new Interrupts(Thread.currentThread());
    }

    private void onShutdown() {
        if (ended.getCount() == 0) {
            return;
        }
        requested.countDown();
        main.interrupt();
        try {
            if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("stopped without waiting any longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(CANCELLED);
    }

    /// Whether the program has been asked to end. When something has just failed, waits a moment
    /// for a signal that is on its way.
    public boolean requestedAfterFailure() {
        try {
            return requested.await(SIGNAL_SKEW.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /// Asks the program to end, as Ctrl-C does. Returns at once.
    public void cancel() {
        Thread.ofPlatform().daemon().name("cancel").start(() -> System.exit(CANCELLED));
    }

    /// Waits until the program is asked to end.
    public void await() {
        try {
            requested.await();
        } catch (InterruptedException e) {
            // That is what was waited for.
        }
    }

    /// Ends the program: with the code, or as cancelled when that was asked for.
    public void exit(int code) {
        ended.countDown();
        System.exit(code);
    }
}
