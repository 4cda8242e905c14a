package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.budget.Estimate;
import dev.pithyjaunt.protocol.Dollars;

import org.jspecify.annotations.Nullable;

/// What an execution is likely to take, and what it can take at worst.
///
/// @param promptTokens of the first prompt
/// @param shownFiles whose contents, whole or in part, are in it
public record EstimateResult(
        String provider,
        String model,
        int promptTokens,
        int shownFiles,
        Estimate.Tokens expected,
        Estimate.Tokens worst) {

    /// For people.
    String inWords() {
        return """
        %s (%s)
        prompt     about %,d tokens, with %,d files
        expected   %s
        at worst   %s
        """
                .formatted(
                        provider,
                        model,
                        promptTokens,
                        shownFiles,
                        inWords(expected),
                        inWords(worst));
    }

    private static String inWords(Estimate.Tokens tokens) {
        String cached =
                tokens.cachedTokens() == 0
                        ? ""
                        : " (%,d of them from the provider's cache)"
                                .formatted(tokens.cachedTokens());
        return "%d calls, %,d tokens in%s, %,d out: %s"
                .formatted(
                        tokens.calls(),
                        tokens.promptTokens(),
                        cached,
                        tokens.outputTokens(),
                        cost(tokens.nanoDollars()));
    }

    private static String cost(@Nullable Long nanoDollars) {
        return nanoDollars == null ? "price not known" : Dollars.inWords(nanoDollars);
    }
}
