package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.runner.execution.Printable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Sends what a phase says to the server, in order and one delivery at a time, on a thread of its
/// own that ends with [#close()]. Nothing that goes wrong with it reaches the phase: what could not
/// be sent is kept for report.
final class EventSender implements AutoCloseable {

    /// As often in a row may the server ask for lines that it has just been sent.
    private static final int MAX_STALLS = 5;

    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private final Phase phase;
    private final Outbox outbox;
    private final Courier courier;
    private final Unsent unsent;
    private final Listener listener;
    private final Thread thread = Thread.ofPlatform().daemon().name("events").unstarted(this::run);
    private boolean cancelTold;
    private int stalls;

    private EventSender(Phase phase, Outbox outbox, Courier courier, Listener listener) {
        this.phase = phase;
        this.outbox = outbox;
        this.courier = courier;
        this.unsent = phase.unsent();
        this.listener = listener;
    }

    /// Who hears of what happens on the way, on the sender's thread.
    ///
    /// @param note takes text for the local log
    /// @param cancel is called once, when the server asks for the execution to stop
    record Listener(Consumer<String> note, Runnable cancel) {}

    /// @param outbox may hold something already
    static EventSender start(Phase phase, Outbox outbox, Courier courier, Listener listener) {
        EventSender sender = new EventSender(phase, outbox, courier, listener);
        sender.thread.start();
        return sender;
    }

    /// Takes a text of one or several lines.
    void say(LogLine.Level level, String text) {
        Instant at = phase.clock().instant();
        lines(phase.redactor(), text)
                .forEach(line -> {
                    LogLine put = outbox.put(at, level, line);
                    if (put != null) {
                        keepingOn(() -> unsent.append(outbox.log(List.of(put))));
                    }
                });
    }

    /// The lines of a text as they may travel. Secrets go first, since one may span lines.
    static Stream<String> lines(Redactor redactor, String text) {
        return Printable.text(redactor.redact(text)).lines();
    }

    private void run() {
        try {
            for (Delivery next = outbox.take(); next != null; next = outbox.take()) {
                deliver(next);
            }
        } catch (InterruptedException e) {
            // The time to drain is over: close() keeps what is left.
        } catch (RuntimeException e) {
            listener.note().accept("the server is told nothing more: " + e);
        }
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            switch (courier.carry(delivery)) {
                case Answer.Taken(EventAnswer answer) -> {
                    taken(delivery, answer);
                    return;
                }
                case Answer.Over() -> {
                    refused(delivery, "there, the execution is over");
                    return;
                }
                case Answer.Refused(String why) -> {
                    refused(delivery, why);
                    return;
                }
                case Answer.TryAgain(Duration after, String why) -> {
                    if (failures == 1) {
                        listener.note().accept("the server does not listen for the moment: " + why);
                    }
                    Duration own = phase.rhythm().retry(failures);
                    outbox.pause(own.compareTo(after) > 0 ? own : after);
                }
            }
        }
    }

    private void taken(Delivery delivery, EventAnswer answer) throws InterruptedException {
        if (answer.cancelRequested() && !cancelTold) {
            cancelTold = true;
            listener.cancel().run();
        }
        if (outbox.taken(delivery, answer)) {
            stalls = 0;
        } else if (++stalls < MAX_STALLS) {
            outbox.pause(phase.rhythm().retry(stalls));
        } else {
            refused(delivery, "it asks again and again for lines that it was sent");
        }
    }

    private void refused(Delivery delivery, String why) {
        outbox.refused(delivery);
        String what =
                switch (delivery) {
                    case Delivery.OfEvent event -> event.event().type().wireName();
                    case Delivery.OfFile file -> "the file " + file.kind().wireName();
                };
        listener.note().accept("the server does not take %s: %s".formatted(what, why));
    }

    /// Sends what is left, for as long as the rhythm says, and keeps the rest. A calling thread
    /// that is or gets interrupted does not wait longer than at the end of any phase.
    @Override
    public void close() {
        outbox.close();
        boolean interrupted = Thread.interrupted();
        Duration hurry = min(Rhythm.STANDARD.drain(), phase.rhythm().drain());
        interrupted |= awaitThread(interrupted ? hurry : phase.rhythm().drain(), hurry);
        thread.interrupt();
        interrupted |= awaitThread(LAST_ANSWER, LAST_ANSWER);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        keepingOn(() -> unsent.keep(outbox.left()));
        courier.close();
    }

    /// Waits for the end of the sender's thread.
    ///
    /// @param hurry how much longer at most once this thread is interrupted
    /// @return whether it was interrupted
    private boolean awaitThread(Duration limit, Duration hurry) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        while (thread.isAlive() && end - System.nanoTime() > 0) {
            try {
                boolean _ = thread.join(Duration.ofNanos(end - System.nanoTime()));
            } catch (InterruptedException e) {
                interrupted = true;
                end = Math.min(end, System.nanoTime() + hurry.toNanos());
            }
        }
        return interrupted;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// A full disk must not end the phase because of its log.
    private void keepingOn(Runnable keep) {
        try {
            keep.run();
        } catch (UncheckedIOException e) {
            listener.note().accept(e.getMessage() + ": " + e.getCause());
        }
    }
}
