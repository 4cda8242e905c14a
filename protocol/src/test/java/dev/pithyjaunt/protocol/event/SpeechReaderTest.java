package dev.pithyjaunt.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.event.EventReading.Read;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class SpeechReaderTest {

    private static final Instant AT = Instant.parse("2026-11-22T09:30:00.125Z");
    private static final Event.Origin ORIGIN =
            new Event.Origin("task-1", "execution-1", 1, "generate", AT);

    /// Values as JSON: those that are usual, and those that lie at or beyond an edge.
    private static final String[] VALUES = {
        "\"task.log\"",
        "\"task.progress\"",
        "\"task.started\"",
        "\"generate\"",
        "\"a-1\"",
        "\"a-1\\n\"",
        "\"-a\"",
        "\"" + "a".repeat(32) + "\"",
        "\"" + "a".repeat(33) + "\"",
        "\"" + "a".repeat(64) + "\"",
        "\"" + "a".repeat(65) + "\"",
        "\"info\"",
        "\"INFO\"",
        "\"\\u0069nfo\"",
        "\"\"",
        "\"" + "x".repeat(8_000) + "\"",
        "\"" + "x".repeat(8_001) + "\"",
        "\"" + "\uD83D\uDE00".repeat(4_001) + "\"",
        "\"a\\u0000b\\nc\\ud83d\"",
        "0",
        "1",
        "1.0",
        "1e0",
        "2",
        "10000",
        "10001",
        "10000000",
        "10000001",
        "99999999999999999999",
        "null",
        "true",
        "[]",
        "{}",
        "\"2026-11-22T09:30:00Z\"",
        "\"2026-11-22T09:30:00.1Z\"",
        "\"2026-11-22T09:30:00.123456789Z\"",
        "\"2026-11-22T09:30:00.1234567890Z\"",
        "\"2026-11-22T09:30:00.Z\"",
        "\"2026-11-22T24:00:00Z\"",
        "\"2026-11-22T23:59:60Z\"",
        "\"2026-02-29T00:00:00Z\"",
        "\"2024-02-29T00:00:00Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"2026-11-22T09:30:00+00:00\"",
        "\"2026-11-22t09:30:00z\"",
        "\"+026-11-22T09:30:00Z\"",
        "\"\u0662026-11-22T09:30:00Z\""
    };

    private static final String[] NAMES = {
        "type",
        "taskId",
        "executionId",
        "runAttempt",
        "phase",
        "occurredAt",
        "logs",
        "runId",
        "other"
    };

    private final EventSchema schema = new EventSchema();
    private final Random random = new Random(20_261_122);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void usualEventsAreReadWithoutTheSchema() {
        Event log =
                new Event.Log(
                        ORIGIN,
                        List.of(
                                new LogLine(
                                        1,
                                        AT,
                                        LogLine.Level.INFO,
                                        "surveyed \"3\" files \uD83D\uDE00"),
                                new LogLine(2, Instant.EPOCH, LogLine.Level.ERROR, "")),
                        null);
        Event progress = new Event.Progress(ORIGIN);

        assertThat(SpeechReader.read(log.json())).isEqualTo(Optional.of(log));
        assertThat(SpeechReader.read(progress.json())).isEqualTo(Optional.of(progress));
    }

    @Test
    void othersAreLeftToTheSchema() {
        assertThat(SpeechReader.read(new Event.Started(ORIGIN, 1L, null).json())).isEmpty();
        assertThat(SpeechReader.read(new Event.Log(ORIGIN, List.of(), "text").json())).isEmpty();
        assertThat(SpeechReader.read(bytes("no JSON"))).isEmpty();
        assertThat(SpeechReader.read(bytes("[]"))).isEmpty();
    }

    @Test
    void whatIsReadIsWhatTheSchemaReads() {
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = body();
            Optional<Event> event = SpeechReader.read(body);
            if (event.isPresent()) {
                read++;
                assertThat(schema.validated(body))
                        .as(new String(body, StandardCharsets.UTF_8))
                        .isEqualTo(new Read(event.get()));
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    /// A usual event in which some things are otherwise.
    private byte[] body() {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                field(
                                        "type",
                                        random.nextBoolean()
                                                ? "\"task.log\""
                                                : "\"task.progress\""),
                                field("taskId", "\"task-1\""),
                                field("executionId", "\"execution-1\""),
                                field("runAttempt", "1"),
                                field("phase", "\"generate\""),
                                field("occurredAt", "\"2026-11-22T09:30:00.125Z\"")));
        if (fields.getFirst().contains("log") || random.nextInt(20) == 0) {
            fields.add("\"lines\":[" + String.join(",", lines()) + "]");
        }
        if (random.nextInt(3) == 0) {
            String other = field(any(NAMES), any(VALUES));
            if (random.nextBoolean()) {
                fields.set(random.nextInt(fields.size()), other);
            } else {
                fields.add(random.nextInt(fields.size() + 1), other);
            }
        }
        if (random.nextInt(10) == 0) {
            fields.remove(random.nextInt(fields.size()));
        }
        String text = "{" + String.join(",", fields) + "}";
        return bytes(random.nextInt(20) == 0 ? broken(text) : text);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4) + (random.nextInt(9) == 0 ? 0 : 1); i++) {
            List<String> fields =
                    new ArrayList<>(
                            List.of(
                                    field("sequence", Integer.toString(i + 1)),
                                    field("at", "\"2026-11-22T09:30:00Z\""),
                                    field("level", "\"info\""),
                                    field("text", "\"said\"")));
            if (random.nextInt(4) == 0) {
                String name = any("sequence", "at", "level", "text", "more");
                fields.set(random.nextInt(4), field(name, any(VALUES)));
            }
            lines.add("{" + String.join(",", fields) + "}");
        }
        return lines;
    }

    private String broken(String text) {
        int at = random.nextInt(text.length());
        return random.nextBoolean()
                ? text.substring(0, at)
                : text.substring(0, at) + any("}", "]", ",", "\"", " ", "x") + text.substring(at);
    }

    private static String field(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }
}
