package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.protocol.Id;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Makes rows in the server's own tables, and looks at them.
final class Rows implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final Connection connection;

    Rows(ServerDatabase database) throws SQLException {
        connection = database.connect();
    }

    /// @param id of the execution
    record Open(String taskId, String id) {}

    /// Someone who owns what is made.
    String owner() throws SQLException {
        String id = Id.next();
        update(
                "insert into account (id, name, role, created_at) values (?, ?, 'user', 0)",
                id,
                "bench-" + id);
        return id;
    }

    String repository(String owner) throws SQLException {
        String id = Id.next();
        update(
                """
                insert into repository (id, owner_id, name, url, default_branch, valid,
                    checks_allowed, created_at, updated_at)
                values (?, ?, 'bench/bench', ?, 'main', ?, ?, 0, 0)
                """,
                id,
                owner,
                "https://github.com/bench/" + id + ".git",
                true,
                false);
        return id;
    }

    /// Tasks that nobody has executed.
    List<String> tasks(String owner, String repository, int count) throws SQLException {
        List<String> ids = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Id.next();
            ids.add(id);
            rows.add(
                    new Object[] {
                        id, owner, repository, "Task " + i, "Do " + i, "queued", now(), now()
                    });
        }
        insert(
                "task (id, owner_id, repository_id, title, description, status, created_at, updated_at)",
                rows);
        return ids;
    }

    /// Executions at work, each of a task of its own.
    List<Open> executions(String owner, String repository, int count) throws SQLException {
        List<Open> open = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (String task : tasks(owner, repository, count)) {
            String id = Id.next();
            open.add(new Open(task, id));
            rows.add(
                    new Object[] {
                        id,
                        task,
                        owner,
                        repository,
                        1,
                        "github_actions",
                        "running",
                        1,
                        false,
                        0L,
                        now() + 7_200_000,
                        now(),
                        now(),
                        now()
                    });
        }
        insert(
                """
                execution (id, task_id, owner_id, repository_id, attempt, method, status, run_attempt,
                cancel_requested, last_position, deadline_at, created_at, started_at, heartbeat_at)
                """,
                rows);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update task set status = 'running' where id in (select task_id from execution)");
        }
        return open;
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /// @param into the table, and its columns in parentheses
    void insert(String into, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String values = "?" + ", ?".repeat(rows.getFirst().length - 1);
        connection.setAutoCommit(false);
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + into + " values (" + values + ")")) {
            int batched = 0;
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
                if (++batched % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /// The first number of the first row.
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            set.next();
            return set.getLong(1);
        }
    }

    /// The first text of the first row.
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            set.next();
            return set.getString(1);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
