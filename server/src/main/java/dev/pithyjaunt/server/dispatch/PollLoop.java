package dev.pithyjaunt.server.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Looks at rows again and again, on a thread of its own: once in a while, and whenever it is
/// woken. What fails is told, and tried again the next time.
public final class PollLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final String name;
    private final Duration poll;
    private final Runnable look;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean started;
    private volatile Thread thread = new Thread();

    /// @param poll between two looks, at most
    public PollLoop(String name, Duration poll, Runnable look) {
        this.name = name;
        this.poll = poll;
        this.look = look;
    }

    public void start() {
        started = true;
        thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    /// Has the rows looked at now.
    public void wake() {
        wakes.release();
    }

    private void loop() {
        while (started) {
            try {
                look.run();
            } catch (RuntimeException | Error e) {
                LOG.atWarn().addKeyValue("loop", name).setCause(e).log("trying again soon");
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (wakes.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            started = false;
        }
    }

    /// Ends it after the look that it is at, which is waited for a while.
    ///
    /// @throws InterruptedException when the caller was interrupted
    public void stop(Duration limit) throws InterruptedException {
        started = false;
        wake();
        boolean _ = thread.join(limit);
    }

    public boolean isStarted() {
        return started;
    }
}
