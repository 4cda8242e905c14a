package dev.pithyjaunt.bench.workflow;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The archive that `./jaunt package` writes, served on loopback as a release would be, and
/// unpacked.
///
/// @param sha256 of the archive, in hexadecimal digits
/// @param command the program that was in it
record ServedProgram(HttpServer server, String sha256, Path command) implements AutoCloseable {

    private static final String PATH = "/pithy-jaunt.tar.gz";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// @param launcher `./jaunt`
    /// @param scratch a folder for the archive and what is in it
    static ServedProgram pack(Path launcher, Path scratch) {
        Path archive = scratch.resolve("pithy-jaunt.tar.gz");
        Path unpacked = scratch.resolve("program");
        run(scratch, launcher.toString(), "package", "--out", archive.toString());
        try {
            Files.createDirectories(unpacked);
            run(scratch, "tar", "-xzf", archive.toString(), "-C", unpacked.toString());
            byte[] bytes = Files.readAllBytes(archive);
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    PATH,
                    exchange -> {
                        try (exchange) {
                            exchange.sendResponseHeaders(200, bytes.length);
                            exchange.getResponseBody().write(bytes);
                        }
                    });
            server.start();
            return new ServedProgram(server, sha256(bytes), unpacked.resolve("jaunt"));
        } catch (IOException e) {
            throw new UncheckedIOException("serving " + archive, e);
        }
    }

    private static void run(Path folder, String... words) {
        Map<String, String> environment = Environment.basic();
        // Whoever started this has built.
        environment.put("JAUNT_NO_BUILD", "1");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Tail said = new Tail(4_000);
        Ending ending =
                new Command(List.of(words), folder, environment).run(LIMIT, Drain.NONE, said);
        if (!ending.succeeded()) {
            throw new IllegalStateException(
                    "%s: %s: %s".formatted(String.join(" ", words), ending, said.text()));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PATH);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
