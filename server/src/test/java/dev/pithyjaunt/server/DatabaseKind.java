package dev.pithyjaunt.server;

import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases that every store is tested on.
public enum DatabaseKind {
    SQLITE {
        @Override
        Map<String, String> fresh() {
            return Map.of();
        }
    },
    POSTGRESQL {
        @Override
        Map<String, String> fresh() {
            return Map.of("DATABASE_URL", Postgres.newDatabase());
        }
    };

    /// The settings that name a new, empty database.
    abstract Map<String, String> fresh();

    /// Settings for a server of its own in a folder.
    public Settings settings(Path folder, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(fresh());
        values.put("JAUNT_DATA_DIR", folder.toString());
        values.put("PORT", "0");
        values.putAll(more);
        return Settings.of(values);
    }

    /// A new database whose tables are made.
    public Database open(Path folder) {
        return Database.open(settings(folder, Map.of()));
    }

    /// One PostgreSQL for all tests of this process, a database for each.
    private static final class Postgres {

        private static final AtomicInteger COUNT = new AtomicInteger();
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String newDatabase() {
            String name = "test" + COUNT.incrementAndGet();
            try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return "postgres://postgres:postgres@localhost:%d/%s".formatted(SERVER.getPort(), name);
        }
    }
}
