package dev.pithyjaunt.server.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.ConflictException;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the log of an execution goes on.
///
/// @param lastPosition of its log lines; 0 without any
/// @param nextSequences the number that the next line of a phase has, by phase and run attempt, of
///   those that have said something
public record LogEnd(long lastPosition, @JsonIgnore SortedMap<String, Long> nextSequences) {

    /// Of a log without lines.
    public static final LogEnd EMPTY = new LogEnd(0, new TreeMap<>());

    /// Several phases of each of several run attempts.
    private static final int MAX_PHASES = 100;

    public LogEnd {
        nextSequences = Collections.unmodifiableSortedMap(nextSequences);
    }

    /// One that is stored.
    ///
    /// @param nextSequences as [#sequencesText] wrote it
    public static LogEnd of(long lastPosition, String nextSequences) {
        return new LogEnd(lastPosition, Json.read(nextSequences, Sequences.class));
    }

    /// Tells the form.
    private static final class Sequences extends TreeMap<String, Long> {}

    /// The part that has a form of its own where it is stored: a JSON object.
    public String sequencesText() {
        return Json.line(nextSequences);
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(int runAttempt, String phase) {
        return nextSequences.getOrDefault(key(runAttempt, phase), 1L);
    }

    /// After some lines without numbers.
    public LogEnd appended(int lines) {
        return new LogEnd(lastPosition + lines, nextSequences);
    }

    /// After some lines of a phase that follow its last.
    ///
    /// @throws ConflictException when the execution has had more phases than any has
    public LogEnd appended(int runAttempt, String phase, int lines) {
        SortedMap<String, Long> next = new TreeMap<>(nextSequences);
        next.put(key(runAttempt, phase), nextSequence(runAttempt, phase) + lines);
        if (next.size() > MAX_PHASES) {
            throw new ConflictException("an execution has at most " + MAX_PHASES + " phases");
        }
        return new LogEnd(lastPosition + lines, next);
    }

    private static String key(int runAttempt, String phase) {
        return phase + "/" + runAttempt;
    }
}
