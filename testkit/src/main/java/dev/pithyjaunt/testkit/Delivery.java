package dev.pithyjaunt.testkit;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Brings one answer onto the connection, as slowly and as badly as ordered.
final class Delivery {

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";

    /// Bodies leave in pieces of this many bytes, so that characters are cut in the middle.
    private static final int PIECE_BYTES = 509;

    /// Between two comments of a silent stream.
    private static final Duration COMMENTS = Duration.ofMillis(20);

    private final HttpExchange exchange;
    private final CountDownLatch closed;

    /// @param closed ends every wait
    Delivery(HttpExchange exchange, CountDownLatch closed) {
        this.exchange = exchange;
        this.closed = closed;
    }

    void json(int status, String body) throws IOException {
        send(status, Map.of("Content-Type", JSON), body);
    }

    /// A body of any kind.
    void send(int status, Map<String, String> headers, String body) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, bytes);
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
            out.write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
            out.flush();
        }
    }

    /// A stream, with a pause between two events.
    void events(List<String> events, Duration pause) throws IOException {
        if (pause.isZero()) {
            send(200, Map.of("Content-Type", EVENTS), String.join("", events));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String event : events) {
                write(out, event.getBytes(StandardCharsets.UTF_8));
                pause(pause);
            }
        }
    }

    /// Promises one byte more than it sends.
    void broken(String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length + 1L);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    /// Sends this and then nothing, for as long as it may.
    void stalled(String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(body.getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (!pause(Duration.ofDays(1))) {
            out.flush();
        }
    }

    /// Sends comments for as long as it may.
    ///
    /// @throws IOException when the client is gone
    void silence() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (!pause(COMMENTS)) {
            out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /// @return whether waiting is over for good
    boolean pause(Duration length) {
        try {
            return closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
