package dev.pithyjaunt.bench.program;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A real PostgreSQL that waits for the disk at every commit, on one port of loopback over all of
/// its starts.
public final class PostgresProgram implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "jaunt";

    private final Path folder;
    private @Nullable EmbeddedPostgres server;
    private int port;

    /// @param folder for its data
    public PostgresProgram(Path folder) {
        this.folder = folder;
    }

    /// Starts it, the first time with an empty database. The library turns off what makes a commit
    /// durable, unless told.
    public synchronized void start() {
        boolean isFirst = port == 0;
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "100")
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        if (!isFirst) {
            builder.setPort(port);
        }
        try {
            Files.createDirectories(folder);
            EmbeddedPostgres begun = builder.start();
            server = begun;
            port = begun.getPort();
            if (isFirst) {
                try (Connection connection = begun.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database " + DATABASE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("starting PostgreSQL in " + folder, e);
        } catch (SQLException e) {
            throw new IllegalStateException("making a database", e);
        }
    }

    /// What `DATABASE_URL` is for it.
    public synchronized String url() {
        return "postgres://postgres:postgres@127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /// Its address for a connection; many rows of a batch go as one statement.
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=postgres&reWriteBatchedInserts=true"
                .formatted(port(), DATABASE);
    }

    private synchronized int port() {
        return port;
    }

    /// Ends it without a checkpoint and with all connections cut, as a crash does.
    public synchronized void crash() {
        try {
            String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
            ProcessHandle handle = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            // Its "immediate shutdown".
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            Patience.await("the end of PostgreSQL", LIMIT, () -> !handle.isAlive());
        } catch (IOException e) {
            throw new UncheckedIOException("stopping PostgreSQL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("stopping PostgreSQL", e);
        }
    }
}
