package dev.pithyjaunt.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.github.rest.Wait;
import dev.pithyjaunt.protocol.proxy.Proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;

/// Answers one request after the other from a list, and keeps what it was asked.
public final class ScriptedGitHub implements AutoCloseable {

    public static final RepositoryName SHOP = RepositoryName.of("acme/shop");
    public static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    public static final Instant IN_TEN_MINUTES = START.plus(Duration.ofMinutes(10));
    public static final String TOKEN = "fake-token-of-a-test";

    private final HttpServer server;
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final SettableTime time = new SettableTime(START);
    private final List<Wait> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<GitHub> clients = new ArrayList<>();

    /// @param path with its query, below `/api/v3`; whole when it is not there
    public record Request(
            String method, String path, String body, Map<String, List<String>> headers) {

        public String line() {
            return method + " " + path + (body.isEmpty() ? "" : " " + body);
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /// @param status 0 for a connection that breaks without an answer
    public record Reply(int status, String body, Map<String, String> headers) {

        public static Reply of(int status, String body, String... headers) {
            Map<String, String> all = new HashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], headers[i + 1]);
            }
            return new Reply(status, body, all);
        }

        public static Reply message(int status, String message, String... headers) {
            return of(status, "{\"message\":\"" + message + "\"}", headers);
        }

        public static Reply broken() {
            return of(0, "");
        }
    }

    public ScriptedGitHub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public ScriptedGitHub reply(int status, String body, String... headers) {
        return reply(Reply.of(status, body, headers));
    }

    public ScriptedGitHub reply(Reply... next) {
        synchronized (replies) {
            replies.addAll(Arrays.asList(next));
        }
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String uri = exchange.getRequestURI().toString();
        requests.add(
                new Request(
                        exchange.getRequestMethod(),
                        uri.startsWith("/api/v3") ? uri.substring("/api/v3".length()) : uri,
                        body,
                        Map.copyOf(exchange.getRequestHeaders())));
        Reply reply;
        synchronized (replies) {
            reply =
                    replies.isEmpty()
                            ? Reply.message(418, "nothing was scripted for this")
                            : replies.remove();
        }
        if (reply.status() == 0) {
            exchange.close();
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException _) {
            // The client had enough.
        }
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String rest() {
        return base() + "/api/v3";
    }

    public GitHub client() {
        return client(new Credential.Token(TOKEN));
    }

    public GitHub client(Credential credential) {
        return client(GitHubAddress.of(base()), credential, Proxies.NONE, Duration.ofSeconds(20));
    }

    public GitHub client(
            GitHubAddress address, Credential credential, Proxies proxies, Duration requestLimit) {
        Timing timing = new Timing(time, time::pass, () -> 0, Duration.ofSeconds(1), requestLimit);
        GitHub client = new GitHub(address, credential, proxies, timing, waits::add);
        clients.add(client);
        return client;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Method, path and body of each request.
    public List<String> lines() {
        return requests().stream().map(Request::line).toList();
    }

    public SettableTime time() {
        return time;
    }

    /// Those that the client told.
    public List<Wait> waits() {
        return List.copyOf(waits);
    }

    @Override
    public void close() {
        clients.forEach(GitHub::close);
        server.stop(0);
    }
}
