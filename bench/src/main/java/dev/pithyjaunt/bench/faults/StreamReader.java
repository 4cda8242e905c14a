package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.protocol.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/// Follows the log of one execution to its end as a browser does: when the connection breaks it
/// comes back, and says what it had last.
final class StreamReader {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Person owner;
    private final Told told;
    private final Duration patience;
    private long position;
    private boolean ended;
    private String fault = "";

    /// @param patience with which it comes back without having read anything
    StreamReader(Person owner, Told told, Duration patience) {
        this.owner = owner;
        this.told = told;
        this.patience = patience;
    }

    /// Reads all of it.
    ///
    /// @return what was wrong with it; empty when each line came once and in order
    String read() {
        boolean _ =
                Patience.until(
                        patience,
                        () -> {
                            follow();
                            if (!ended && fault.isEmpty()) {
                                Patience.pass(PAUSE);
                            }
                            return ended || !fault.isEmpty();
                        });
        return fault;
    }

    /// The position of the last line that came.
    long position() {
        return position;
    }

    private void follow() {
        HttpRequest request =
                owner.to(
                                "/api/task/%s/logs/stream?execution=%s"
                                        .formatted(told.taskId(), told.executionId()))
                        .header("Last-Event-ID", Long.toString(position))
                        .build();
        try {
            HttpResponse<Stream<String>> answer =
                    owner.http().send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() == 200) {
                    read(lines);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // It comes back.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    private void read(Stream<String> lines) {
        String event = "";
        for (String line : (Iterable<String>) lines::iterator) {
            if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
                ended |= event.equals("eof");
            } else if (line.startsWith("data:") && event.equals("log")) {
                take(line.substring("data:".length()).strip());
            } else if (event.equals("gap")) {
                fault = "the stream of %s told of a gap".formatted(told.executionId());
            }
            if (ended || !fault.isEmpty()) {
                return;
            }
        }
    }

    private void take(String data) {
        long next =
                Json.tree("a line", data.getBytes(StandardCharsets.UTF_8))
                        .path("position")
                        .asLong();
        if (next != position + 1) {
            fault =
                    "the stream of %s went from line %d to line %d"
                            .formatted(told.executionId(), position, next);
        }
        position = next;
    }
}
