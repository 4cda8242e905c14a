package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The log of each execution: lines in chunks as they came, none ever changed.
@Component
public final class LogStore {

    /// Chunks read ahead while a page is put together.
    private static final int FETCHED_CHUNKS = 20;

    private static final int MAX_CHUNK_LINES = 2_000;
    private static final long NO_SEQUENCE = 0;

    private final Database database;
    private final InstantSource clock;

    public LogStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Appends what is new of a batch. The execution's row is locked to the commit, so that its
    /// positions become visible in order.
    ///
    /// @throws NotFoundException when there is no such execution
    public Appended append(LogBatch batch) {
        return database.write(sql -> {
            long lastPosition = lock(sql, batch.executionId());
            long next = nextSequence(sql, batch);
            if (batch.firstSequence() > next) {
                return new Appended.Gap(next);
            }
            LogBatch rest = batch.from(next);
            if (rest.lines().isEmpty()) {
                return new Appended.Stored(next, lastPosition);
            }
            store(sql, rest, lastPosition + 1);
            int count = rest.lines().size();
            return new Appended.Stored(next + count, lastPosition + count);
        });
    }

    /// Appends lines that their sender did not number: they take no sequence from those it does.
    ///
    /// @return the last position of the execution's log by now
    /// @throws NotFoundException when there is no such execution
    public long appendText(String executionId, int runAttempt, String phase, List<LogLine> lines) {
        return database.write(sql -> {
            long position = lock(sql, executionId);
            for (int from = 0; from < lines.size(); from += MAX_CHUNK_LINES) {
                List<LogLine> chunk =
                        lines.subList(from, Math.min(from + MAX_CHUNK_LINES, lines.size()));
                insert(
                        sql,
                        new Chunk(executionId, runAttempt, phase, NO_SEQUENCE, chunk),
                        position + 1);
                position += chunk.size();
            }
            return position;
        });
    }

    private long lock(JdbcClient sql, String executionId) {
        return sql.sql("select last_position from execution where id = :id" + database.forUpdate())
                .param("id", executionId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("execution", executionId));
    }

    private static long nextSequence(JdbcClient sql, LogBatch batch) {
        return sql.sql(
                        """
                        select next_sequence from phase_log
                        where execution_id = :executionId and run_attempt = :runAttempt
                            and phase = :phase
                        """)
                .param("executionId", batch.executionId())
                .param("runAttempt", batch.runAttempt())
                .param("phase", batch.phase())
                .query(Long.class)
                .optional()
                .orElse(1L);
    }

    private void store(JdbcClient sql, LogBatch batch, long firstPosition) {
        insert(
                sql,
                new Chunk(
                        batch.executionId(),
                        batch.runAttempt(),
                        batch.phase(),
                        batch.firstSequence(),
                        batch.lines()),
                firstPosition);
        sql.sql(
                        """
                        insert into phase_log (execution_id, run_attempt, phase, next_sequence)
                        values (:executionId, :runAttempt, :phase, :next)
                        on conflict (execution_id, run_attempt, phase)
                            do update set next_sequence = excluded.next_sequence
                        """)
                .param("executionId", batch.executionId())
                .param("runAttempt", batch.runAttempt())
                .param("phase", batch.phase())
                .param("next", batch.firstSequence() + batch.lines().size())
                .update();
    }

    private record Chunk(
            String executionId,
            int runAttempt,
            String phase,
            long firstSequence,
            List<LogLine> lines) {}

    private void insert(JdbcClient sql, Chunk chunk, long firstPosition) {
        String lines = Json.line(chunk.lines());
        sql.sql(
                        """
                        insert into log_chunk (execution_id, first_position, line_count, phase,
                            run_attempt, first_sequence, lines, bytes, created_at)
                        values (:executionId, :firstPosition, :count, :phase, :runAttempt,
                            :firstSequence, :lines, :bytes, :now)
                        """)
                .param("executionId", chunk.executionId())
                .param("firstPosition", firstPosition)
                .param("count", chunk.lines().size())
                .param("phase", chunk.phase())
                .param("runAttempt", chunk.runAttempt())
                .param("firstSequence", chunk.firstSequence())
                .param("lines", lines)
                .param("bytes", lines.getBytes(StandardCharsets.UTF_8).length)
                .param("now", Row.millis(clock.instant()))
                .update();
        sql.sql("update execution set last_position = :position where id = :id")
                .param("position", firstPosition + chunk.lines().size() - 1)
                .param("id", chunk.executionId())
                .update();
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(String executionId, int runAttempt, String phase) {
        return database.read(sql ->
                nextSequence(sql, new LogBatch(executionId, runAttempt, phase, 1, List.of())));
    }

    /// Lines in order of position.
    ///
    /// @param after the position before the first one wanted; 0: from the beginning
    /// @param limit lines, at most
    public List<PositionedLine> page(String executionId, long after, int limit) {
        return database.read(sql -> {
            try (Stream<List<PositionedLine>> chunks = chunks(sql, executionId, after)) {
                return chunks.flatMap(List::stream)
                        .filter(line -> line.position() > after)
                        .limit(limit)
                        .toList();
            }
        });
    }

    private static Stream<List<PositionedLine>> chunks(
            JdbcClient sql, String executionId, long after) {
        return sql
                .sql(
                        """
                        select first_position, phase, run_attempt, first_sequence, lines
                        from log_chunk
                        where execution_id = :executionId and first_position >= coalesce(
                            (select max(first_position) from log_chunk
                                where execution_id = :executionId and first_position <= :next), 0)
                        order by first_position
                        """)
                .withFetchSize(FETCHED_CHUNKS)
                .param("executionId", executionId)
                .param("next", after + 1)
                .query((set, _) -> lines(new Row(set)))
                .stream();
    }

    private static List<PositionedLine> lines(Row row) throws SQLException {
        List<LogLine> lines = Arrays.asList(Json.read(row.text("lines"), LogLine[].class));
        long position = row.number("first_position");
        long sequence = row.number("first_sequence");
        int runAttempt = (int) row.number("run_attempt");
        String phase = row.text("phase");
        List<PositionedLine> positioned = new ArrayList<>(lines.size());
        for (LogLine line : lines) {
            positioned.add(
                    new PositionedLine(
                            position++,
                            runAttempt,
                            phase,
                            sequence == NO_SEQUENCE ? NO_SEQUENCE : sequence++,
                            line.at(),
                            line.level(),
                            line.text()));
        }
        return positioned;
    }
}
