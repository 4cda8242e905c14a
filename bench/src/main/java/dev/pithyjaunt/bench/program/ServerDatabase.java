package dev.pithyjaunt.bench.program;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// A new database for a server, which waits for the disk at every commit, as one for real work
/// does.
///
/// @param file SQLite's, which the server makes at its first start
/// @param program absent for SQLite
public record ServerDatabase(DatabaseKind kind, Path file, @Nullable PostgresProgram program)
        implements AutoCloseable {

    /// @param folder of the [ServerProgram]
    public static ServerDatabase open(DatabaseKind kind, Path folder) {
        Path file = ServerProgram.data(folder).resolve("pithy-jaunt.db");
        return switch (kind) {
            case SQLITE -> new ServerDatabase(kind, file, null);
            case POSTGRESQL -> {
                PostgresProgram program = new PostgresProgram(folder.resolve("postgresql"));
                program.start();
                yield new ServerDatabase(kind, file, program);
            }
        };
    }

    /// By which the server finds it.
    public Map<String, String> settings() {
        return program == null ? Map.of() : Map.of("DATABASE_URL", program.url());
    }

    /// @throws IllegalStateException when it is none
    public PostgresProgram postgres() {
        if (program == null) {
            throw new IllegalStateException(kind + " is no program");
        }
        return program;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                program == null
                        ? "jdbc:sqlite:" + file + "?busy_timeout=60000&synchronous=FULL"
                        : program.jdbcUrl());
    }

    /// What it takes on the disk, without what PostgreSQL keeps to recover from a crash.
    public long bytes() throws SQLException {
        if (program == null) {
            long bytes = 0;
            for (String end : List.of("", "-wal")) {
                bytes += size(Path.of(file + end));
            }
            return bytes;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet set =
                        statement.executeQuery("select pg_database_size(current_database())")) {
            set.next();
            return set.getLong(1);
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("looking at " + file, e);
        }
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
