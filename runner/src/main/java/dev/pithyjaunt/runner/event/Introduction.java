package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.ExecutionSecret;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How a run that holds no event secret gets one: GitHub tells in a token who the run is, and the
/// server gives a secret for that run's execution. It needs `id-token: write`.
///
/// Source: https://docs.github.com/actions/reference/security/oidc
final class Introduction {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Long enough for a server that is being restarted.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_SHOWN = 200;

    private final Map<String, String> environment;

    Introduction(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// Whether GitHub gives this job tokens.
    boolean isPossible() {
        return environment.containsKey("ACTIONS_ID_TOKEN_REQUEST_URL")
                && environment.containsKey("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    }

    /// @return the secret; empty when it did not come to that, which was told
    /// @throws IllegalArgumentException when GitHub or the server refuses
    Optional<String> secret(ExecutionRequest request) {
        String server = request.serverUrl();
        if (server == null || !isPossible()) {
            return Optional.empty();
        }
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            String token =
                    Json.read(
                                    body(
                                            client,
                                            "asking GitHub for an identity token",
                                            identityRequest(server)),
                                    Identity.class)
                            .value();
            HttpRequest introduction =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "%s/api/execution/%s/secret"
                                                    .formatted(
                                                            server.replaceFirst("/+$", ""),
                                                            request.executionId())))
                            .timeout(LIMIT)
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.noBody())
                            .build();
            return Optional.of(
                    Json.read(
                                    body(client, "asking the server for a secret", introduction),
                                    ExecutionSecret.class)
                            .eventSecret());
        } catch (MalformedJsonException _) {
            throw new IllegalArgumentException(
                    "asking for this execution's secret: an answer that is none of GitHub's or the server's");
        }
    }

    /// @param value a secret
    private record Identity(String value) {}

    private HttpRequest identityRequest(String server) {
        String url = environment.getOrDefault("ACTIONS_ID_TOKEN_REQUEST_URL", "");
        String audience = URLEncoder.encode(server, StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(
                        URI.create(url + (url.contains("?") ? "&" : "?") + "audience=" + audience))
                .timeout(LIMIT)
                .header(
                        "Authorization",
                        "Bearer " + environment.getOrDefault("ACTIONS_ID_TOKEN_REQUEST_TOKEN", ""))
                .build();
    }

    private static String body(HttpClient client, String what, HttpRequest request) {
        Deadline until = Deadline.in(PATIENCE, InstantSource.system());
        try {
            for (int tries = 1; ; tries++) {
                String problem;
                try {
                    HttpResponse<byte[]> response =
                            client.send(
                                    request,
                                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
                    int status = response.statusCode();
                    String body = new String(response.body(), StandardCharsets.UTF_8);
                    if (status == 200) {
                        return body;
                    }
                    problem =
                            "status %d %s"
                                    .formatted(
                                            status,
                                            body.substring(0, Math.min(MAX_SHOWN, body.length())));
                    if (status / 100 == 4 && status != 429) {
                        throw new IllegalArgumentException("%s: %s".formatted(what, problem));
                    }
                } catch (IOException e) {
                    problem = e.toString();
                }
                Duration pause = Rhythm.STANDARD.retry(tries);
                if (pause.compareTo(until.left()) >= 0
                        || new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalArgumentException("%s: %s".formatted(what, problem));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException(what + ": interrupted", e);
        }
    }
}
