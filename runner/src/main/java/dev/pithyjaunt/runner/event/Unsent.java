package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.LineCount;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a phase leaves in the execution's folder about its events:
///
/// | file | holds |
/// |---|---|
/// | `PHASE.unsent.jsonl` | events, one a line, that the server has not taken; while the phase runs, all of them, so that a killed phase loses none |
/// | `PHASE.lines.json` | how many lines it said in all, and their checksum |
///
/// Of the events, only `task.started` and `task.log` are read again: report makes the others anew.
final class Unsent {

    private final Path events;
    private final Path count;

    Unsent(ExecutionFolder folder, String phase) {
        events = folder.path().resolve(phase + ".unsent.jsonl");
        count = folder.path().resolve(phase + ".lines.json");
    }

    void append(Event event) {
        try {
            Files.writeString(
                    events,
                    Json.line(event) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + events, e);
        }
    }

    /// Before the phase begins: takes away what an earlier go of it left.
    void begin() {
        delete(events);
        delete(count);
    }

    /// At the end of the phase.
    void keep(List<Event> left) {
        delete(events);
        left.forEach(this::append);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + file, e);
        }
    }

    void keep(LineCount lines) {
        Json.write(count, lines);
    }

    Optional<LineCount> count() {
        return Files.exists(count)
                ? Optional.of(Json.read(count, LineCount.class))
                : Optional.empty();
    }

    /// The kept `task.started`, when there is one.
    Optional<Event.Started> started() {
        return read().stream()
                .filter(line ->
                        line.startsWith("{\"type\":\"" + Event.Type.STARTED.wireName() + "\""))
                .map(line -> Json.read(line, Event.Started.class))
                .findFirst();
    }

    /// The kept lines of `task.log`, in order. A last line of the file that a killed phase did not
    /// finish is left out.
    List<LogLine> lines() {
        List<LogLine> lines = new ArrayList<>();
        for (String line : read()) {
            try {
                if (line.startsWith("{\"type\":\"" + Event.Type.LOG.wireName() + "\"")) {
                    lines.addAll(Json.read(line, Event.Log.class).lines());
                }
            } catch (MalformedJsonException e) {
                break;
            }
        }
        return lines;
    }

    private List<String> read() {
        try {
            return Files.exists(events) ? Files.readAllLines(events) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + events, e);
        }
    }
}
