package dev.pithyjaunt.bench.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A new database that waits for the disk at every commit, as one for real work does.
///
/// @param postgres absent for the embedded one
record MeasuredDatabase(DatabaseKind kind, Path folder, @Nullable EmbeddedPostgres postgres)
        implements AutoCloseable {

    /// @param folder for the data of server and database
    static MeasuredDatabase open(DatabaseKind kind, Path folder) {
        return new MeasuredDatabase(
                kind,
                folder,
                switch (kind) {
                    case SQLITE -> null;
                    case POSTGRESQL -> postgres(folder);
                });
    }

    /// The library turns off what makes a commit durable, unless told.
    private static EmbeddedPostgres postgres(Path folder) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("postgresql"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "50")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting PostgreSQL", e);
        }
    }

    /// By which the server finds it.
    Map<String, String> settings() {
        return postgres == null
                ? Map.of()
                : Map.of(
                        "DATABASE_URL",
                        "postgres://postgres:postgres@localhost:%d/postgres"
                                .formatted(postgres.getPort()));
    }

    Connection connect() throws SQLException {
        return postgres == null
                ? DriverManager.getConnection(
                        "jdbc:sqlite:"
                                + folder.resolve("server/pithy-jaunt.db")
                                + "?busy_timeout=60000&synchronous=FULL")
                : DriverManager.getConnection(
                        "jdbc:postgresql://localhost:%d/postgres?user=postgres&password=postgres&reWriteBatchedInserts=true"
                                .formatted(postgres.getPort()));
    }

    @Override
    public void close() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException("stopping PostgreSQL", e);
            }
        }
    }
}
