package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.runner.settings.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Whether a server on this machine would reach its database. It signs in nowhere.
final class DatabaseCheck {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int POSTGRESQL_PORT = 5432;
    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private DatabaseCheck() {}

    static Check of(Settings settings) {
        return new Check(
                "database",
                LIMIT,
                () -> {
                    String url = settings.values().get("DATABASE_URL");
                    return url == null ? embedded(folder(settings)) : reached(url);
                });
    }

    private static Path folder(Settings settings) {
        String set = settings.values().get("JAUNT_DATA_DIR");
        return set == null
                ? Path.of(System.getProperty("user.home"), ".local/state/pithy-jaunt/server")
                : Path.of(set);
    }

    static Finding reached(String url) {
        Optional<InetSocketAddress> address = address(url);
        if (address.isEmpty()) {
            return Finding.fail(
                    "DATABASE_URL is no address of a database (it isn't shown: it may hold a password)",
                    "such as postgres://user:password@localhost/jaunt");
        }
        String where = "%s:%d".formatted(address.get().getHostString(), address.get().getPort());
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.get().getHostString(), address.get().getPort()),
                    CONNECT_MILLIS);
            return Finding.ok(where + " can be reached; nobody signed in");
        } catch (IOException e) {
            return Finding.fail(
                    "%s can't be reached: %s".formatted(where, e.getMessage()),
                    "is PostgreSQL up, and DATABASE_URL right?");
        }
    }

    /// Of `postgres://user:password@host:port/name`.
    static Optional<InetSocketAddress> address(String url) {
        try {
            URI uri = URI.create(url.strip().replaceFirst("^jdbc:", ""));
            int port = uri.getPort() < 0 ? POSTGRESQL_PORT : uri.getPort();
            return Optional.ofNullable(uri.getHost())
                    .map(host -> InetSocketAddress.createUnresolved(host, port));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Finding embedded(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return Finding.skip("no server has run here: %s is not there".formatted(folder));
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Finding.fail(
                    folder + " can't be written",
                    "give it to who runs the server, or set JAUNT_DATA_DIR");
        }
        Path file = folder.resolve("pithy-jaunt.db");
        if (!Files.exists(file) || Files.size(file) == 0) {
            return Finding.ok(folder + " can be written; the database is yet to be made");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HEADER.length), HEADER)
                    ? Finding.ok(file + " is there")
                    : Finding.fail(
                            file + " is no SQLite database", "put a backup of it in its place");
        }
    }
}
