package dev.pithyjaunt.agent.model.http;

import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// The usage that a provider reports, in classes that do not overlap.
public final class ReportedUsage {

    private static final int NANO_DIGITS = 9;
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private ReportedUsage() {}

    /// Chat completions and responses differ in names alone. Both count both cache classes inside
    /// the prompt tokens, and the reasoning inside the answer's.
    ///
    /// Source: <https://platform.openai.com/docs/api-reference/chat/object>,
    /// <https://platform.openai.com/docs/api-reference/responses/object>
    ///
    /// @param usage absent when none was reported
    public static Usage.Call ofOpenAi(
            ModelSettings settings, @Nullable JsonNode usage, Duration took) {
        if (usage == null) {
            return uncounted(settings, took);
        }
        String prompt = usage.has("input_tokens") ? "input_tokens" : "prompt_tokens";
        String answer = usage.has("output_tokens") ? "output_tokens" : "completion_tokens";
        JsonNode read = usage.path(prompt + "_details");
        long cached = tokens(read, "cached_tokens");
        long written = tokens(read, "cache_write_tokens");
        return new Usage.Call(
                settings.provider(),
                settings.name(),
                Math.max(0, tokens(usage, prompt) - cached - written),
                cached,
                written,
                tokens(usage, answer),
                tokens(usage.path(answer + "_details"), "reasoning_tokens"),
                true,
                seconds(took),
                nanoDollars(usage));
    }

    /// Anthropic counts both cache classes apart from the input tokens, and the reasoning inside
    /// the output's.
    ///
    /// Source: <https://platform.claude.com/docs/en/build-with-claude/prompt-caching>
    ///
    /// @param usage absent when none was reported
    public static Usage.Call ofAnthropic(
            ModelSettings settings, @Nullable JsonNode usage, Duration took) {
        if (usage == null) {
            return uncounted(settings, took);
        }
        return new Usage.Call(
                settings.provider(),
                settings.name(),
                tokens(usage, "input_tokens"),
                tokens(usage, "cache_read_input_tokens"),
                tokens(usage, "cache_creation_input_tokens"),
                tokens(usage, "output_tokens"),
                tokens(usage.path("output_tokens_details"), "thinking_tokens"),
                true,
                seconds(took),
                nanoDollars(usage));
    }

    private static Usage.Call uncounted(ModelSettings settings, Duration took) {
        return new Usage.Call(
                settings.provider(), settings.name(), 0, 0, 0, 0, 0, false, seconds(took), null);
    }

    private static long tokens(JsonNode counts, String name) {
        return Math.max(0, counts.path(name).asLong(0));
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }

    /// OpenRouter says what a call cost, in dollars; absent where nothing is said.
    private static @Nullable Long nanoDollars(JsonNode usage) {
        JsonNode cost = usage.path("cost");
        if (!cost.isNumber()) {
            return null;
        }
        BigDecimal nanos =
                cost.decimalValue().movePointRight(NANO_DIGITS).setScale(0, RoundingMode.HALF_UP);
        boolean sensible = nanos.signum() >= 0 && nanos.compareTo(MAX_NANOS) <= 0;
        return sensible ? (Long) nanos.longValueExact() : null;
    }
}
