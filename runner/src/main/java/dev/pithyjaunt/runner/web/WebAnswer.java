package dev.pithyjaunt.runner.web;

import dev.pithyjaunt.protocol.Redactor;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What came back.
///
/// @param date by the clock of who answered; empty when it does not say
public record WebAnswer(int status, String text, Optional<Instant> date) {

    private static final int MAX_SHOWN = 200;

    static WebAnswer of(int status, byte[] body, Optional<String> date) {
        return new WebAnswer(
                status,
                new String(body, StandardCharsets.UTF_8),
                date.flatMap(WebAnswer::readDate));
    }

    private static Optional<Instant> readDate(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /// Status and the beginning of the text, on one line.
    ///
    /// @param redactor of what must not be in it
    public String words(Redactor redactor) {
        String line = redactor.redact(text).replaceAll("\\s+", " ").strip();
        String shown = line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
        return (status + " " + shown).strip();
    }
}
