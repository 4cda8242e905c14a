package dev.pithyjaunt.bench.server.store;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Rows of one table, inserted many at a time. Nothing is committed.
final class Batch implements AutoCloseable {

    private static final int ROWS = 1_000;

    private final PreparedStatement statement;
    private int waiting;
    private long rows;

    /// @param columns separated by commas
    Batch(Connection connection, String table, String columns) throws SQLException {
        int count = columns.split(",", -1).length;
        statement =
                connection.prepareStatement(
                        "insert into %s (%s) values (?%s)"
                                .formatted(table, columns, ", ?".repeat(count - 1)));
    }

    /// @param values as many as there are columns
    void add(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        rows++;
        if (++waiting == ROWS) {
            flush();
        }
    }

    void flush() throws SQLException {
        statement.executeBatch();
        waiting = 0;
    }

    /// All that were added.
    long rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
