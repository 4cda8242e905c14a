package dev.pithyjaunt.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.git.process.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that sends git on to another address could have this machine ask what is behind its
/// firewall, and show it the token.
class RedirectTest {

    @TempDir Path folder;

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(30), InstantSource.system());
    private final AtomicInteger arrived = new AtomicInteger();
    private HttpServer elsewhere;
    private HttpServer moved;

    @BeforeEach
    void start() throws IOException {
        elsewhere = server();
        elsewhere.createContext(
                "/",
                exchange -> {
                    arrived.incrementAndGet();
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        elsewhere.start();
        moved = server();
        moved.start();
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        moved.stop(0);
        elsewhere.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectIsNotFollowedAndSaidToBeOne(int status) {
        String to = "http://127.0.0.1:%d".formatted(elsewhere.getAddress().getPort());
        moved.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", to + exchange.getRequestURI());
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        RepositoryAddress.Remote repository =
                new RepositoryAddress.Remote(
                        "http://127.0.0.1:%d/acme/shop.git".formatted(moved.getAddress().getPort()),
                        Optional.of("a token"));

        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() -> repository.head(Optional.empty(), deadline))
                .withMessageStartingWith(
                        "git ls-remote: the repository has moved: connect its new address (")
                .withMessageEndingWith("returned error: %d)".formatted(status));
        assertThatExceptionOfType(GitException.class)
                .isThrownBy(() ->
                        Repository.fetched(
                                repository, "1".repeat(40), folder.resolve("bare"), deadline))
                .withMessageStartingWith("git fetch: the repository has moved: ");
        assertThat(arrived).hasValue(0);
    }
}
