package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.protocol.Json;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The administrator of a new server, who signs in by its link and has an API token from then on.
///
/// @param token as `Authorization: Bearer` takes it
record Person(HttpClient http, URI server, String token) implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    static Person signIn(StartedServer server) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Person stranger = new Person(http, server.address(), "");
        Matcher csrf = CSRF.matcher(stranger.send(HttpRequest.newBuilder(server.link()).GET()));
        if (!csrf.find()) {
            throw new IllegalStateException("the sign-in page has no form");
        }
        String path = server.link().getPath();
        String form =
                "link=%s&_csrf=%s"
                        .formatted(
                                path.substring(path.lastIndexOf('/') + 1),
                                URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8));
        stranger.send(
                HttpRequest.newBuilder(server.address().resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        String made =
                stranger.send(
                        HttpRequest.newBuilder(server.address().resolve("/api/token"))
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", csrf.group(1))
                                .POST(BodyPublishers.ofString("{\"name\":\"bench\"}")));
        return new Person(http, server.address(), Json.read(made, NewToken.class).secret());
    }

    private record NewToken(String secret) {}

    /// What many answers are told by.
    private record Made(String id) {}

    /// The id of what was made.
    String post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return Json.read(
                        send(
                                HttpRequest.newBuilder(server.resolve(path))
                                        .header("Authorization", "Bearer " + token)
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(Json.line(body)))),
                        Made.class)
                .id();
    }

    String get(String path) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .GET());
    }

    /// One request, as [Load] sends it.
    byte[] request(String method, String path) {
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

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(builder.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(
                    "%s: %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
