package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/// What calls cost by the catalog's prices of their day. A runner's own figure is taken only of
/// OpenRouter, which reports what it charges.
final class CallCosts {

    private static final String REPORTS_COST = "openrouter";

    /// More, about nine million dollars, is no cost of a call or an execution but a mistake.
    static final long MAX_NANO_DOLLARS = 9_007_199_254_740_991L;

    private final ModelCatalog catalog;

    CallCosts(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    Usage priced(Usage usage, Instant at) {
        return new Usage(usage.calls().stream().map(call -> priced(call, at)).toList());
    }

    /// The call with its cost in 10⁻⁹ dollars, which is absent when it is not known.
    Usage.Call priced(Usage.Call call, Instant at) {
        return new Usage.Call(
                call.provider(),
                call.model(),
                call.inputTokens(),
                call.cachedInputTokens(),
                call.cacheWriteTokens(),
                call.outputTokens(),
                call.reasoningTokens(),
                call.counted(),
                call.seconds(),
                cost(call, at));
    }

    private @Nullable Long cost(Usage.Call call, Instant at) {
        if (call.provider().equals(REPORTS_COST) && call.nanoDollars() != null) {
            return call.nanoDollars();
        }
        if (catalog.findProvider(call.provider()).isEmpty()) {
            return null;
        }
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        try {
            OptionalLong cost =
                    catalog.model(call.provider(), call.model())
                            .pricesOn(day)
                            .map(prices -> prices.cost(call))
                            .orElse(OptionalLong.empty());
            return cost.isPresent() && cost.getAsLong() <= MAX_NANO_DOLLARS
                    ? (Long) cost.getAsLong()
                    : null;
        } catch (ArithmeticException _) {
            return null;
        }
    }
}
