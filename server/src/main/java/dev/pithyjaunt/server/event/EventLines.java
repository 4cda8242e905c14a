package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.server.logstream.Appended;
import dev.pithyjaunt.server.logstream.LogBatch;
import dev.pithyjaunt.server.logstream.LogLine;
import dev.pithyjaunt.server.logstream.LogStore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;

/// What events say, as lines of the log.
@Component
final class EventLines {

    private final LogStore logs;

    EventLines(LogStore logs) {
        this.logs = logs;
    }

    /// @param isStored false: lines before these are missing, and none of these is stored
    record Taken(long nextSequence, boolean isStored) {}

    /// Lines, then text; nothing when the lines would leave a gap.
    Taken take(Event.Log event) {
        Event.Origin origin = event.origin();
        if (event.lines().isEmpty()) {
            takeText(origin, event.logs());
            return new Taken(nextSequence(origin), true);
        }
        return switch (logs.append(batch(event))) {
            case Appended.Gap(long next) -> new Taken(next, false);
            case Appended.Stored(long next, _) -> {
                takeText(origin, event.logs());
                yield new Taken(next, true);
            }
        };
    }

    private static LogBatch batch(Event.Log event) {
        Event.Origin origin = event.origin();
        return new LogBatch(
                origin.executionId(),
                origin.runAttempt(),
                origin.phase(),
                event.lines().getFirst().sequence(),
                event.lines().stream().map(EventLines::line).toList());
    }

    private static LogLine line(dev.pithyjaunt.protocol.event.LogLine line) {
        return new LogLine(line.at(), line.level().name().toLowerCase(Locale.ROOT), line.text());
    }

    void takeText(Event.Origin origin, @Nullable String text) {
        List<LogLine> lines =
                text == null
                        ? List.of()
                        : text.lines()
                                .map(line ->
                                        // For its rules about characters and length.
                                        new dev.pithyjaunt.protocol.event.LogLine(
                                                1,
                                                origin.occurredAt(),
                                                dev.pithyjaunt.protocol.event.LogLine.Level.INFO,
                                                line))
                                .map(EventLines::line)
                                .toList();
        logs.appendText(origin.executionId(), origin.runAttempt(), origin.phase(), lines);
    }

    long nextSequence(Event.Origin origin) {
        return logs.nextSequence(origin.executionId(), origin.runAttempt(), origin.phase());
    }
}
