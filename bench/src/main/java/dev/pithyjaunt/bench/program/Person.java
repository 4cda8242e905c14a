package dev.pithyjaunt.bench.program;

import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who uses a server over HTTP: once as a browser, to sign in, and by an API token from
/// then on. Thread-safe.
public final class Person implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// With which a server that starts is asked again.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .cookieHandler(new CookieManager())
                    .build();
    private final URI server;
    private final String token;

    private Person(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /// Becomes the administrator by the link of a server's first start.
    public static Person signIn(URI server, URI link) {
        try (Person browser = new Person(server, "")) {
            String page = browser.text(HttpRequest.newBuilder(link).GET());
            Matcher csrf = CSRF.matcher(page);
            if (!csrf.find()) {
                throw new IllegalStateException("the sign-in page has no form: " + page);
            }
            String secret = link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
            var _ =
                    browser.text(
                            HttpRequest.newBuilder(server.resolve("/sign-in"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "link=%s&_csrf=%s"
                                                            .formatted(
                                                                    encoded(secret),
                                                                    encoded(csrf.group(1))))));
            String made =
                    browser.text(
                            HttpRequest.newBuilder(server.resolve("/api/token"))
                                    .header("Content-Type", "application/json")
                                    .header("X-XSRF-TOKEN", csrf.group(1))
                                    .POST(BodyPublishers.ofString("{\"name\": \"bench\"}")));
            return new Person(
                    server,
                    Json.tree("the token", made.getBytes(StandardCharsets.UTF_8))
                            .path("secret")
                            .asString());
        }
    }

    /// The same person at another server of the same database.
    public Person at(URI other) {
        return new Person(other, token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String text(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(LIMIT).build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(
                        "%s %s: %d %s"
                                .formatted(
                                        request.method(),
                                        request.uri().getPath(),
                                        response.statusCode(),
                                        response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// What a server said.
    ///
    /// @param body missing when it is no JSON
    public record Answer(int status, JsonNode body) {

        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    /// Asks once.
    ///
    /// @param body absent: none
    /// @return empty when no answer came: it may have been done
    public Optional<Answer> ask(String method, String path, @Nullable Map<String, ?> body) {
        return ask(to(path), method, body);
    }

    /// Posts once.
    ///
    /// @param key what is done for it is done once, however often it is posted
    /// @param body absent: none
    /// @return empty when no answer came: it may have been done
    public Optional<Answer> post(String path, String key, @Nullable Map<String, ?> body) {
        return ask(to(path).header("Idempotency-Key", key), "POST", body);
    }

    private Optional<Answer> ask(
            HttpRequest.Builder request, String method, @Nullable Map<String, ?> body) {
        request.timeout(LIMIT);
        request.method(
                method,
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(Json.line(body), StandardCharsets.UTF_8));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return Optional.of(new Answer(response.statusCode(), json(response)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        boolean isJson = response.headers().firstValue("content-type").orElse("").contains("json");
        return isJson
                ? Json.tree("an answer", response.body())
                : tools.jackson.databind.node.MissingNode.getInstance();
    }

    /// Asks until an answer comes that is none of 5xx, for as long as somebody would.
    ///
    /// @throws IllegalStateException when none comes in time, or it is a refusal
    public JsonNode get(String path) {
        AtomicReference<Optional<Answer>> last = new AtomicReference<>(Optional.empty());
        boolean isThere =
                Patience.until(
                        PATIENCE,
                        () -> {
                            last.set(ask("GET", path, null));
                            return last.get().filter(answer -> answer.status() < 500).isPresent();
                        });
        return last.get()
                .filter(answer -> isThere && answer.isGood())
                .orElseThrow(
                        () -> new IllegalStateException("GET %s: %s".formatted(path, last.get())))
                .body();
    }

    /// Does something that has to go well at once.
    ///
    /// @throws IllegalStateException when it does not
    public JsonNode must(String method, String path, @Nullable Map<String, ?> body) {
        Optional<Answer> answer = ask(method, path, body);
        if (answer.isEmpty() || !answer.get().isGood()) {
            throw new IllegalStateException("%s %s: %s".formatted(method, path, answer));
        }
        return answer.get().body();
    }

    /// Connects a repository on the server's machine.
    ///
    /// @return its id
    public String connect(Path checkout) {
        return must("POST", "/api/repo/connect", Map.of("path", checkout.toString()))
                .path("id")
                .asString();
    }

    /// What is at an address, as text.
    ///
    /// @throws IllegalStateException when it is refused
    public String text(String path) {
        return text(to(path));
    }

    /// One request as it travels, for those who write to a socket themselves.
    public byte[] request(String method, String path) {
        return """
        %s %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Content-Length: 0\r
        \r
        """
                .formatted(method, path, token)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Somebody else on the same server.
    ///
    /// @param otherToken an API token of theirs
    public Person as(String otherToken) {
        return new Person(server, otherToken);
    }

    /// A request with this person's token, such as one that follows a stream.
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    public HttpClient http() {
        return http;
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
