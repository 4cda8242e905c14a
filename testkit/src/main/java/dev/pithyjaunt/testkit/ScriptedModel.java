package dev.pithyjaunt.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A model provider on loopback that speaks OpenAI's chat completions and takes its answers from a
/// script. It refuses what the provider would refuse; refused requests are not recorded.
public final class ScriptedModel implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    /// Streams leave in pieces of this many bytes, so that characters are cut in the middle.
    private static final int PIECE_BYTES = 509;

    /// Between two comments of a silent stream.
    private static final long COMMENT_MILLIS = 20;

    private final Script script;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScriptedModel(Script script, HttpServer server) {
        this.script = script;
        this.server = server;
    }

    /// Starts one on a free port.
    public static ScriptedModel start(Script script) {
        return start(0, script);
    }

    /// Starts one.
    ///
    /// @param port 0 for a free one
    /// @throws UncheckedIOException when the port is taken
    public static ScriptedModel start(int port, Script script) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ScriptedModel model = new ScriptedModel(script, server);
            server.setExecutor(model.threads);
            server.createContext("/", model::handle);
            server.start();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("listening on 127.0.0.1:" + port, e);
        }
    }

    /// Such as `http://127.0.0.1:40123/v1`.
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /// The chat completion requests so far, in order of arrival.
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /// Waits until a client has left a silent answer.
    ///
    /// @return whether that happened within the time
    public boolean awaitAbandoned(Duration limit) throws InterruptedException {
        return abandoned.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (asked) {
                case "POST /v1/chat/completions" -> complete(exchange);
                case "GET /v1/models" -> send(exchange, 200, JSON, OpenAiWire.models());
                default ->
                        send(
                                exchange,
                                404,
                                JSON,
                                OpenAiWire.error(
                                        404, "Invalid URL (" + asked + ")", "unknown_url"));
            }
        }
    }

    private void complete(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        ModelRequest request;
        try {
            request = OpenAiWire.read(exchange.getRequestHeaders().getFirst("Authorization"), body);
        } catch (OpenAiWire.Refusal e) {
            sendRaw(exchange, e.answer());
            return;
        }
        requests.add(request);
        switch (script.answer(request)) {
            case Answer.Text(String text) -> answer(exchange, request, text, "stop");
            case Answer.Calls calls -> call(exchange, request, calls);
            case Answer.CutOff(String text) -> answer(exchange, request, text, "length");
            case Answer.Nothing() -> answer(exchange, request, "", "stop");
            case Answer.BrokenStream(String text) -> breakOff(exchange, request, text);
            case Answer.Status status -> sendRaw(exchange, status);
            case Answer.Silence() -> keepSilent(exchange);
        }
    }

    private static void answer(
            HttpExchange exchange, ModelRequest request, String text, String finishReason)
            throws IOException {
        if (request.stream()) {
            String events =
                    OpenAiWire.pieces(request, text) + OpenAiWire.end(request, text, finishReason);
            send(exchange, 200, EVENTS, events);
        } else {
            send(exchange, 200, JSON, OpenAiWire.completion(request, text, finishReason));
        }
    }

    private static void call(HttpExchange exchange, ModelRequest request, Answer.Calls calls)
            throws IOException {
        if (request.stream()) {
            send(exchange, 200, EVENTS, ToolWire.events(request, calls));
        } else {
            send(exchange, 200, JSON, ToolWire.completion(request, calls));
        }
    }

    /// Promises one byte more than it sends.
    private static void breakOff(HttpExchange exchange, ModelRequest request, String text)
            throws IOException {
        byte[] events = OpenAiWire.pieces(request, text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.sendResponseHeaders(200, events.length + 1L);
        exchange.getResponseBody().write(events);
        exchange.getResponseBody().flush();
    }

    private void keepSilent(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            while (!closed.await(COMMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            abandoned.countDown();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendRaw(HttpExchange exchange, Answer.Status status) throws IOException {
        for (Map.Entry<String, String> header : status.headers().entrySet()) {
            exchange.getResponseHeaders().set(header.getKey(), header.getValue());
        }
        send(exchange, status.status(), status.body());
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
                out.write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
                out.flush();
            }
        }
    }
}
