package dev.pithyjaunt.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.ListedModel;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.Prices;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class BudgetTest {

    /// One dollar a million of the prompt, ten of the answer.
    private static final Prices PRICES =
            new Prices(
                    null,
                    null,
                    List.of(
                            new Prices.Tier(
                                    0,
                                    BigDecimal.ONE,
                                    new BigDecimal("0.1"),
                                    new BigDecimal("1.25"),
                                    BigDecimal.TEN)),
                    "a test");

    private static final ModelFacts PRICED = ListedModel.facts("priced", 100_000, PRICES);
    private static final ModelFacts UNPRICED = ListedModel.facts("unpriced", 100_000);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private static Budget budget(
            long tokens,
            @Nullable Long nanos,
            @Nullable Long callTokens,
            @Nullable Long callNanos) {
        return new Budget(
                new Limits(
                        Instant.EPOCH, 24_000, 8_000, 180, 3, tokens, nanos, callTokens, callNanos),
                CLOCK);
    }

    private static Usage.Call call(long prompt, long output) {
        return new ListedModel(PRICED).call(prompt, output);
    }

    @Test
    void answerIsAsLongAsTheLimitTheModelAndTheWindowAllow() {
        Budget budget = budget(500_000, null, null, null);

        assertThat(budget.room(UNPRICED, 1_000)).isEqualTo(new Room.Granted(8_000));
        assertThat(budget.room(UNPRICED, 95_000)).isEqualTo(new Room.Granted(5_000));
        assertThat(budget.room(UNPRICED, 99_500))
                .isEqualTo(
                        new Room.Exceeded(
                                "the conversation of about 99,500 tokens leaves no room for an answer in the 100,000 that scripted holds"));
    }

    @Test
    void tokensOfAnExecutionEnd() {
        Budget budget = budget(20_000, null, null, null);
        budget.take(UNPRICED, 10_000, 8_000, call(9_000, 1_000));

        assertThat(budget.tokens()).isEqualTo(10_000);
        assertThat(budget.room(UNPRICED, 5_000)).isEqualTo(new Room.Granted(5_000));
        assertThat(budget.room(UNPRICED, 9_500))
                .isEqualTo(
                        new Room.Exceeded(
                                "the limit of 20,000 tokens for an execution is reached: 10,000 are used, and the next prompt alone has about 9,500"));
    }

    @Test
    void oneCallHasALimitOfItsOwn() {
        Budget budget = budget(500_000, null, 10_000L, null);

        assertThat(budget.room(UNPRICED, 6_000)).isEqualTo(new Room.Granted(4_000));
        assertThat(budget.room(UNPRICED, 9_500))
                .isEqualTo(
                        new Room.Exceeded(
                                "the limit of 10,000 tokens for one call is reached: its prompt alone has about 9,500"));
    }

    @Test
    void answerIsNoLongerThanTheMoneyForIt() {
        // 10,000 of the prompt take $0.0125 at worst, 5,000 of the answer $0.05.
        Budget budget = budget(500_000, 62_500_000L, null, null);

        assertThat(budget.room(PRICED, 10_000)).isEqualTo(new Room.Granted(5_000));
        assertThat(budget(500_000, null, null, 62_500_000L).room(PRICED, 10_000))
                .isEqualTo(new Room.Granted(5_000));
    }

    @Test
    void moneyOfAnExecutionEnds() {
        Budget budget = budget(500_000, 62_500_000L, null, null);

        assertThat(budget.take(PRICED, 10_000, 5_000, call(10_000, 4_000)).nanoDollars())
                .isEqualTo(50_000_000L);
        assertThat(budget.room(PRICED, 10_000))
                .isEqualTo(
                        new Room.Exceeded(
                                "the limit of $0.0625 for an execution is reached: $0.0500 are used, and the next call may take $0.0225 for a short answer"));
        assertThat(budget(500_000, null, null, 1_000_000L).room(PRICED, 10_000))
                .isEqualTo(
                        new Room.Exceeded(
                                "the limit of $0.0010 for one call is reached: the next may take $0.0225 for a short answer"));
    }

    @Test
    void limitOnMoneyCantBeKeptWithoutAPrice() {
        assertThat(budget(500_000, 1_000_000_000L, null, null).room(UNPRICED, 10))
                .isEqualTo(
                        new Room.Exceeded(
                                "there is a limit on money, and the price of unpriced (scripted) is not known: add it to a file that JAUNT_MODELS names, or take the limit away"));
    }

    @Test
    void callThatNobodyCountedCountsAsItsWorstCase() {
        Budget budget = budget(500_000, 100_000_000L, null, null);
        Usage.Call uncounted = new Usage.Call("p", "m", 0, 0, 0, 0, 0, false, 1, null);

        assertThat(budget.take(PRICED, 10_000, 5_000, uncounted).nanoDollars()).isNull();
        assertThat(budget.tokens()).isEqualTo(15_000);
        assertThat(budget.room(PRICED, 10_000)).isEqualTo(new Room.Granted(2_500));
    }

    @Test
    void callThatBrokeOffCountsWithAllThatItWasGranted() {
        Budget budget = budget(500_000, 100_000_000L, null, null);
        budget.lose(PRICED, 10_000, 2_000);

        assertThat(budget.tokens()).isEqualTo(12_000);
        // 67,500,000 are left, and 12,500,000 of them are for the prompt.
        assertThat(budget.room(PRICED, 10_000)).isEqualTo(new Room.Granted(5_500));
    }

    @Test
    void modelWithoutAPriceIsAnObstacleOnlyWhereMoneyIsLimited() {
        List<ModelFacts> models = List.of(PRICED, UNPRICED);

        assertThat(budget(500_000, null, null, null).findObstacle(models)).isEmpty();
        assertThat(budget(500_000, null, null, 1L).findObstacle(List.of(PRICED))).isEmpty();
        assertThat(budget(500_000, 1L, null, null).findObstacle(models))
                .hasValue(
                        "there is a limit on money, and the price of unpriced (scripted) is not known: add it to a file that JAUNT_MODELS names, or take the limit away");
    }

    @Test
    void costThatTheProviderReportsHolds() {
        Usage.Call reported = call(10_000, 100).costing(7L);

        assertThat(
                        budget(500_000, 100_000_000L, null, null)
                                .take(PRICED, 10_000, 5_000, reported)
                                .nanoDollars())
                .isEqualTo(7L);
    }

    @Property
    void noRowOfCallsTakesMoreThanTheLimits(
            @ForAll @LongRange(min = 1_000, max = 300_000) long tokens,
            @ForAll @LongRange(min = 1_000_000, max = 900_000_000) long nanos,
            @ForAll List<@IntRange(min = 1, max = 90_000) Integer> prompts) {
        Budget budget = budget(tokens, nanos, null, null);
        long usedTokens = 0;
        long usedNanos = 0;
        for (int prompt : prompts) {
            if (budget.room(PRICED, prompt) instanceof Room.Granted(int output)) {
                Usage.Call call =
                        budget.take(
                                PRICED,
                                prompt,
                                output,
                                new Usage.Call("p", "m", 0, 0, prompt, output, 0, true, 1, null));
                usedTokens += call.promptTokens() + call.outputTokens();
                Long cost = call.nanoDollars();
                usedNanos += cost == null ? 0 : cost;
            }
        }
        assertThat(usedTokens).isLessThanOrEqualTo(tokens).isEqualTo(budget.tokens());
        assertThat(usedNanos).isLessThanOrEqualTo(nanos);
    }
}
