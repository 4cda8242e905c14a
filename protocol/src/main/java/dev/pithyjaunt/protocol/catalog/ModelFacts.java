package dev.pithyjaunt.protocol.catalog;

import dev.pithyjaunt.protocol.EditForm;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One model of a provider.
///
/// @param name as the provider knows it, or as it was asked for
/// @param known whether the catalog names it; otherwise its limits are the provider's safe ones
/// @param contextTokens of prompt and answer together
/// @param maxOutputTokens of an answer, reasoning included
/// @param takesTemperature whether it takes sampling parameters; most refuse them
/// @param minCacheTokens the shortest prefix that the provider caches on a mark; 0 when it needs
///   none, or none is known
/// @param shutdown the day on which it leaves the API
/// @param prices by day; empty when unknown
public record ModelFacts(
        String provider,
        String name,
        boolean known,
        WireProtocol protocol,
        int contextTokens,
        int maxOutputTokens,
        boolean takesTemperature,
        int minCacheTokens,
        EditForm editForm,
        @Nullable LocalDate shutdown,
        List<Prices> prices) {

    public ModelFacts {
        if (contextTokens < 1 || maxOutputTokens < 1) {
            throw new IllegalArgumentException(
                    "%s of %s: contextTokens and maxOutputTokens must be positive"
                            .formatted(name, provider));
        }
        prices = List.copyOf(prices);
    }

    /// The prices that hold on a day; empty when they are not known.
    public Optional<Prices> pricesOn(LocalDate day) {
        return prices.stream().filter(price -> price.holdOn(day)).findFirst();
    }

    /// Tokens that a prompt may have, so that an answer still fits behind it.
    ///
    /// @param outputTokens room for the answer
    public int maxPromptTokens(int outputTokens) {
        return Math.max(0, contextTokens - Math.min(outputTokens, maxOutputTokens));
    }
}
