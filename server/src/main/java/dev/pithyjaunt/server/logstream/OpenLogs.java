package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.execution.LogEnd;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The logs of some executions while a write appends to them. What is appended is decided on what
/// was read at the beginning, and written by [LogStore#store], for all of them at once. For one
/// thread.
public final class OpenLogs {

    private static final int MAX_CHUNK_LINES = 2_000;

    private final Map<String, LogEnd> ends;
    private final List<Chunk> chunks = new ArrayList<>();

    /// @param ends of the logs by execution, whose rows are locked
    public OpenLogs(Map<String, LogEnd> ends) {
        this.ends = new HashMap<>(ends);
    }

    private record Chunk(
            String executionId,
            int runAttempt,
            String phase,
            long firstSequence,
            long firstPosition,
            List<LogLine> lines) {}

    /// Appends what is new of a batch.
    ///
    /// @throws ConflictException when the execution has had more phases than any has
    public Appended append(LogBatch batch) {
        long next = nextSequence(batch.executionId(), batch.runAttempt(), batch.phase());
        if (batch.firstSequence() > next) {
            return new Appended.Gap(next);
        }
        LogBatch rest = batch.from(next);
        if (!rest.lines().isEmpty()) {
            LogEnd end = end(batch.executionId());
            ends.put(
                    batch.executionId(),
                    end.appended(batch.runAttempt(), batch.phase(), rest.lines().size()));
            chunks.add(
                    new Chunk(
                            batch.executionId(),
                            batch.runAttempt(),
                            batch.phase(),
                            next,
                            end.lastPosition() + 1,
                            rest.lines()));
        }
        return new Appended.Stored(
                next + rest.lines().size(), end(batch.executionId()).lastPosition());
    }

    /// Appends lines that their sender did not number: they take no sequence from those it does.
    public void appendText(String executionId, int runAttempt, String phase, List<LogLine> lines) {
        for (int from = 0; from < lines.size(); from += MAX_CHUNK_LINES) {
            List<LogLine> part =
                    lines.subList(from, Math.min(from + MAX_CHUNK_LINES, lines.size()));
            LogEnd end = end(executionId);
            ends.put(executionId, end.appended(part.size()));
            chunks.add(
                    new Chunk(
                            executionId,
                            runAttempt,
                            phase,
                            LogStore.NO_SEQUENCE,
                            end.lastPosition() + 1,
                            part));
        }
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(String executionId, int runAttempt, String phase) {
        return end(executionId).nextSequence(runAttempt, phase);
    }

    /// Of an execution's log by now.
    public LogEnd end(String executionId) {
        return Objects.requireNonNull(ends.get(executionId), "a log that is not open");
    }

    void store(Database database, Instant now) {
        database.writeEach(
                """
                insert into log_chunk (execution_id, first_position, line_count, phase, run_attempt,
                    first_sequence, lines, bytes, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                chunks.stream().map(chunk -> row(chunk, now)).toList());
    }

    private static Object[] row(Chunk chunk, Instant now) {
        String lines = Json.line(chunk.lines());
        return new Object[] {
            chunk.executionId(),
            chunk.firstPosition(),
            chunk.lines().size(),
            chunk.phase(),
            chunk.runAttempt(),
            chunk.firstSequence(),
            lines,
            (long) lines.getBytes(StandardCharsets.UTF_8).length,
            now.toEpochMilli()
        };
    }
}
