package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the model calls of an execution took, in order.
public record Usage(List<Call> calls) {

    public static final Usage NONE = new Usage(List.of());

    public Usage {
        calls = List.copyOf(calls);
    }

    /// Tokens of all prompts, whoever served them.
    public long promptTokens() {
        return calls.stream().mapToLong(Call::promptTokens).sum();
    }

    public long outputTokens() {
        return calls.stream().mapToLong(Call::outputTokens).sum();
    }

    /// What all calls cost; absent when that of one is not known.
    public @Nullable Long nanoDollars() {
        long sum = 0;
        for (Call call : calls) {
            if (call.nanoDollars() == null) {
                return null;
            }
            sum += call.nanoDollars();
        }
        return sum;
    }

    /// The tokens in words, as `1,234 in, 56 out`.
    public String inWords() {
        long uncounted = calls.stream().filter(call -> !call.counted()).count();
        if (uncounted == calls.size() && uncounted > 0) {
            return "not counted by the provider";
        }
        String counted = "%,d in, %,d out".formatted(promptTokens(), outputTokens());
        return uncounted == 0
                ? counted
                : counted + ", and %d of %d calls not counted".formatted(uncounted, calls.size());
    }

    /// One call that was answered, or broke off when the provider had begun to work on it. Token
    /// classes do not overlap: what a provider counts inside another class has been subtracted
    /// there.
    ///
    /// @param inputTokens prompt tokens that no cache served
    /// @param cachedInputTokens prompt tokens served by the provider's cache
    /// @param cacheWriteTokens prompt tokens written to the provider's cache
    /// @param outputTokens answer tokens, reasoning included
    /// @param reasoningTokens the part of outputTokens that was reasoning
    /// @param counted whether the provider reported these; otherwise all are zero because unknown
    /// @param seconds wall time of the call
    /// @param nanoDollars cost in 10⁻⁹ dollars; absent when the price is unknown
    public record Call(
            String provider,
            String model,
            long inputTokens,
            long cachedInputTokens,
            long cacheWriteTokens,
            long outputTokens,
            long reasoningTokens,
            boolean counted,
            double seconds,
            @Nullable Long nanoDollars) {

        /// One of which nobody said what it took.
        public static Call uncounted(String provider, String model, double seconds) {
            return new Call(provider, model, 0, 0, 0, 0, 0, false, seconds, null);
        }

        /// The same with another cost.
        public Call costing(@Nullable Long cost) {
            return new Call(
                    provider,
                    model,
                    inputTokens,
                    cachedInputTokens,
                    cacheWriteTokens,
                    outputTokens,
                    reasoningTokens,
                    counted,
                    seconds,
                    cost);
        }

        /// Tokens of the prompt, whoever served them.
        public long promptTokens() {
            return inputTokens + cachedInputTokens + cacheWriteTokens;
        }
    }
}
