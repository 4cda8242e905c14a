package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
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
import java.util.Map;

/// The archive that `./jaunt package` writes of the built command, served as a release would be.
final class ProgramArchive {

    private static final ProgramArchive ONLY = new ProgramArchive();

    private final String address;
    private final String sha256;

    private ProgramArchive() {
        Path root = Path.of(System.getProperty("jaunt.root")).toAbsolutePath().normalize();
        try {
            Path file = Files.createTempDirectory("pithy-jaunt-archive").resolve("program.tar.gz");
            file.toFile().deleteOnExit();
            Map<String, String> environment = Environment.basic();
            environment.put("JAUNT_NO_BUILD", "1");
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            Tail said = new Tail(4_000);
            boolean packed =
                    new Command(
                                    java.util.List.of(
                                            root.resolve("jaunt").toString(),
                                            "package",
                                            "--out",
                                            file.toString()),
                                    root,
                                    environment)
                            .run(Duration.ofMinutes(1), Drain.NONE, said)
                            .succeeded();
            assertThat(packed).as(said.text()).isTrue();
            byte[] bytes = Files.readAllBytes(file);
            sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/program.tar.gz",
                    exchange -> {
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            // A daemon's thread pool: it lives as long as the tests.
            server.setExecutor(command -> Thread.ofVirtual().start(command));
            server.start();
            address = "http://127.0.0.1:%d/program.tar.gz".formatted(server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Made once for all tests.
    static ProgramArchive served() {
        return ONLY;
    }

    String address() {
        return address;
    }

    String sha256() {
        return sha256;
    }
}
