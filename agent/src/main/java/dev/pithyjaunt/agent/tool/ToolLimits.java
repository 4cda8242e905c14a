package dev.pithyjaunt.agent.tool;

import java.time.Duration;

/// How much a model may look up in one execution.
///
/// @param calls answered calls, at most
/// @param rounds answers of the model that call tools, at most
/// @param bytesPerAnswer of one call's answer, at most, give or take its last line about the rest
/// @param bytesInAll of all answers
/// @param perSearch time for one search
public record ToolLimits(
        int calls, int rounds, int bytesPerAnswer, int bytesInAll, Duration perSearch) {

    public static final ToolLimits STANDARD =
            new ToolLimits(40, 12, 24_000, 160_000, Duration.ofSeconds(20));

    /// Bytes that a token of code has at least, seldom fewer.
    private static final int BYTES_PER_TOKEN = 2;

    /// The standard ones, lowered to what a model can still hold.
    ///
    /// @param tokens that its window has left for what is looked up
    public static ToolLimits within(int tokens) {
        int bytes = Math.max(1, Math.min(STANDARD.bytesInAll(), tokens * BYTES_PER_TOKEN));
        return new ToolLimits(
                STANDARD.calls(),
                STANDARD.rounds(),
                Math.min(STANDARD.bytesPerAnswer(), bytes),
                bytes,
                STANDARD.perSearch());
    }

    public ToolLimits {
        if (calls < 1 || rounds < 1 || bytesPerAnswer < 1 || bytesInAll < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
