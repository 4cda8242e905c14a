package dev.pithyjaunt.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogBatch;
import dev.pithyjaunt.server.logstream.LogLine;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.logstream.OldLogs;
import dev.pithyjaunt.server.platform.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class RetentionIT extends StoreContract {

    private static final int MANY = 450;

    private LogStore logs;
    private Retention retention;

    @BeforeEach
    void build() {
        logs = new LogStore(database, clock);
        retention =
                new Retention(
                        database,
                        new OldLogs(database),
                        Settings.of(Map.of("LOG_RETENTION_DAYS", "7")),
                        clock);
    }

    private Execution said(int chunks, String text) {
        Execution execution = execution(task(member("jo" + chunks + now)));
        for (int i = 1; i <= chunks; i++) {
            logs.append(
                    new LogBatch(
                            execution.id(),
                            1,
                            "generate",
                            i,
                            List.of(new LogLine(now, "info", text))));
        }
        return execution;
    }

    private void end(Execution execution) {
        new ExecutionStore(database)
                .change(
                        execution.id(),
                        found ->
                                found.ended(
                                        Execution.Ending.failed(
                                                dev.pithyjaunt.protocol.ExecutionError.Category
                                                        .LOST,
                                                "lost"),
                                        now));
    }

    private int linesOf(Execution execution) {
        return logs.page(execution.id(), 0, 1_000).size();
    }

    private long count(String table) {
        return database.read(
                sql -> sql.sql("select count(*) from " + table).query(Long.class).single());
    }

    @Test
    void logsGoWhenTheirExecutionEndedLongAgo() {
        Execution old = said(MANY, "a line");
        Execution running = said(3, "of one that goes on");
        FileStore files = new FileStore(database, clock);
        files.put(old.id(), FileKind.PATCH, new byte[] {1});
        end(old);
        pass(Duration.ofDays(1));
        Execution newer = said(2, "of one that ended a day later");
        end(newer);

        pass(Duration.ofDays(6));
        retention.run(() -> true);
        assertThat(linesOf(old)).isEqualTo(MANY);

        pass(Duration.ofMillis(1));
        retention.run(() -> true);

        assertThat(linesOf(old)).isZero();
        assertThat(linesOf(newer)).isEqualTo(2);
        assertThat(linesOf(running)).isEqualTo(3);
        assertThat(new ExecutionStore(database).find(old.id()).orElseThrow().lastPosition())
                .isEqualTo(MANY);
        assertThat(files.find(old.id(), FileKind.PATCH)).isPresent();
    }

    @Test
    void itStopsBetweenTwoTransactionsWhenTheServerDoes() {
        Execution old = said(MANY, "a line");
        end(old);
        pass(Duration.ofDays(8));
        int[] asked = {0};

        retention.run(() -> asked[0]++ == 0);

        assertThat(linesOf(old)).isBetween(1, MANY - 1);
    }

    @Test
    void rowsThatExpiredGo() {
        Execution execution = said(1, "a line");
        String owner = execution.ownerId();
        insert("delivery (key, execution_id, received_at, answer)", execution.id(), now, "'{}'");
        insert("session (hash, account_id, expires_at, created_at)", owner, now, "0");
        insert("sign_in_link (hash, account_id, expires_at, created_at)", owner, now, "0");
        insert(
                "api_token (id, account_id, expires_at, name, created_at, hash)",
                owner,
                now,
                "'ci', 0, 'h'");

        retention.run(() -> true);
        assertThat(List.of(count("session"), count("sign_in_link"))).containsExactly(1L, 1L);

        pass(Duration.ofDays(7).plusMillis(1));
        retention.run(() -> true);
        assertThat(List.of(count("session"), count("sign_in_link"), count("delivery")))
                .containsExactly(0L, 0L, 0L);
        assertThat(count("api_token")).isEqualTo(1);

        pass(Duration.ofDays(23));
        retention.run(() -> true);
        assertThat(count("api_token")).isZero();
    }

    private void insert(String into, String of, Instant time, String rest) {
        database.write(sql ->
                sql.sql("insert into %s values ('x', :of, :time, %s)".formatted(into, rest))
                        .param("of", of)
                        .param("time", time.toEpochMilli())
                        .update());
    }

    @Test
    void roomOfDeletedLogsIsUsedAgain() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                kind == dev.pithyjaunt.server.DatabaseKind.SQLITE);
        String text = "x".repeat(20_000);
        end(said(100, text));
        pass(Duration.ofDays(8));
        retention.run(() -> true);
        long size = size();

        end(said(100, text));

        assertThat(size()).isLessThan(size + 300_000);
    }

    private long size() throws IOException {
        database.write(sql -> sql.sql("select 1").query(Integer.class).single());
        Path file = folder.resolve("pithy-jaunt.db");
        try (var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = other.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return Files.size(file);
    }
}
