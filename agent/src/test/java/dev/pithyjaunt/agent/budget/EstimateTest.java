package dev.pithyjaunt.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.ListedModel;
import dev.pithyjaunt.agent.budget.Estimate.Tokens;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

class EstimateTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    /// 2.00 in, 0.10 cached, 2.50 written, 10.00 out.
    private static final ModelFacts PRICED = ModelCatalog.standard().model("openai", "gpt-6.1-sol");

    private static Limits limits(
            @Nullable Long nanos, @Nullable Long callTokens, @Nullable Long callNanos) {
        return new Limits(
                Instant.EPOCH, 24_000, 8_000, 180, 3, 500_000, nanos, callTokens, callNanos);
    }

    private static Estimate estimate(Limits limits, ModelFacts... models) {
        return Estimate.of(List.of(models), 10_000, limits, 15, DAY);
    }

    @Test
    void expectedAreTwoRoundsOfLookupsAndAnAnswer() {
        // Prompts of 10,000, 12,800 and 15,600 tokens, of which the first two are read from the
        // cache.
        assertThat(estimate(limits(null, null, null), PRICED).expected())
                .isEqualTo(
                        new Tokens(
                                3,
                                38_400,
                                22_800,
                                2_100,
                                15_600L * 2_000 + 22_800 * 100 + 2_100 * 10_000));
    }

    @Test
    void worstIsEveryCallWithinTheTokens() {
        // 15 answers of 8,000 tokens, and all that is left of 500,000 for prompts.
        assertThat(estimate(limits(null, null, null), PRICED).worst())
                .isEqualTo(
                        new Tokens(15, 380_000, 0, 120_000, 380_000L * 5_000 + 120_000L * 15_000));
    }

    @Test
    void limitsOfMoneyAndOfOneCallHoldIt() {
        assertThat(estimate(limits(1_000L, null, null), PRICED).worst().nanoDollars())
                .isEqualTo(1_000);
        assertThat(estimate(limits(null, null, 1_000L), PRICED).worst().nanoDollars())
                .isEqualTo(15_000);
        assertThat(estimate(limits(null, 12_000L, null), PRICED).worst())
                .extracting(Tokens::promptTokens, Tokens::outputTokens)
                .containsExactly(150_000L, 30_000L);
    }

    @Test
    void dearestModelThatMayBeAskedIsTheWorstAndOneWithoutAPriceDearerStill() {
        ModelFacts dear = ModelCatalog.standard().model("openai", "gpt-6-astra");
        ModelFacts unknown = ListedModel.facts("x", 100_000);
        Limits limits = limits(null, null, null);

        assertThat(estimate(limits, PRICED, dear).worst())
                .isEqualTo(estimate(limits, dear).worst());
        assertThat(estimate(limits, PRICED, unknown).worst().nanoDollars()).isNull();
        assertThat(estimate(limits, PRICED, dear).expected())
                .isEqualTo(estimate(limits, PRICED).expected());
    }
}
