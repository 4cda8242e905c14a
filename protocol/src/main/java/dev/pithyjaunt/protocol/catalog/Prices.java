package dev.pithyjaunt.protocol.catalog;

import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a model's tokens cost during some days.
///
/// @param from the first day; absent for since ever
/// @param until the first day on which they hold no more; absent for until further notice
/// @param tiers by length of the prompt; the one with the greatest `fromPromptTokens` that is not
///   above the prompt's tokens holds for all tokens of the call
/// @param source where the figures were found
public record Prices(
        @Nullable LocalDate from, @Nullable LocalDate until, List<Tier> tiers, String source) {

    /// Those of models on machines of one's own.
    static final List<Prices> FREE =
            List.of(
                    new Prices(
                            null,
                            null,
                            List.of(
                                    new Tier(
                                            0,
                                            BigDecimal.ZERO,
                                            BigDecimal.ZERO,
                                            BigDecimal.ZERO,
                                            BigDecimal.ZERO)),
                            "no provider is paid"));

    /// What providers ask for a token written to the cache, at most, where it is not known: a
    /// quarter more than for one that is read.
    private static final BigDecimal DEAREST_WRITE = new BigDecimal("1.25");

    /// Nano-dollars a token for a dollar a million tokens.
    private static final BigDecimal NANOS_PER_TOKEN = BigDecimal.valueOf(1000);

    public Prices {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("prices must have a tier");
        }
    }

    /// Dollars a million tokens.
    ///
    /// @param cachedInput absent when unknown
    /// @param cacheWrite absent when unknown; the input price where writing costs nothing more
    /// @param output reasoning included
    public record Tier(
            long fromPromptTokens,
            BigDecimal input,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrite,
            BigDecimal output) {

        public Tier {
            if (input == null || output == null) {
                throw new IllegalArgumentException(
                        "a tier of prices lacks \"input\" or \"output\"");
            }
            for (BigDecimal price : Arrays.asList(input, cachedInput, cacheWrite, output)) {
                if (price != null && price.signum() < 0) {
                    throw new IllegalArgumentException("a price is less than 0");
                }
            }
        }
    }

    boolean holdOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }

    /// Nano-dollars of a call; empty when its tokens were not counted, or the price of one of their
    /// classes is not known.
    public OptionalLong cost(Usage.Call call) {
        if (!call.counted()) {
            return OptionalLong.empty();
        }
        Tier tier = tier(call.promptTokens());
        Optional<BigDecimal> cached = dollars(call.cachedInputTokens(), tier.cachedInput());
        Optional<BigDecimal> written = dollars(call.cacheWriteTokens(), tier.cacheWrite());
        if (cached.isEmpty() || written.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                nanos(
                        times(call.inputTokens(), tier.input())
                                .add(cached.get())
                                .add(written.get())
                                .add(times(call.outputTokens(), tier.output()))));
    }

    /// The most nano-dollars that a call can take: no token served by a cache, all of them written
    /// to it, in the dearest tier that the prompt can reach.
    public long worstCase(long promptTokens, long outputTokens) {
        return tiers.stream()
                .filter(tier -> tier.fromPromptTokens() <= promptTokens)
                .mapToLong(tier ->
                        nanos(
                                times(promptTokens, dearestInput(tier))
                                        .add(times(outputTokens, tier.output()))))
                .max()
                .orElseGet(() -> nanos(times(outputTokens, tier(promptTokens).output())));
    }

    /// The most nano-dollars that so many tokens can take, whatever their class is and however they
    /// are spread over calls: the dearest class of the dearest tier that a prompt of them can
    /// reach.
    public long dearest(long tokens) {
        BigDecimal price =
                tiers.stream()
                        .filter(tier -> tier.fromPromptTokens() <= tokens)
                        .map(tier -> dearestInput(tier).max(tier.output()))
                        .reduce(tiers.getFirst().output(), BigDecimal::max);
        return nanos(times(tokens, price));
    }

    private static BigDecimal dearestInput(Tier tier) {
        return tier.input()
                .max(
                        tier.cacheWrite() == null
                                ? tier.input().multiply(DEAREST_WRITE)
                                : tier.cacheWrite());
    }

    private Tier tier(long promptTokens) {
        return tiers.stream()
                .filter(tier -> tier.fromPromptTokens() <= promptTokens)
                .max(Comparator.comparingLong(Tier::fromPromptTokens))
                .orElse(tiers.getFirst());
    }

    private static Optional<BigDecimal> dollars(long tokens, @Nullable BigDecimal price) {
        if (tokens == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        return Optional.ofNullable(price).map(known -> times(tokens, known));
    }

    private static BigDecimal times(long tokens, BigDecimal price) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }

    private static long nanos(BigDecimal millionthDollars) {
        return millionthDollars
                .multiply(NANOS_PER_TOKEN)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
