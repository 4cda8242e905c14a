package dev.pithyjaunt.agent.budget;

import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.Prices;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What an execution is likely to take, and what it can take at worst, told before anything is
/// paid.
///
/// Expected are two answers that look something up and one that states the change, each prompt
/// served by the provider's cache as far as it was sent before. At worst, every call is made that
/// may be, every answer is as long as it may be, and no cache serves anything; the limits hold
/// both.
public record Estimate(Tokens expected, Tokens worst) {

    private static final int ROUNDS = 2;

    /// Of one round's calls and of what they bring.
    private static final int ROUND_OUTPUT = 300;

    private static final int ROUND_LOOKED_UP = 2_500;

    /// Of the answer that states the change.
    private static final int ANSWER = 1_500;

    /// @param calls of the model
    /// @param promptTokens of all calls
    /// @param cachedTokens the part of them that the provider's cache serves
    /// @param outputTokens of all calls
    /// @param nanoDollars absent when the price is not known
    public record Tokens(
            int calls,
            long promptTokens,
            long cachedTokens,
            long outputTokens,
            @Nullable Long nanoDollars) {}

    /// @param models in the order in which they take over from one another
    /// @param promptTokens of the first prompt
    /// @param maxCalls of the model
    public static Estimate of(
            List<ModelFacts> models, int promptTokens, Limits limits, int maxCalls, LocalDate day) {
        return new Estimate(
                expected(models.getFirst(), promptTokens, limits, day),
                models.stream()
                        .map(model -> worst(model, promptTokens, limits, maxCalls, day))
                        .reduce(Estimate::dearer)
                        .orElseThrow());
    }

    private static Tokens expected(
            ModelFacts model, int promptTokens, Limits limits, LocalDate day) {
        long prompts = 0;
        long cached = 0;
        long prompt = promptTokens;
        for (int call = 0; call <= ROUNDS; call++) {
            prompts += prompt;
            if (call < ROUNDS) {
                cached += prompt;
                prompt += ROUND_OUTPUT + ROUND_LOOKED_UP;
            }
        }
        long output = (long) ROUNDS * ROUND_OUTPUT + ANSWER;
        Optional<Prices> prices = model.pricesOn(day);
        boolean caches = prices.map(known -> known.tiers().getFirst().cachedInput()).isPresent();
        long served = caches ? cached : 0;
        Usage.Call call =
                new Usage.Call(
                        model.provider(),
                        model.name(),
                        prompts - served,
                        served,
                        0,
                        output,
                        0,
                        true,
                        0,
                        null);
        Long cost =
                prices.map(known -> known.cost(call))
                        .filter(known -> known.isPresent())
                        .map(known -> known.getAsLong())
                        .orElse(null);
        return held(new Tokens(ROUNDS + 1, prompts, served, output, cost), limits);
    }

    private static Tokens worst(
            ModelFacts model, int promptTokens, Limits limits, int calls, LocalDate day) {
        long callTokens = limits.callTokens() == null ? Long.MAX_VALUE : limits.callTokens();
        long answer =
                Math.min(
                        Math.min(limits.outputTokens(), model.maxOutputTokens()),
                        Math.max(0, callTokens - promptTokens));
        long output = Math.min(calls * answer, Math.max(0, limits.tokens() - promptTokens));
        long longest =
                Math.min(model.maxPromptTokens(Budget.MIN_OUTPUT_TOKENS), callTokens - answer);
        long prompts = Math.min(calls * longest, limits.tokens() - output);
        Long cost = model.pricesOn(day).map(known -> known.worstCase(prompts, output)).orElse(null);
        return held(new Tokens(calls, prompts, 0, output, cost), limits);
    }

    /// The budget refuses a call before it goes over.
    private static Tokens held(Tokens tokens, Limits limits) {
        Long most = limits.nanoDollars();
        Long perCall = limits.callNanoDollars();
        if (perCall != null) {
            long all = perCall * tokens.calls();
            most = most == null ? (Long) all : (Long) Math.min(most, all);
        }
        Long cost = tokens.nanoDollars();
        return most == null || cost == null || cost <= most
                ? tokens
                : new Tokens(
                        tokens.calls(),
                        tokens.promptTokens(),
                        tokens.cachedTokens(),
                        tokens.outputTokens(),
                        most);
    }

    /// An unknown cost is dearer than any.
    private static Tokens dearer(Tokens one, Tokens other) {
        Long cost = one.nanoDollars();
        Long otherCost = other.nanoDollars();
        return cost == null || (otherCost != null && cost >= otherCost) ? one : other;
    }
}
