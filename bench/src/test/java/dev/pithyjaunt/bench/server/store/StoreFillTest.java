package dev.pithyjaunt.bench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// With the tables that the server's migrations make.
class StoreFillTest {

    private static final Path MIGRATIONS = Path.of("../server/src/main/resources/db/migration");
    private static final long NOW = 1_764_400_000_000L;

    @TempDir private Path folder;

    private Connection connection;

    @BeforeEach
    void makeTables() throws SQLException, IOException {
        connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("test.db") + "?foreign_keys=true");
        try (Statement statement = connection.createStatement()) {
            for (Path migration : migrations()) {
                statement.executeUpdate(Files.readString(migration));
            }
            statement.executeUpdate(
                    "insert into account (id, name, role, created_at) values ('ada', 'ada', 'administrator', 0)");
            statement.executeUpdate(
                    "insert into api_token (id, account_id, name, hash, created_at) values ('t', 'ada', 't', 'h', 0)");
        }
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted(
                            Comparator.comparingInt(file ->
                                    Integer.parseInt(
                                            file.getFileName()
                                                    .toString()
                                                    .replaceFirst("V(\\d+)__.*", "$1"))))
                    .toList();
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            return set.getLong(1);
        }
    }

    private Filled fill(LogSizes sizes) throws SQLException {
        try (StoreFill fill = new StoreFill(connection, NOW)) {
            return fill.fill(sizes);
        }
    }

    @Test
    void everyTaskHasAnExecutionThatEnded() throws SQLException {
        Filled filled = fill(LogSizes.spread(1_203, 20_000));

        assertThat(filled.tasks()).hasSize(1_203).isSorted();
        assertThat(number("select count(*) from task where status in ('queued', 'running')"))
                .isZero();
        assertThat(number("select count(*) from task where status = 'cancelled'")).isOne();
        assertThat(
                        number(
                                "select count(*) from execution e join task t on t.id = e.task_id where e.status = 'ended'"))
                .isEqualTo(1_203);
        assertThat(number("select count(*) from usage_call")).isEqualTo(3 * 1_203);
        assertThat(number("select count(*) from allowance")).isEqualTo(1_203);
        assertThat(number("select count(*) from budget_reservation")).isEqualTo(1_203);
        assertThat(number("select count(*) from execution_file where kind = 'patch'"))
                .isEqualTo(
                        number(
                                "select count(*) from task where status in ('completed', 'needs_review')"));
        assertThat(
                        number(
                                "select count(*) from task where owner_id ="
                                        + " (select account_id from api_token where name = 'bench')"))
                .isEqualTo(20);
    }

    @Test
    void linesAreStoredInChunksByPosition() throws SQLException {
        LogSizes sizes = LogSizes.spread(8, 100_000);
        Filled filled = fill(sizes);

        assertThat(number("select sum(line_count) from log_chunk")).isEqualTo(100_000);
        assertThat(number("select sum(last_position) from execution")).isEqualTo(100_000);
        assertThat(number("select count(*) from log_chunk")).isEqualTo(filled.chunks());
        assertThat(
                        number(
                                """
                                select count(*) from execution e where last_position <>
                                    (select max(first_position + line_count - 1) from log_chunk c
                                        where c.execution_id = e.id)
                                """))
                .isZero();
        assertThat(
                        number(
                                "select count(*) from log_chunk where bytes <> length(cast(lines as blob))"))
                .isZero();
        assertThat(number("select sum(value - 1) from execution, json_each(next_sequences)"))
                .isEqualTo(100_000);
    }

    @Test
    void chunkIsWhatTheServerReads() throws SQLException {
        fill(LogSizes.spread(4, 1_000));

        try (Statement statement = connection.createStatement();
                ResultSet set =
                        statement.executeQuery(
                                "select lines, line_count from log_chunk where first_position = 11")) {
            String lines = set.getString(1);
            JsonNode read = Json.tree("lines", lines.getBytes(StandardCharsets.UTF_8));
            assertThat(read).hasSize(set.getInt(2));
            assertThat(read.path(0).propertyNames()).containsExactly("at", "level", "text");
            assertThat(read.path(0).path("text").asString())
                    .isEqualTo(
                            "looked at src/main/java/org/example/part11/Part11.java, 21572 bytes");
        }
    }
}
