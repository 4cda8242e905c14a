package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Usage with its sums. A sum with an unknown part is unknown.
///
/// @param counted whether the provider reported the tokens of every call
/// @param nanoDollars absent: unknown
record UsageView(
        List<Usage.Call> calls,
        boolean counted,
        long tokensIn,
        long tokensOut,
        double seconds,
        @Nullable Long nanoDollars) {

    static UsageView of(Usage usage) {
        List<Usage.Call> calls = usage.calls();
        boolean priced = calls.stream().allMatch(call -> call.nanoDollars() != null);
        return new UsageView(
                calls,
                calls.stream().allMatch(Usage.Call::counted),
                calls.stream().mapToLong(UsageView::tokensIn).sum(),
                usage.outputTokens(),
                calls.stream().mapToDouble(Usage.Call::seconds).sum(),
                priced ? calls.stream().mapToLong(UsageView::cost).sum() : null);
    }

    /// All prompt tokens, cached or not.
    static long tokensIn(Usage.Call call) {
        return call.inputTokens() + call.cachedInputTokens() + call.cacheWriteTokens();
    }

    private static long cost(Usage.Call call) {
        Long cost = call.nanoDollars();
        return cost == null ? 0 : cost;
    }
}
