package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The logs of some executions while a write appends to them. What is appended is decided on what
/// was read at the beginning, and written by [#store], for all of them at once. For one thread.
public final class OpenLogs {

    private static final int MAX_CHUNK_LINES = 2_000;

    private final Map<String, Long> lastPositions;
    private final Map<Phase, Long> nextSequences;
    private final Map<Phase, Long> moved = new LinkedHashMap<>();
    private final List<Chunk> chunks = new ArrayList<>();

    /// @param lastPositions of the executions, whose rows are locked
    /// @param nextSequences of all their phases that have said something
    OpenLogs(Map<String, Long> lastPositions, Map<Phase, Long> nextSequences) {
        this.lastPositions = new HashMap<>(lastPositions);
        this.nextSequences = nextSequences;
    }

    /// Who numbers lines, from 1 without holes.
    record Phase(String executionId, int runAttempt, String name) {}

    private record Chunk(
            Phase phase, long firstSequence, long firstPosition, List<LogLine> lines) {}

    /// Appends what is new of a batch.
    public Appended append(LogBatch batch) {
        Phase phase = new Phase(batch.executionId(), batch.runAttempt(), batch.phase());
        long next = nextSequence(phase);
        if (batch.firstSequence() > next) {
            return new Appended.Gap(next);
        }
        LogBatch rest = batch.from(next);
        if (!rest.lines().isEmpty()) {
            add(phase, rest.firstSequence(), rest.lines());
            next = rest.firstSequence() + rest.lines().size();
            nextSequences.put(phase, next);
            moved.put(phase, next);
        }
        return new Appended.Stored(next, lastPosition(batch.executionId()));
    }

    /// Appends lines that their sender did not number: they take no sequence from those it does.
    public void appendText(String executionId, int runAttempt, String phase, List<LogLine> lines) {
        for (int from = 0; from < lines.size(); from += MAX_CHUNK_LINES) {
            add(
                    new Phase(executionId, runAttempt, phase),
                    LogStore.NO_SEQUENCE,
                    lines.subList(from, Math.min(from + MAX_CHUNK_LINES, lines.size())));
        }
    }

    private void add(Phase phase, long firstSequence, List<LogLine> lines) {
        long last = lastPosition(phase.executionId());
        chunks.add(new Chunk(phase, firstSequence, last + 1, lines));
        lastPositions.put(phase.executionId(), last + lines.size());
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(String executionId, int runAttempt, String phase) {
        return nextSequence(new Phase(executionId, runAttempt, phase));
    }

    private long nextSequence(Phase phase) {
        return nextSequences.getOrDefault(phase, 1L);
    }

    /// Of an execution's log by now. It is a column of the execution, for the caller to store.
    public long lastPosition(String executionId) {
        return lastPositions.getOrDefault(executionId, 0L);
    }

    void store(Database database, Instant now) {
        database.writeEach(
                """
                insert into log_chunk (execution_id, first_position, line_count, phase, run_attempt,
                    first_sequence, lines, bytes, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                chunks.stream().map(chunk -> row(chunk, now)).toList());
        database.writeEach(
                """
                insert into phase_log (execution_id, run_attempt, phase, next_sequence)
                values (?, ?, ?, ?)
                on conflict (execution_id, run_attempt, phase)
                    do update set next_sequence = excluded.next_sequence
                """,
                moved.entrySet().stream()
                        .map(entry -> {
                            Phase phase = entry.getKey();
                            return new Object[] {
                                phase.executionId(),
                                phase.runAttempt(),
                                phase.name(),
                                entry.getValue()
                            };
                        })
                        .toList());
    }

    private static Object[] row(Chunk chunk, Instant now) {
        String lines = Json.line(chunk.lines());
        return new Object[] {
            chunk.phase().executionId(),
            chunk.firstPosition(),
            chunk.lines().size(),
            chunk.phase().name(),
            chunk.phase().runAttempt(),
            chunk.firstSequence(),
            lines,
            (long) lines.getBytes(StandardCharsets.UTF_8).length,
            now.toEpochMilli()
        };
    }
}
