package dev.pithyjaunt.server.logstream;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the streams of an execution, so that they look at its tables at once. A hint and no more:
/// what another server commits is seen at the next look.
@Component
public final class LogSignals implements SmartLifecycle {

    private final Map<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();
    private volatile boolean isRunning;

    /// To be called after the commit of whatever a stream shows: lines, or a change of status.
    public void signal(String executionId) {
        waiters.getOrDefault(executionId, Set.of()).forEach(Waiter::wake);
    }

    /// Begins to listen for an execution's signals.
    Waiter open(String executionId) {
        Waiter waiter = new Waiter(executionId);
        waiters.compute(
                executionId,
                (_, others) -> {
                    Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                    all.add(waiter);
                    return all;
                });
        return waiter;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /// Ends all streams. The server's stop waits for requests, so this has to come before it.
    @Override
    public void stop() {
        isRunning = false;
        waiters.values().forEach(all -> all.forEach(Waiter::wake));
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /// One stream's ear. For one thread.
    final class Waiter implements AutoCloseable {

        private final String executionId;
        private final Semaphore signals = new Semaphore(0);

        private Waiter(String executionId) {
            this.executionId = executionId;
        }

        private void wake() {
            signals.release();
        }

        /// Returns at the next signal, or at once when there was one since the last call, or after
        /// a while without one.
        ///
        /// @return whether it makes sense to go on: not when the server stops
        boolean await(Duration atMost) throws InterruptedException {
            if (isRunning && signals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                signals.drainPermits();
            }
            return isRunning;
        }

        @Override
        public void close() {
            waiters.computeIfPresent(
                    executionId,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }
}
