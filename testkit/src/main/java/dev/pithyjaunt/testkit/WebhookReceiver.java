package dev.pithyjaunt.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.event.EventReading;
import dev.pithyjaunt.protocol.event.EventSchema;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.event.LogLine;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The server's end of events and files on loopback: verifies every signature, takes each delivery
/// once, keeps lines without gaps, and misbehaves when told to. Thread-safe.
public final class WebhookReceiver implements AutoCloseable {

    private final Secret secret;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final EventSchema schema = new EventSchema();
    private final Deque<Reception> script = new ArrayDeque<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, EventAnswer> answers = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<LogLine>> lines = new HashMap<>();
    private final Map<FileKind, String> files = new EnumMap<>(FileKind.class);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean cancelRequested;

    private WebhookReceiver(Secret secret, HttpServer server) {
        this.secret = secret;
        this.server = server;
    }

    /// One try to deliver something.
    ///
    /// @param timestamp of the header, in seconds since 1970
    /// @param status 0 when the connection was closed without an answer
    public record Attempt(String method, String path, String id, String timestamp, int status) {}

    /// Starts one on a free port of loopback.
    public static WebhookReceiver start(Secret secret) {
        return start(secret, 0);
    }

    /// Starts one.
    ///
    /// @throws UncheckedIOException when the port is taken
    public static WebhookReceiver start(Secret secret, int port) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            WebhookReceiver receiver = new WebhookReceiver(secret, server);
            server.setExecutor(receiver.threads);
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("listening on 127.0.0.1:" + port, e);
        }
    }

    /// Such as `http://127.0.0.1:40123`.
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What happens to the next deliveries, one each; those after them are taken.
    public synchronized WebhookReceiver next(Reception... receptions) {
        script.addAll(List.of(receptions));
        return this;
    }

    /// Every answer from here on asks for the execution to stop.
    public synchronized void requestCancel() {
        cancelRequested = true;
    }

    /// All tries with a right signature, and those without: status 401.
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /// Those taken, in order of arrival, each once.
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /// Those taken of a phase, over all executions and run attempts.
    public synchronized List<LogLine> lines(String phase) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/" + phase))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /// Those taken, as text.
    public synchronized Map<FileKind, String> files() {
        return Map.copyOf(files);
    }

    /// Waits until something holds of this receiver.
    ///
    /// @throws AssertionError when it does not within the time
    public synchronized void await(Duration limit, Predicate<WebhookReceiver> condition)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.test(this)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("after %s, there are only %s".formatted(limit, attempts));
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            SignedHeaders headers =
                    new SignedHeaders(
                            exchange.getRequestHeaders().getFirst(SignedHeaders.ID),
                            exchange.getRequestHeaders().getFirst(SignedHeaders.TIMESTAMP),
                            exchange.getRequestHeaders().getFirst(SignedHeaders.SIGNATURE));
            Reply reply = reply(exchange, headers, body);
            note(exchange, headers, reply.status());
            if (reply.status() != 0) {
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
            }
        }
    }

    private synchronized void note(HttpExchange exchange, SignedHeaders headers, int status) {
        attempts.add(
                new Attempt(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        String.valueOf(headers.id()),
                        String.valueOf(headers.timestamp()),
                        status));
        notifyAll();
    }

    /// @param status 0 closes the connection
    private record Reply(int status, Map<String, String> headers, String body) {
        Reply(int status, String body) {
            this(status, Map.of(), body);
        }
    }

    private synchronized Reply reply(HttpExchange exchange, SignedHeaders headers, byte[] body) {
        Verification verification =
                Signature.verify(List.of(secret), headers, body, InstantSource.system().instant());
        if (!(verification instanceof Verification.Valid(String id))) {
            return new Reply(401, "{\"title\": \"Unauthorized\"}");
        }
        Reception next = script.poll();
        return switch (next == null ? new Reception.Take() : next) {
            case Reception.Take() -> take(exchange, id, body);
            case Reception.Status(int status, Map<String, String> more) ->
                    new Reply(status, more, "");
            case Reception.TakeAndDrop() -> {
                Reply unsent = take(exchange, id, body);
                yield new Reply(0, unsent.body());
            }
            case Reception.Drop() -> new Reply(0, "");
            case Reception.TakeLate(Duration after) -> {
                pause(after);
                yield take(exchange, id, body);
            }
            case Reception.Forget(long from) -> {
                Reply taken = take(exchange, id, body);
                yield taken.status() == 200 ? forget(id, from) : taken;
            }
        };
    }

    /// Lets nobody else in meanwhile, as a server does whose disk is slow.
    private void pause(Duration time) {
        try {
            boolean _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply forget(String id, long from) {
        if (events.getLast() instanceof Event.Log log) {
            List<LogLine> kept = lines.getOrDefault(key(log.origin()), new ArrayList<>());
            kept.removeIf(line -> line.sequence() >= from);
            events.removeLast();
        }
        EventAnswer answer = new EventAnswer(from, cancelRequested);
        answers.put(id, answer);
        return ok(answer);
    }

    private Reply take(HttpExchange exchange, String id, byte[] body) {
        EventAnswer before = answers.get(id);
        if (before != null) {
            return ok(before);
        }
        return exchange.getRequestMethod().equals("PUT")
                ? takeFile(exchange.getRequestURI().getPath(), id, body)
                : takeEvent(id, body);
    }

    private Reply takeFile(String path, String id, byte[] body) {
        String kind = path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
        files.put(FileKind.valueOf(kind), new String(body, StandardCharsets.UTF_8));
        answers.put(id, new EventAnswer(null, cancelRequested));
        return ok(new EventAnswer(null, cancelRequested));
    }

    private Reply takeEvent(String id, byte[] body) {
        return switch (schema.read(body)) {
            case EventReading.Malformed malformed -> new Reply(400, malformed.inWords());
            case EventReading.Read(Event event) -> {
                List<LogLine> known =
                        lines.computeIfAbsent(key(event.origin()), _ -> new ArrayList<>());
                long wanted = known.size() + 1L;
                List<LogLine> sent = event instanceof Event.Log log ? log.lines() : List.of();
                if (!sent.isEmpty() && sent.getFirst().sequence() > wanted) {
                    yield ok(new EventAnswer(wanted, cancelRequested));
                }
                known.addAll(sent.stream().filter(line -> line.sequence() >= wanted).toList());
                events.add(event);
                EventAnswer answer = new EventAnswer(known.size() + 1L, cancelRequested);
                answers.put(id, answer);
                yield ok(answer);
            }
        };
    }

    private static String key(Event.Origin origin) {
        return "%s/%d/%s".formatted(origin.executionId(), origin.runAttempt(), origin.phase());
    }

    private static Reply ok(EventAnswer answer) {
        return new Reply(200, Map.of("Content-Type", "application/json"), Json.line(answer));
    }
}
