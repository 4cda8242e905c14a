package dev.pithyjaunt.server.actions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between runs and a server, as a network with moods would: what runs send passes here.
final class WebhookProxy implements AutoCloseable {

    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    /// What happens to deliveries from here on.
    enum Mood {
        /// They arrive.
        GOOD,
        /// They don't, and 503 is answered.
        AWAY,
        /// They don't, and the connection is cut.
        CUT,
        /// They arrive twice.
        DOUBLED,
        /// Every second one arrives twice, the second time after two others; its sender is told of
        /// no arrival before.
        REORDERED
    }

    /// A delivery as it was sent.
    ///
    /// @param body each byte as a character
    private record Sent(String method, String path, List<String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Sent> kept = new ArrayList<>();
    private @Nullable URI target;
    private Mood mood = Mood.GOOD;
    private int left = Integer.MAX_VALUE;
    private int arrived;
    private int refused;
    private long count;

    WebhookProxy() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// Such as `http://127.0.0.1:40123`.
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void leadsTo(URI newTarget) {
        target = newTarget;
    }

    synchronized void mood(Mood newMood) {
        mood(newMood, Integer.MAX_VALUE);
    }

    /// For a number of deliveries; good from there on.
    synchronized void mood(Mood newMood, int deliveries) {
        mood = newMood;
        left = deliveries;
        refused = 0;
    }

    /// How many did not pass in the latest mood.
    synchronized int refused() {
        return refused;
    }

    /// How many came here in all.
    synchronized long count() {
        return count;
    }

    // One delivery after the other, so that what is reordered is known.
    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Sent sent = read(exchange);
            count++;
            Mood now = mood;
            if (now != Mood.GOOD && --left <= 0) {
                mood = Mood.GOOD;
            }
            switch (now) {
                case GOOD -> pass(exchange, sent);
                case AWAY -> {
                    refused++;
                    exchange.sendResponseHeaders(503, -1);
                }
                case CUT -> refused++;
                case DOUBLED -> {
                    var _ = forward(sent);
                    pass(exchange, sent);
                }
                case REORDERED -> reorder(exchange, sent);
            }
        }
    }

    private void reorder(HttpExchange exchange, Sent sent) throws IOException {
        if (++arrived % 2 == 0) {
            kept.add(sent);
            exchange.sendResponseHeaders(504, -1);
            return;
        }
        pass(exchange, sent);
        if (kept.size() > 1) {
            var _ = forward(kept.removeFirst());
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

    private HttpResponse<byte[]> forward(Sent sent) throws IOException {
        URI to = target;
        if (to == null) {
            throw new IllegalStateException("there is no server yet");
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to.resolve(sent.path()))
                        .version(HttpClient.Version.HTTP_1_1)
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
