package dev.pithyjaunt.runner.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.protocol.signature.SignedHeaders;
import dev.pithyjaunt.protocol.signature.Verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// As much of the server as the commands ask, for one account with one token.
public final class ServerStandIn implements AutoCloseable {

    public static final String TOKEN = "fake-api-token-0123456789";
    public static final Secret SECRET = Secret.of("fake-event-secret-0123456789");

    private final HttpServer server;
    private final List<JauntServer.Connected> connected = new CopyOnWriteArrayList<>();
    private volatile String health = "UP";
    private volatile Secret secret = SECRET;

    private ServerStandIn(HttpServer server) {
        this.server = server;
    }

    public static ServerStandIn start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ServerStandIn standIn = new ServerStandIn(server);
            server.createContext("/", standIn::handle);
            server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException("listening on 127.0.0.1", e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<JauntServer.Connected> connected() {
        return List.copyOf(connected);
    }

    /// Has a repository connected already.
    public void connect(String url) {
        connected.add(new JauntServer.Connected("repo-" + connected.size(), url));
    }

    /// Takes what is signed with this secret, in place of the usual one.
    public void takes(Secret other) {
        secret = other;
    }

    public void health(String status) {
        health = status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (asked.equals("GET /actuator/health")) {
                send(exchange, 200, "{\"status\":\"%s\"}".formatted(health));
            } else if (asked.equals("POST /api/webhook/github-actions")) {
                String type = "{\"type\":\"urn:pithy-jaunt:%s\"}";
                if (isSigned(exchange, body)) {
                    send(exchange, 404, type.formatted("not-found"));
                } else {
                    send(exchange, 401, type.formatted("unauthorized"));
                }
            } else if (!("Bearer " + TOKEN)
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"detail\":\"sign in\"}");
            } else if (asked.equals("GET /api/repo")) {
                send(exchange, 200, "{\"items\":%s}".formatted(Json.line(connected)));
            } else if (asked.equals("POST /api/repo/connect")) {
                String url = Json.tree("body", body).path("url").asString();
                connect(url);
                send(exchange, 201, Json.line(connected.getLast()));
            } else if (asked.matches("GET /api/repo/[^/]+/secret")) {
                send(exchange, 200, "{\"eventSecret\":\"%s\"}".formatted(SECRET.text()));
            } else {
                send(exchange, 404, "{\"detail\":\"nothing is here\"}");
            }
        }
    }

    private boolean isSigned(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        SignedHeaders signed =
                new SignedHeaders(
                        headers.getFirst(SignedHeaders.ID),
                        headers.getFirst(SignedHeaders.TIMESTAMP),
                        headers.getFirst(SignedHeaders.SIGNATURE));
        return Signature.verify(List.of(secret), signed, body, InstantSource.system().instant())
                instanceof Verification.Valid;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
