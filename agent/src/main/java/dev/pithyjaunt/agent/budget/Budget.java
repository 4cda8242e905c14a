package dev.pithyjaunt.agent.budget;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.Prices;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The tokens and the money of one execution: asked before each call for what it may take at worst,
/// told after it what it took. A call whose tokens nobody counted, or whose price is not known,
/// counts as its worst case where money is limited.
///
/// Not thread-safe.
public final class Budget {

    /// Fewer hold no answer.
    static final int MIN_OUTPUT_TOKENS = 1_000;

    private final Limits limits;
    private final InstantSource clock;
    private long tokens;
    private long nanoDollars;

    public Budget(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Tokens of all calls so far.
    public long tokens() {
        return tokens;
    }

    /// Why none of these models may be asked at all: there is a limit on money, and nobody knows
    /// what one of them costs. Empty when all may be.
    public Optional<String> findObstacle(List<ModelFacts> models) {
        if (limits.nanoDollars() == null && limits.callNanoDollars() == null) {
            return Optional.empty();
        }
        return models.stream()
                .filter(model -> prices(model).isEmpty())
                .findFirst()
                .map(Budget::withoutPrice);
    }

    private static String withoutPrice(ModelFacts model) {
        return "there is a limit on money, and the price of %s (%s) is not known: add it to a file that JAUNT_MODELS names, or take the limit away"
                .formatted(model.provider(), model.name());
    }

    /// Whether one more call may be made, and how long its answer may be.
    ///
    /// @param promptTokens of the call, measured high
    public Room room(ModelFacts model, int promptTokens) {
        int window = model.contextTokens() - promptTokens;
        if (window < MIN_OUTPUT_TOKENS) {
            return new Room.Exceeded(
                    "the conversation of about %,d tokens leaves no room for an answer in the %,d that %s holds"
                            .formatted(promptTokens, model.contextTokens(), model.name()));
        }
        long output = Math.min(window, Math.min(limits.outputTokens(), model.maxOutputTokens()));
        long left = limits.tokens() - tokens - promptTokens;
        if (left < MIN_OUTPUT_TOKENS) {
            return new Room.Exceeded(
                    "the limit of %,d tokens for an execution is reached: %,d are used, and the next prompt alone has about %,d"
                            .formatted(limits.tokens(), tokens, promptTokens));
        }
        output = Math.min(output, left);
        Long callTokens = limits.callTokens();
        if (callTokens != null) {
            if (callTokens - promptTokens < MIN_OUTPUT_TOKENS) {
                return new Room.Exceeded(
                        "the limit of %,d tokens for one call is reached: its prompt alone has about %,d"
                                .formatted(callTokens, promptTokens));
            }
            output = Math.min(output, callTokens - promptTokens);
        }
        return withinMoney(model, promptTokens, output);
    }

    private Room withinMoney(ModelFacts model, int promptTokens, long output) {
        Long execution = limits.nanoDollars();
        Long call = limits.callNanoDollars();
        if (execution == null && call == null) {
            return new Room.Granted(Math.toIntExact(output));
        }
        Optional<Prices> prices = prices(model);
        if (prices.isEmpty()) {
            return new Room.Exceeded(withoutPrice(model));
        }
        return withinMoney(prices.get(), execution, call, promptTokens, output);
    }

    private Room withinMoney(
            Prices prices,
            @Nullable Long execution,
            @Nullable Long call,
            int promptTokens,
            long output) {
        long left = execution == null ? Long.MAX_VALUE : execution - nanoDollars;
        long most = call == null ? left : Math.min(left, call);
        if (prices.worstCase(promptTokens, MIN_OUTPUT_TOKENS) > most) {
            String next = Dollars.inWords(prices.worstCase(promptTokens, MIN_OUTPUT_TOKENS));
            return new Room.Exceeded(
                    call != null && most == call
                            ? "the limit of %s for one call is reached: the next may take %s for a short answer"
                                    .formatted(Dollars.inWords(call), next)
                            : "the limit of %s for an execution is reached: %s are used, and the next call may take %s for a short answer"
                                    .formatted(
                                            Dollars.inWords(execution),
                                            Dollars.inWords(nanoDollars),
                                            next));
        }
        return new Room.Granted(Math.toIntExact(affordable(prices, promptTokens, output, most)));
    }

    /// The longest answer that can't cost more.
    private static long affordable(Prices prices, int promptTokens, long output, long most) {
        long low = MIN_OUTPUT_TOKENS;
        long high = output;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (prices.worstCase(promptTokens, middle) <= most) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Math.min(low, output);
    }

    /// Counts a call that was answered.
    ///
    /// @param promptTokens as measured
    /// @param answerTokens as measured, for providers that count nothing
    /// @return the call with its cost, where that is known: the provider's own figure before ours
    public Usage.Call take(ModelFacts model, int promptTokens, int answerTokens, Usage.Call call) {
        Usage.Call priced = call.nanoDollars() == null ? call.costing(cost(model, call)) : call;
        if (call.counted()) {
            tokens += call.promptTokens() + call.outputTokens();
        } else {
            tokens += promptTokens + answerTokens;
        }
        Long known = priced.nanoDollars();
        if (known != null) {
            nanoDollars += known;
        } else if (call.counted()) {
            nanoDollars += worstCase(model, call.promptTokens(), call.outputTokens());
        } else {
            nanoDollars += worstCase(model, promptTokens, answerTokens);
        }
        return priced;
    }

    private @Nullable Long cost(ModelFacts model, Usage.Call call) {
        var cost = prices(model).map(prices -> prices.cost(call));
        return cost.isPresent() && cost.get().isPresent() ? cost.get().getAsLong() : null;
    }

    /// Counts a call that broke off: the provider may ask for the money all the same.
    ///
    /// @param promptTokens as measured
    /// @param outputTokens as granted
    public void lose(ModelFacts model, int promptTokens, int outputTokens) {
        tokens += promptTokens + outputTokens;
        nanoDollars += worstCase(model, promptTokens, outputTokens);
    }

    private long worstCase(ModelFacts model, long promptTokens, long outputTokens) {
        return prices(model).map(prices -> prices.worstCase(promptTokens, outputTokens)).orElse(0L);
    }

    private Optional<Prices> prices(ModelFacts model) {
        Instant now = clock.instant();
        return model.pricesOn(LocalDate.ofInstant(now, ZoneOffset.UTC));
    }
}
