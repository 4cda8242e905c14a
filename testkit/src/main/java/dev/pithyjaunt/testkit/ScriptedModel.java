package dev.pithyjaunt.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A model provider on loopback that speaks the protocols of OpenAI and Anthropic and takes its
/// answers from a script. It refuses what the provider would refuse; refused requests are not
/// recorded.
public final class ScriptedModel implements AutoCloseable {

    private final Script script;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final PromptCache cache = new PromptCache();
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

    /// The requests for an answer so far, in order of arrival.
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
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Delivery delivery = new Delivery(exchange, closed);
            Optional<Protocol> protocol =
                    Arrays.stream(Protocol.values()).filter(p -> p.path().equals(path)).findFirst();
            if (method.equals("POST") && protocol.isPresent()) {
                answer(Wire.of(protocol.get()), exchange, delivery);
            } else if (method.equals("GET") && path.equals("/v1/models")) {
                boolean anthropic = exchange.getRequestHeaders().containsKey("anthropic-version");
                delivery.json(200, anthropic ? ModelList.anthropic() : ModelList.openAi());
            } else {
                String asked = method + " " + path;
                Refusal unknown = new Refusal(404, "Invalid URL (" + asked + ")", "unknown_url");
                delivery.json(404, OpenAiErrors.body(unknown));
            }
        }
    }

    private void answer(Wire wire, HttpExchange exchange, Delivery delivery) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Wire.Received received;
        try {
            received = wire.read(headers(exchange), body);
        } catch (Refusal e) {
            delivery.json(e.status(), wire.error(e));
            return;
        }
        requests.add(received.request());
        Answer answer = script.answer(received.request());
        new Performance(wire, received, cache, delivery, abandoned).give(answer);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }
}
