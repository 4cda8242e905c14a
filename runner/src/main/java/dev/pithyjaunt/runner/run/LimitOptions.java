package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// What an execution may take: options before settings, and these before the standard limits.
final class LimitOptions {

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Time for the whole execution. Default: ${DEFAULT-VALUE}")
    private int timeLimit;

    @Option(
            names = "--model-time-limit",
            paramLabel = "SECONDS",
            defaultValue = "" + Limits.STANDARD_MODEL_CALL_SECONDS,
            description = "Time for one call of the model. Default: ${DEFAULT-VALUE}")
    private int modelTimeLimit;

    @Option(
            names = "--prompt-tokens",
            paramLabel = "COUNT",
            defaultValue = "" + Limits.STANDARD_PROMPT_TOKENS,
            description =
                    "Estimated tokens of the first prompt, at most. Default: ${DEFAULT-VALUE}")
    private int promptTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "COUNT",
            defaultValue = "" + Limits.STANDARD_OUTPUT_TOKENS,
            description =
                    "Tokens of one answer of the model, at most, reasoning included. Default: ${DEFAULT-VALUE}")
    private int outputTokens;

    @Option(
            names = "--attempts",
            paramLabel = "COUNT",
            defaultValue = "" + Limits.STANDARD_ATTEMPTS,
            description =
                    "Asks of the model, at most, when its edits do not fit. Default: ${DEFAULT-VALUE}")
    private int attempts;

    @Option(
            names = "--max-tokens",
            paramLabel = "COUNT",
            description =
                    "Tokens of all calls, at most. Default: JAUNT_EXECUTION_TOKENS, else 500000")
    private @Nullable String maxTokens;

    @Option(
            names = "--max-dollars",
            paramLabel = "DOLLARS",
            description =
                    "Money for all calls, at most. Default: JAUNT_EXECUTION_DOLLARS, else no limit")
    private @Nullable String maxDollars;

    @Option(
            names = "--max-call-tokens",
            paramLabel = "COUNT",
            description = "Tokens of one call, at most. Default: JAUNT_CALL_TOKENS, else no limit")
    private @Nullable String maxCallTokens;

    @Option(
            names = "--max-call-dollars",
            paramLabel = "DOLLARS",
            description = "Money for one call, at most. Default: JAUNT_CALL_DOLLARS, else no limit")
    private @Nullable String maxCallDollars;

    /// @throws IllegalArgumentException when one is out of range; the message names it
    void check(Settings settings) {
        limits(settings, Instant.EPOCH);
    }

    Duration timeLimit() {
        return Duration.ofSeconds(timeLimit);
    }

    Duration modelTimeLimit() {
        return Duration.ofSeconds(modelTimeLimit);
    }

    /// @throws IllegalArgumentException when one is out of range; the message names it
    Limits limits(Settings settings, Instant deadline) {
        requirePositive("--time-limit", timeLimit);
        requirePositive("--model-time-limit", modelTimeLimit);
        requirePositive("--prompt-tokens", promptTokens);
        requirePositive("--output-tokens", outputTokens);
        requirePositive("--attempts", attempts);
        Long tokens = tokens("--max-tokens", maxTokens, "JAUNT_EXECUTION_TOKENS", settings);
        return new Limits(
                deadline,
                promptTokens,
                outputTokens,
                modelTimeLimit,
                attempts,
                tokens == null ? Limits.STANDARD_TOKENS : tokens,
                nanoDollars("--max-dollars", maxDollars, "JAUNT_EXECUTION_DOLLARS", settings),
                tokens("--max-call-tokens", maxCallTokens, "JAUNT_CALL_TOKENS", settings),
                nanoDollars("--max-call-dollars", maxCallDollars, "JAUNT_CALL_DOLLARS", settings));
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d: at least 1".formatted(option, value));
        }
    }

    private static @Nullable Long tokens(
            String option, @Nullable String given, String setting, Settings settings) {
        String text = given == null ? settings.values().get(setting) : given;
        if (text == null) {
            return null;
        }
        if (!text.strip().matches("[1-9]\\d{0,11}")) {
            throw new IllegalArgumentException(
                    "%s must be a number of tokens, at least 1, not \"%s\""
                            .formatted(given == null ? setting : option, text));
        }
        return Long.valueOf(text.strip());
    }

    private static @Nullable Long nanoDollars(
            String option, @Nullable String given, String setting, Settings settings) {
        String text = given == null ? settings.values().get(setting) : given;
        if (text == null) {
            return null;
        }
        OptionalLong nanos = Dollars.parse(text.strip());
        if (nanos.isPresent()) {
            return nanos.getAsLong();
        }
        throw new IllegalArgumentException(
                "%s must be an amount of dollars such as 0.50, more than 0 and at most 1000000, not \"%s\""
                        .formatted(given == null ? setting : option, text));
    }
}
