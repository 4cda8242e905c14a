package dev.pithyjaunt.testkit;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// What an answer cost, counted in one way; each wire reports it as its provider counts.
///
/// @param input tokens of the whole prompt, those from and into the cache included
/// @param cached of the input, read from the cache
/// @param written of the input, newly written into the cache
/// @param writtenForAnHour of the written, those that are kept for an hour and not five minutes
/// @param output tokens of the whole answer
/// @param reasoning of the output, spent on thinking
/// @param cost in US dollars, as OpenRouter tells it; absent elsewhere
public record ReportedUsage(
        int input,
        int cached,
        int written,
        int writtenForAnHour,
        int output,
        int reasoning,
        @Nullable BigDecimal cost) {

    public ReportedUsage {
        if (cached + written > input || writtenForAnHour > written || reasoning > output) {
            throw new IllegalArgumentException("a part is more than the whole");
        }
    }

    public ReportedUsage(int input, int cached, int written, int output, int reasoning) {
        this(input, cached, written, 0, output, reasoning, null);
    }

    /// The same with what it cost.
    public ReportedUsage costing(BigDecimal dollars) {
        return new ReportedUsage(
                input, cached, written, writtenForAnHour, output, reasoning, dollars);
    }

    /// Neither from the cache nor written into it.
    int fresh() {
        return input - cached - written;
    }

    /// Four bytes a token, which is what English and code come to.
    static int tokens(String text) {
        return (bytes(text) + 3) / 4;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
