package dev.pithyjaunt.protocol.event;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the most frequent events, `task.log` with lines and `task.progress`, in the form in which
/// runners write them, without a tree and without the schema, which take ten times as long. What is
/// in any way unusual is left to [EventSchema]: whatever this reads, that reads too, and the same.
final class SpeechReader {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Pattern ID = Pattern.compile("[0-9a-z][0-9a-z-]{0,63}");
    private static final Pattern PHASE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int MAX_ATTEMPT = 10_000;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_SEQUENCE = 10_000_000;

    /// `2026-11-22T09:30:00`, then perhaps a fraction, then `Z`.
    private static final int SECONDS_END = 19;

    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();

    private @Nullable String type;
    private @Nullable String taskId;
    private @Nullable String executionId;
    private int runAttempt;
    private @Nullable String phase;
    private @Nullable Instant occurredAt;
    private @Nullable List<LogLine> lines;

    private SpeechReader(JsonParser json) {
        this.json = json;
    }

    /// Thrown for whatever is to be read by the schema. Without a stack: it is no fault.
    private static final class Unusual extends RuntimeException {
        private Unusual() {
            super("unusual", null, false, false);
        }
    }

    /// @return empty when it is another event, or not of the usual form
    static Optional<Event> read(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return Optional.of(new SpeechReader(parser).event());
        } catch (JacksonException | DateTimeException | Unusual _) {
            return Optional.empty();
        }
    }

    private Event event() {
        require(json.nextToken() == JsonToken.START_OBJECT);
        for (String name; (name = json.nextName()) != null; ) {
            require(seen.add(name));
            json.nextToken();
            field(name);
        }
        require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        Event.Origin origin =
                new Event.Origin(
                        present(taskId),
                        present(executionId),
                        runAttempt,
                        present(phase),
                        present(occurredAt));
        require(runAttempt > 0);
        return switch (present(type)) {
            case "task.log" -> new Event.Log(origin, present(lines), null);
            case "task.progress" -> {
                require(lines == null);
                yield new Event.Progress(origin);
            }
            default -> throw new Unusual();
        };
    }

    private void field(String name) {
        switch (name) {
            case "type" -> type = text();
            case "taskId" -> taskId = matching(ID);
            case "executionId" -> executionId = matching(ID);
            case "runAttempt" -> runAttempt = number(MAX_ATTEMPT);
            case "phase" -> phase = matching(PHASE);
            case "occurredAt" -> occurredAt = time();
            case "lines" -> lines = lines();
            default -> throw new Unusual();
        }
    }

    private List<LogLine> lines() {
        require(json.currentToken() == JsonToken.START_ARRAY);
        List<LogLine> all = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            all.add(line());
        }
        require(json.currentToken() == JsonToken.END_ARRAY);
        require(!all.isEmpty() && all.size() <= MAX_LINES);
        return all;
    }

    private LogLine line() {
        int sequence = 0;
        @Nullable Instant at = null;
        LogLine.@Nullable Level level = null;
        @Nullable String text = null;
        for (String name; (name = json.nextName()) != null; ) {
            json.nextToken();
            switch (name) {
                case "sequence" -> {
                    require(sequence == 0);
                    sequence = number(MAX_SEQUENCE);
                }
                case "at" -> {
                    require(at == null);
                    at = time();
                }
                case "level" -> {
                    require(level == null);
                    level = level();
                }
                case "text" -> {
                    require(text == null);
                    text = text();
                }
                default -> throw new Unusual();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT && sequence > 0);
        require(present(text).length() <= LogLine.MAX_TEXT);
        return new LogLine(sequence, present(at), present(level), present(text));
    }

    private LogLine.Level level() {
        return switch (text()) {
            case "debug" -> LogLine.Level.DEBUG;
            case "info" -> LogLine.Level.INFO;
            case "warn" -> LogLine.Level.WARN;
            case "error" -> LogLine.Level.ERROR;
            default -> throw new Unusual();
        };
    }

    private String text() {
        require(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getString();
    }

    private String matching(Pattern form) {
        String text = text();
        require(form.matcher(text).matches());
        return text;
    }

    private int number(int max) {
        require(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
        int number = json.getIntValue();
        require(number >= 1 && number <= max);
        return number;
    }

    /// [Instant#parse] takes any ISO 8601, and longer.
    private Instant time() {
        String text = text();
        int end = text.length() - 1;
        require(end >= SECONDS_END && text.charAt(end) == 'Z');
        require(text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(10) == 'T');
        require(text.charAt(13) == ':' && text.charAt(16) == ':');
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        require(hour < 24 && minute < 60 && second < 60);
        long day =
                LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                        .toEpochDay();
        return Instant.ofEpochSecond(
                ((day * 24 + hour) * 60 + minute) * 60 + second, nanos(text, end));
    }

    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int digits = end - SECONDS_END - 1;
        require(text.charAt(SECONDS_END) == '.' && digits >= 1 && digits <= 9);
        int nanos = digits(text, SECONDS_END + 1, end);
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            require(digit >= '0' && digit <= '9');
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new Unusual();
        }
        return value;
    }

    private static void require(boolean usual) {
        if (!usual) {
            throw new Unusual();
        }
    }
}
