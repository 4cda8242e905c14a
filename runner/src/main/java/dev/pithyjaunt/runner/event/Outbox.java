package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.event.LineCount;
import dev.pithyjaunt.protocol.event.LogLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What a phase has to send, in order: what comes first, its lines, and, once it is closed, what
/// comes last. Lines stay until the end, since the server may ask for earlier ones again.
/// Thread-safe: the phase puts in, one sender takes out.
final class Outbox {

    /// More lines than a phase says unless something is wrong with it. They are kept in memory.
    static final int MAX_LINES = 20_000;

    static final int MAX_CHARACTERS = 8_000_000;

    private static final int BATCH_LINES = 1_000;
    private static final int BATCH_CHARACTERS = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Supplier<Event.Origin> origin;
    private final Rhythm rhythm;
    private final long firstSequence;
    private final Deque<Delivery> first = new ArrayDeque<>();
    private final Deque<Delivery> last = new ArrayDeque<>();
    private final List<LogLine> lines = new ArrayList<>();
    private int characters;

    /// Index of the next line to send.
    private int next;

    private long waitingSince;
    private long quietSince = System.nanoTime();
    private boolean muted;
    private boolean closed;

    /// @param origin makes the origin of an event that is about to be made
    /// @param firstSequence of the first line that will be put in
    Outbox(Supplier<Event.Origin> origin, Rhythm rhythm, long firstSequence) {
        this.origin = origin;
        this.rhythm = rhythm;
        this.firstSequence = firstSequence;
    }

    void putFirst(Delivery delivery) {
        locked(() -> first.add(delivery));
    }

    void putLast(Delivery delivery) {
        locked(() -> last.add(delivery));
    }

    /// Numbers a line and puts it in.
    ///
    /// @return the line; null once there are too many, of which the last one told
    @Nullable LogLine put(Instant at, LogLine.Level level, String text) {
        lock.lock();
        try {
            if (lines.size() > MAX_LINES || characters > MAX_CHARACTERS) {
                return null;
            }
            boolean tooMuch =
                    lines.size() == MAX_LINES || characters + text.length() > MAX_CHARACTERS;
            LogLine line =
                    new LogLine(
                            firstSequence + lines.size(),
                            at,
                            tooMuch ? LogLine.Level.WARN : level,
                            tooMuch ? "[the rest of this phase's log is left out]" : text);
            characters += tooMuch ? MAX_CHARACTERS : line.text().length();
            if (next == lines.size()) {
                waitingSince = System.nanoTime();
            }
            lines.add(line);
            changed.signalAll();
            return line;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for something to send.
    ///
    /// @return null when the outbox is closed and nothing is left
    @Nullable Delivery take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Delivery ready = ready();
            while (ready == null && !closed) {
                long _ = changed.awaitNanos(nanosUntilReady());
                ready = ready();
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Delivery ready() {
        if (!first.isEmpty()) {
            return first.element();
        }
        if (linesWait() && (closed || batchIsFull() || batchNanos() <= 0)) {
            return batch();
        }
        if (closed) {
            return last.peek();
        }
        return muted || heartbeatNanos() > 0
                ? null
                : Delivery.OfEvent.of(new Event.Progress(origin.get()));
    }

    /// A muted outbox waits for its end.
    private long nanosUntilReady() {
        if (muted) {
            return Long.MAX_VALUE;
        }
        return linesWait() ? Math.min(batchNanos(), heartbeatNanos()) : heartbeatNanos();
    }

    private boolean linesWait() {
        return !muted && next < lines.size();
    }

    private long batchNanos() {
        return rhythm.batch().toNanos() - (System.nanoTime() - waitingSince);
    }

    private long heartbeatNanos() {
        return rhythm.heartbeat().toNanos() - (System.nanoTime() - quietSince);
    }

    private boolean batchIsFull() {
        int size = 0;
        for (LogLine line : lines.subList(next, lines.size())) {
            size += line.text().length();
            if (size >= BATCH_CHARACTERS) {
                return true;
            }
        }
        return lines.size() - next >= BATCH_LINES;
    }

    private Delivery batch() {
        int end = next;
        int size = 0;
        while (end < lines.size() && end - next < BATCH_LINES && size < BATCH_CHARACTERS) {
            size += lines.get(end).text().length();
            end++;
        }
        return Delivery.OfEvent.of(log(lines.subList(next, end)));
    }

    Event.Log log(List<LogLine> lines) {
        return new Event.Log(origin.get(), lines, null);
    }

    /// The server has taken a delivery.
    ///
    /// @return whether that brought it forward: false when it asks for lines that it has been sent
    ///   just before
    boolean taken(Delivery delivery, EventAnswer answer) {
        lock.lock();
        try {
            quietSince = System.nanoTime();
            if (first.remove(delivery) || last.remove(delivery)) {
                return true;
            }
            int before = next;
            boolean hasLines =
                    delivery instanceof Delivery.OfEvent(_, Event.Log(_, List<LogLine> sent, _))
                            && advance(sent.size());
            Long wanted = answer.nextSequence();
            if (wanted != null) {
                next = Math.clamp(wanted - firstSequence, 0, lines.size());
            }
            waitingSince = System.nanoTime();
            return !hasLines || next > before;
        } finally {
            lock.unlock();
        }
    }

    private boolean advance(int count) {
        next += count;
        return count > 0;
    }

    /// A delivery will not be taken. No more lines are sent then; what comes last is still tried.
    void refused(Delivery delivery) {
        locked(() -> {
            boolean apart = last.remove(delivery);
            muted |= !apart;
            first.clear();
        });
    }

    /// Waits, but not past the moment at which the outbox is closed.
    void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean before = closed;
            long nanos = time.toNanos();
            while (nanos > 0 && closed == before) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more will be put in.
    void close() {
        locked(() -> closed = true);
    }

    /// The events that the server has not taken.
    List<Event> left() {
        lock.lock();
        try {
            List<Event> left = new ArrayList<>();
            first.forEach(delivery -> addEvent(delivery, left));
            if (next < lines.size()) {
                left.add(log(lines.subList(next, lines.size())));
            }
            last.forEach(delivery -> addEvent(delivery, left));
            return left;
        } finally {
            lock.unlock();
        }
    }

    private static void addEvent(Delivery delivery, List<Event> events) {
        if (delivery instanceof Delivery.OfEvent(_, Event event)) {
            events.add(event);
        }
    }

    /// Whether the first line of the phase is, or will be, in it.
    boolean beginsAtFirst() {
        return firstSequence == 1;
    }

    /// Of the lines that were put in.
    LineCount count() {
        lock.lock();
        try {
            LineCount.Counter counter = new LineCount.Counter();
            lines.forEach(line -> counter.add(line.text()));
            return counter.count();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
