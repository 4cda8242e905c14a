package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.server.platform.InvalidInputException;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// Days (UTC), the first and the last included.
record Period(LocalDate from, LocalDate to) {

    private static final int USUAL_DAYS = 30;

    /// Keeps sums and answers small.
    private static final int MAX_DAYS = 366;

    /// @param from absent: 30 days up to the last
    /// @param to absent: today
    /// @throws InvalidInputException when they are no such days
    static Period of(@Nullable String from, @Nullable String to, LocalDate today) {
        LocalDate last = to == null ? today : day("to", to);
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : day("from", from);
        if (first.isAfter(last)) {
            throw new InvalidInputException("from", "%s is after to %s".formatted(first, last));
        }
        if (first.plusDays(MAX_DAYS).isBefore(last)) {
            throw new InvalidInputException(
                    "from", "expected at most %d days from from to to".formatted(MAX_DAYS));
        }
        return new Period(first, last);
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() < 10_000) {
                return day;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw new InvalidInputException(
                name, "\"%s\": expected a day such as 2026-11-22".formatted(text));
    }

    /// Epoch milliseconds at which it begins.
    long start() {
        return millis(from);
    }

    /// Epoch milliseconds at which it is over.
    long end() {
        return millis(to.plusDays(1));
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
