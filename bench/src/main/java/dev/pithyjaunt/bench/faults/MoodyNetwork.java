package dev.pithyjaunt.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.bench.program.Patience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between runs and a server: some of what runs send does not arrive, some arrives twice,
/// late, after others, or again much later.
final class MoodyNetwork implements AutoCloseable {

    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    private static final int MAX_DELAY_MILLIS = 400;
    private static final int MAX_KEPT = 200;

    private final URI target;
    private final Random dice;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Sent> kept = new ArrayList<>();
    private final AtomicLong broken = new AtomicLong();

    /// A delivery as it was sent.
    ///
    /// @param body each byte as a character
    private record Sent(String method, String path, List<String> headers, String body) {}

    /// What happens to one.
    private enum Mood {
        GOOD,
        /// It does not arrive.
        DROPPED,
        /// It arrives, and its answer does not.
        UNANSWERED,
        DOUBLED,
        DELAYED,
        /// It arrives after its sender was told that it had not.
        LATE,
        /// With it arrives one that had arrived before.
        REPLAYED
    }

    MoodyNetwork(URI target, long seed) {
        this.target = target;
        this.dice = new Random(seed);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("listening on 127.0.0.1", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// How many deliveries had no good time.
    long broken() {
        return broken.get();
    }

    /// A fifth is dropped before, and a tenth of each of the others.
    private synchronized Mood mood() {
        int thrown = dice.nextInt(10);
        Mood mood =
                switch (thrown) {
                    case 0, 1 -> Mood.DROPPED;
                    case 2 -> Mood.UNANSWERED;
                    case 3 -> Mood.DOUBLED;
                    case 4 -> Mood.DELAYED;
                    case 5 -> Mood.LATE;
                    case 6 -> Mood.REPLAYED;
                    default -> Mood.GOOD;
                };
        if (mood != Mood.GOOD) {
            broken.incrementAndGet();
        }
        return mood;
    }

    private synchronized Duration delay() {
        return Duration.ofMillis(dice.nextInt(MAX_DELAY_MILLIS));
    }

    private synchronized Sent remembered(Sent sent) {
        if (kept.size() < MAX_KEPT) {
            kept.add(sent);
        }
        return kept.get(dice.nextInt(kept.size()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Sent sent = read(exchange);
            Sent earlier = remembered(sent);
            switch (mood()) {
                case GOOD -> pass(exchange, sent);
                case DROPPED -> {}
                case UNANSWERED -> forward(sent);
                case DOUBLED -> {
                    threads.execute(() -> forwardQuietly(sent));
                    pass(exchange, sent);
                }
                case DELAYED -> {
                    Patience.pass(delay());
                    pass(exchange, sent);
                }
                case LATE -> {
                    Duration later = delay();
                    threads.execute(() -> {
                        Patience.pass(later);
                        forwardQuietly(sent);
                    });
                    exchange.sendResponseHeaders(504, -1);
                }
                case REPLAYED -> {
                    forward(earlier);
                    pass(exchange, sent);
                }
            }
        }
    }

    private void pass(HttpExchange exchange, Sent sent) throws IOException {
        HttpResponse<byte[]> answer = forward(sent);
        answer.headers()
                .firstValue("content-type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void forwardQuietly(Sent sent) {
        try {
            forward(sent);
        } catch (IOException _) {
            // as such a network does
        }
    }

    private HttpResponse<byte[]> forward(Sent sent) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(sent.path()))
                        .method(
                                sent.method(),
                                BodyPublishers.ofString(sent.body(), StandardCharsets.ISO_8859_1));
        if (!sent.headers().isEmpty()) {
            request.headers(sent.headers().toArray(String[]::new));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Sent read(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> headers.addAll(List.of(name, value)));
                    }
                });
        return new Sent(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
