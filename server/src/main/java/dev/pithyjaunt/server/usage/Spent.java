package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was spent: tokens by class, which do not overlap, and money. A sum with an unknown part is
/// unknown.
///
/// @param counted whether the providers reported the tokens of every call
/// @param nanoDollars 10⁻⁹ dollars; absent: unknown
public record Spent(
        long calls,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        boolean counted,
        @Nullable Long nanoDollars) {

    public static final Spent NOTHING = new Spent(0, 0, 0, 0, 0, 0, true, 0L);

    /// @param isWhole whether no calls mean that none was made, and not that none was heard of
    static Spent of(Usage usage, boolean isWhole) {
        List<Usage.Call> calls = usage.calls();
        if (calls.isEmpty()) {
            return isWhole ? NOTHING : new Spent(0, 0, 0, 0, 0, 0, true, null);
        }
        return calls.stream().map(Spent::of).reduce(NOTHING, Spent::plus);
    }

    private static Spent of(Usage.Call call) {
        return new Spent(
                1,
                call.inputTokens(),
                call.cachedInputTokens(),
                call.cacheWriteTokens(),
                call.outputTokens(),
                call.reasoningTokens(),
                call.counted(),
                call.nanoDollars());
    }

    Spent plus(Spent other) {
        return new Spent(
                calls + other.calls,
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                outputTokens + other.outputTokens,
                reasoningTokens + other.reasoningTokens,
                counted && other.counted,
                sum(nanoDollars, other.nanoDollars));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return null;
        }
        long sum = one + other;
        return sum <= CallCosts.MAX_NANO_DOLLARS ? (Long) sum : null;
    }

    /// All prompt tokens, cached or not.
    public long promptTokens() {
        return inputTokens + cachedInputTokens + cacheWriteTokens;
    }

    /// In JSON beside the figure: `$0.0123`, or `unknown`.
    public String getCost() {
        return Dollars.inWords(nanoDollars);
    }
}
