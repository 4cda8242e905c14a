package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.execution.LogEnd;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    return log.end(executionId).lastPosition();
                });
    }

    private <T> T appended(String executionId, Function<OpenLogs, T> work) {
        return database.write(sql -> {
            LogEnd before = lock(sql, executionId);
            OpenLogs log = new OpenLogs(Map.of(executionId, before));
            T result = work.apply(log);
            store(log);
            LogEnd after = log.end(executionId);
            if (!after.equals(before)) {
                sql.sql(
                                """
                                update execution
                                set last_position = :position, next_sequences = :sequences
                                where id = :id
                                """)
                        .param("position", after.lastPosition())
                        .param("sequences", after.sequencesText())
                        .param("id", executionId)
                        .update();
            }
            return result;
        });
    }

    private LogEnd lock(JdbcClient sql, String executionId) {
        return find(sql, executionId, database.forUpdate())
                .orElseThrow(() -> new NotFoundException("execution", executionId));
    }

    private static Optional<LogEnd> find(JdbcClient sql, String executionId, String lock) {
        return sql.sql("select last_position, next_sequences from execution where id = :id" + lock)
                .param("id", executionId)
                .query((set, _) -> {
                    Row row = new Row(set);
                    return LogEnd.of(row.number("last_position"), row.text("next_sequences"));
                })
                .optional();
    }

    /// Writes what was appended to logs, inside a write that has locked the rows of their
    /// executions. Where they go on is a column of the execution, for the caller to store.
    public void store(OpenLogs logs) {
        logs.store(database, clock.instant());
    }

    /// The number that the next line of a phase has, from 1.
    public long nextSequence(String executionId, int runAttempt, String phase) {
        return database.read(sql -> find(sql, executionId, ""))
                .orElse(LogEnd.EMPTY)
                .nextSequence(runAttempt, phase);
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
