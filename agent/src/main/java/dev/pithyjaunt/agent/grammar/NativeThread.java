package dev.pithyjaunt.agent.grammar;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A thread for work with grammars. They hold hand-written native code that may recurse as deep as
/// its text nests, and that looks at no clock: it gets a large stack, and is left behind when it
/// takes too long.
public final class NativeThread {

    private static final long STACK_BYTES = 16 << 20;

    private NativeThread() {}

    /// @return empty when it takes longer than the limit
    /// @throws ExecutionException when the work fails
    /// @throws CancellationException when the calling thread is interrupted
    public static <T> Optional<T> call(Callable<T> work, Duration limit) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "grammar", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a file was parsed");
        }
    }
}
