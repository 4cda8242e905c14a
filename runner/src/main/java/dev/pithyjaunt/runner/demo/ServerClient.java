package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Talks to the server as a person's browser (once, to sign in) and as a program (from then on).
final class ServerClient implements AutoCloseable {

    private static final int NOT_FOUND = 404;

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI server;
    private String token = "";

    private ServerClient(URI server) {
        this.server = server;
    }

    /// Signs in by a link as a browser does, and makes an API token.
    static ServerClient signIn(URI server, URI link) {
        ServerClient client = new ServerClient(server);
        String page = client.send(HttpRequest.newBuilder(link).GET());
        Matcher csrf = CSRF.matcher(page);
        if (!csrf.find()) {
            throw new IllegalStateException("the sign-in page has no form");
        }
        String secret = link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
        client.send(
                HttpRequest.newBuilder(server.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "link=%s&_csrf=%s"
                                                .formatted(
                                                        encoded(secret), encoded(csrf.group(1))))));
        client.token =
                Json.read(
                                client.send(
                                        HttpRequest.newBuilder(server.resolve("/api/token"))
                                                .header("Content-Type", "application/json")
                                                .header("X-XSRF-TOKEN", csrf.group(1))
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                "{\"name\":\"demo\"}"))),
                                NewToken.class)
                        .secret();
        return client;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// What is at a path; empty when nothing is.
    ///
    /// @throws IllegalStateException when the server refuses, with its words
    Optional<String> find(String path) {
        HttpResponse<String> response = answer(authorized(path).GET().build());
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(accepted(response));
    }

    <T> Optional<T> find(String path, Class<T> type) {
        return find(path).map(text -> Json.read(text, type));
    }

    /// @throws IllegalStateException when the server refuses, with its words
    <T> T post(String path, Map<String, ?> body, Class<T> type) {
        return Json.read(
                send(
                        authorized(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.line(body)))),
                type);
    }

    /// Follows server-sent events to their end.
    ///
    /// @param consumer gets name and data of each
    void follow(String path, BiConsumer<String, String> consumer) {
        HttpRequest request = authorized(path).header("Accept", "text/event-stream").GET().build();
        try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
            String event = "message";
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    consumer.accept(event, line.substring("data:".length()).strip());
                    if (event.equals("eof")) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("following " + path, e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder builder) {
        return accepted(answer(builder.build()));
    }

    private static String accepted(HttpResponse<String> response) {
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(
                    "%s %s: %d %s"
                            .formatted(
                                    response.request().method(),
                                    response.uri().getPath(),
                                    response.statusCode(),
                                    response.body()));
        }
        return response.body();
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// @param secret the token itself
    private record NewToken(String secret) {}

    /// What many answers are told by.
    record Made(String id) {}

    /// An accepted execution.
    record Accepted(String taskId, String executionId) {}

    /// A line of the live log.
    record LogLine(String phase, Instant at, String text) {}

    /// How an execution stands, as far as the demo tells it.
    record Status(
            @Nullable Outcome outcome,
            @Nullable ExecutionError error,
            @Nullable String branch,
            @Nullable String headCommit,
            @Nullable String prUrl,
            @Nullable Instant completedAt) {}
}
