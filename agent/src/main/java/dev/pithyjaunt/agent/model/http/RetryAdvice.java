package dev.pithyjaunt.agent.model.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an answer's headers say of another try.
///
/// @param after how long to wait; empty when they don't say
/// @param worthIt whether it is worth one; empty when they don't say
record RetryAdvice(Optional<Duration> after, Optional<Boolean> worthIt) {

    static final RetryAdvice NONE = new RetryAdvice(Optional.empty(), Optional.empty());

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    /// `retry-after-ms` is the more exact of the two that tell a time.
    static RetryAdvice of(HttpHeaders headers, Instant now) {
        return new RetryAdvice(
                headers.firstValue("retry-after-ms")
                        .flatMap(value -> number(value, 1))
                        .or(() -> headers.firstValue("retry-after").flatMap(v -> after(v, now))),
                headers.firstValue("x-should-retry")
                        .map(String::strip)
                        .filter(value -> value.equals("true") || value.equals("false"))
                        .map(Boolean::valueOf));
    }

    /// Seconds or a date.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>
    private static Optional<Duration> after(String value, Instant now) {
        return number(value, 1000)
                .or(() -> date(value).map(at -> Duration.between(now, at)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Duration> number(String value, int millis) {
        String text = value.strip();
        return NUMBER.matcher(text).matches()
                ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * millis)))
                : Optional.empty();
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
