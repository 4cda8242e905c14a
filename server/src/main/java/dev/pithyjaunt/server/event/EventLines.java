package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.server.logstream.Appended;
import dev.pithyjaunt.server.logstream.LogBatch;
import dev.pithyjaunt.server.logstream.LogLine;
import dev.pithyjaunt.server.logstream.OpenLogs;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// What events say, as lines of the log.
final class EventLines {

    private EventLines() {}

    /// @param isStored false: lines before these are missing, and none of these is stored
    record Taken(long nextSequence, boolean isStored) {}

    /// Lines, then text; nothing when the lines would leave a gap.
    static Taken take(OpenLogs logs, Event.Log event) {
        Event.Origin origin = event.origin();
        if (event.lines().isEmpty()) {
            takeText(logs, origin, event.logs());
            return new Taken(nextSequence(logs, origin), true);
        }
        return switch (logs.append(batch(event))) {
            case Appended.Gap(long next) -> new Taken(next, false);
            case Appended.Stored(long next, _) -> {
                takeText(logs, origin, event.logs());
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

    private static void takeText(OpenLogs logs, Event.Origin origin, @Nullable String text) {
        if (text != null) {
            logs.appendText(
                    origin.executionId(),
                    origin.runAttempt(),
                    origin.phase(),
                    ofText(origin, text));
        }
    }

    static List<LogLine> ofText(Event.Origin origin, String text) {
        return text.lines()
                .map(line ->
                        // For its rules about characters and length.
                        new dev.pithyjaunt.protocol.event.LogLine(
                                1,
                                origin.occurredAt(),
                                dev.pithyjaunt.protocol.event.LogLine.Level.INFO,
                                line))
                .map(EventLines::line)
                .toList();
    }

    static long nextSequence(OpenLogs logs, Event.Origin origin) {
        return logs.nextSequence(origin.executionId(), origin.runAttempt(), origin.phase());
    }
}
