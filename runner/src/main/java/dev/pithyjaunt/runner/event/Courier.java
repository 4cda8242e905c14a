package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Carries a delivery to the server once, signed, and tells what came of it. Redirects are not
/// followed: the signature was meant for this server. When the clock here is so far off that the
/// server refuses what was signed, the server's is gone by.
final class Courier implements AutoCloseable {

    private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(1);
    private static final Duration MAX_SHUTDOWN = Duration.ofSeconds(1);
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final int MAX_SHOWN = 300;

    /// The server tells its time in whole seconds, and the answer was on its way.
    private static final Duration MAX_OFF = Signature.TOLERANCE.minusSeconds(10);

    private final String server;
    private final Secret secret;
    private final InstantSource clock;
    private final Duration limit;

    /// How much later it is at the server, if that matters.
    private volatile Duration ahead = Duration.ZERO;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(MAX_CONNECT)
                    .build();

    /// @param server such as `https://pithy.example.org`
    /// @param limit for one try
    /// @throws IllegalArgumentException when it is no address of a server
    Courier(String server, Secret secret, InstantSource clock, Duration limit) {
        this.server = server.replaceFirst("/+$", "");
        this.secret = secret;
        this.clock = clock;
        this.limit = limit;
        HttpRequest.newBuilder(URI.create(this.server));
    }

    /// @throws InterruptedException when the thread was interrupted; the server may have it then
    Answer carry(Delivery delivery) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(delivery)).timeout(limit);
        byte[] bytes = delivery.body();
        Signature.sign(List.of(secret), delivery.id(), now(), bytes)
                .byName()
                .forEach(request::header);
        HttpRequest.BodyPublisher body = BodyPublishers.ofByteArray(bytes);
        switch (delivery) {
            case Delivery.OfEvent _ ->
                    request.header("Content-Type", "application/json").POST(body);
            case Delivery.OfFile _ ->
                    request.header("Content-Type", "application/octet-stream").PUT(body);
        }
        try {
            return answer(
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)));
        } catch (IOException e) {
            return new Answer.TryAgain(Duration.ZERO, e.toString());
        }
    }

    private Instant now() {
        return clock.instant().plus(ahead);
    }

    private URI address(Delivery delivery) {
        return URI.create(
                server
                        + switch (delivery) {
                            case Delivery.OfEvent _ -> "/api/webhook/github-actions";
                            case Delivery.OfFile file ->
                                    "/api/execution/%s/file/%s"
                                            .formatted(file.executionId(), file.kind().wireName());
                        });
    }

    private Answer answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return taken(response.body());
        }
        if (status == 409) {
            return new Answer.Over();
        }
        String body = new String(response.body(), StandardCharsets.UTF_8).strip();
        String why =
                "status %d %s"
                        .formatted(status, body.substring(0, Math.min(MAX_SHOWN, body.length())))
                        .strip();
        if (status == 401 && setClock(response)) {
            return new Answer.TryAgain(
                    Duration.ZERO,
                    "the clock here is %d s off the server's, which is gone by from here on"
                            .formatted(ahead.toSeconds()));
        }
        return status == 429 || status == 408 || status / 100 == 5
                ? new Answer.TryAgain(retryAfter(response), why)
                : new Answer.Refused(why);
    }

    /// @return whether it was wrong
    private boolean setClock(HttpResponse<?> response) {
        try {
            Optional<Instant> there =
                    response.headers()
                            .firstValue("Date")
                            .map(date ->
                                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            if (there.isEmpty()
                    || Duration.between(now(), there.get()).abs().compareTo(MAX_OFF) < 0) {
                return false;
            }
            ahead = Duration.between(clock.instant(), there.get());
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static Answer taken(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return new Answer.Taken(
                    text.isBlank()
                            ? new EventAnswer(null, false)
                            : Json.read(text, EventAnswer.class));
        } catch (MalformedJsonException e) {
            // Such as the page of a proxy that answers in the server's place.
            return new Answer.TryAgain(Duration.ZERO, "an answer that is not the server's");
        }
    }

    /// In seconds; the date form is not sent by our server, and a wait of our own does as well.
    private static Duration retryAfter(HttpResponse<?> response) {
        Duration asked =
                response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("\\d{1,9}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                        .orElse(Duration.ZERO);
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
    }

    /// An open client would hold the end of the program.
    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(MAX_SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
