package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The log of each execution: lines in chunks as they came, none ever changed.
@Component
public final class LogStore {

    /// Chunks read ahead while a page is put together.
    private static final int FETCHED_CHUNKS = 20;

    static final long NO_SEQUENCE = 0;

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
        return appended(batch.executionId(), log -> log.append(batch));
    }

    /// Appends lines that their sender did not number: they take no sequence from those it does.
    ///
    /// @return the last position of the execution's log by now
    /// @throws NotFoundException when there is no such execution
    public long appendText(String executionId, int runAttempt, String phase, List<LogLine> lines) {
        return appended(
                executionId,
                log -> {
                    log.appendText(executionId, runAttempt, phase, lines);
                    return log.lastPosition(executionId);
                });
    }

    private <T> T appended(String executionId, Function<OpenLogs, T> work) {
        return database.write(sql -> {
            long before = lock(sql, executionId);
            OpenLogs log = open(Map.of(executionId, before));
            T result = work.apply(log);
            store(log);
            if (log.lastPosition(executionId) != before) {
                sql.sql("update execution set last_position = :position where id = :id")
                        .param("position", log.lastPosition(executionId))
                        .param("id", executionId)
                        .update();
            }
            return result;
        });
    }

    private long lock(JdbcClient sql, String executionId) {
        return sql.sql("select last_position from execution where id = :id" + database.forUpdate())
                .param("id", executionId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("execution", executionId));
    }

    /// Opens logs to append to them, inside a write that has locked the rows of their executions.
    ///
    /// @param lastPositions of each execution's log
    public OpenLogs open(Map<String, Long> lastPositions) {
        return database.write(
                sql -> new OpenLogs(lastPositions, nextSequences(sql, lastPositions.keySet())));
    }

    private static Map<OpenLogs.Phase, Long> nextSequences(
            JdbcClient sql, Collection<String> executionIds) {
        Map<OpenLogs.Phase, Long> next = new HashMap<>();
        if (executionIds.isEmpty()) {
            return next;
        }
        sql.sql(
                        """
                        select execution_id, run_attempt, phase, next_sequence from phase_log
                        where execution_id in (:executionIds)
                        """)
                .param("executionIds", Database.padded(executionIds))
                .query(set -> {
                    Row row = new Row(set);
                    next.put(
                            new OpenLogs.Phase(
                                    row.text("execution_id"),
                                    (int) row.number("run_attempt"),
                                    row.text("phase")),
                            row.number("next_sequence"));
                });
        return next;
    }

    /// Writes what was appended, within the same write.
    public void store(OpenLogs logs) {
        logs.store(database, clock.instant());
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(String executionId, int runAttempt, String phase) {
        return database.read(sql ->
                nextSequences(sql, List.of(executionId))
                        .getOrDefault(new OpenLogs.Phase(executionId, runAttempt, phase), 1L));
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
