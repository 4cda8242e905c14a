package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks the stand-in as a client on the network does.
record Client(GitHubStandIn github, @Nullable String token) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Answer(int status, String text, HttpResponse<String> whole) {
        JsonNode json() {
            return Json.tree("answer", text.getBytes(StandardCharsets.UTF_8));
        }

        String message() {
            return json().path("message").asString("");
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) throws IOException {
        return ask("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) throws IOException {
        return ask("POST", path, body, Map.of());
    }

    Answer ask(String method, String path, @Nullable Object body, Map<String, String> headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(github.apiUri() + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(Json.line(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    record Ran(Ending ending, String output, String errors) {}

    /// Runs a program with an environment of its own.
    static Ran run(Path folder, Map<String, String> more, String... words) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.putAll(more);
        Capture output = new Capture(1 << 20);
        Capture errors = new Capture(1 << 20);
        Ending ending =
                new Command(List.of(words), folder, environment)
                        .run(Duration.ofMinutes(1), output, errors);
        return new Ran(ending, output.text(), errors.text());
    }

    /// The address of a repository with a token in it.
    String remote(StandInRepository repository) {
        return "http://x-access-token:%s@127.0.0.1:%d/%s"
                .formatted(token, github.serverUri().getPort(), repository.fullName());
    }
}
