package dev.pithyjaunt.server.dispatch.local;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Lets others stop the thread that does an execution, but only while it does what may be stopped:
/// an interrupt anywhere else would hit the database.
final class Stop {

    /// Why it is to stop.
    enum Reason {
        /// A person wants it to. How it ended is still told.
        CANCELLED,
        /// There is no time for anything more.
        SERVER_ENDS
    }

    private @Nullable Reason reason;
    private @Nullable Thread worker;
    private boolean concluding;

    /// Asks for it. It is too late to cancel what is being concluded.
    synchronized void ask(Reason asked) {
        if (asked == Reason.CANCELLED && (concluding || reason != null)) {
            return;
        }
        reason = asked;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /// Does work that ends when its thread is interrupted.
    ///
    /// @throws CancellationException when it was stopped
    <T> T during(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (reason == Reason.SERVER_ENDS || (reason == Reason.CANCELLED && !concluding)) {
            throw new CancellationException("asked to stop");
        }
        worker = Thread.currentThread();
    }

    private synchronized void end() {
        worker = null;
        // One that came when the work was done already.
        Thread.interrupted();
    }

    /// From here on it can't be cancelled any more.
    ///
    /// @return whether it was
    synchronized boolean conclude() {
        concluding = true;
        return reason == Reason.CANCELLED;
    }

    synchronized boolean serverEnds() {
        return reason == Reason.SERVER_ENDS;
    }
}
