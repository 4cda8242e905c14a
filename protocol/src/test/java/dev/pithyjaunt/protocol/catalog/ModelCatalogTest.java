package dev.pithyjaunt.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Usage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

class ModelCatalogTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final ModelCatalog CATALOG = ModelCatalog.standard();

    @TempDir Path folder;

    private static Usage.Call call(long input, long cached, long written, long output) {
        return new Usage.Call("p", "m", input, cached, written, output, 0, true, 1, null);
    }

    private static Prices prices(String provider, String model, LocalDate day) {
        return CATALOG.model(provider, model).pricesOn(day).orElseThrow();
    }

    @Test
    void tokensOfEachClassCostTheirOwnPrice() {
        // 1,000 at 2.00, 10,000 at 0.10, 100 at 2.50, 50 at 10.00 dollars a million
        assertThat(prices("openai", "gpt-6.1-sol", DAY).cost(call(1_000, 10_000, 100, 50)))
                .hasValue(2_000_000 + 1_000_000 + 250_000 + 500_000);
    }

    @Test
    void longPromptIsDearerAsAWhole() {
        Prices prices = prices("openai", "gpt-6.1-sol", DAY);

        assertThat(prices.cost(call(272_000, 0, 0, 1))).hasValue(272_000L * 2_000 + 10_000);
        assertThat(prices.cost(call(272_001, 0, 0, 1))).hasValue(272_001L * 4_000 + 15_000);
        assertThat(prices.cost(call(1, 272_000, 0, 0))).hasValue(4_000 + 272_000L * 200);
    }

    @Test
    void dearestIsTheDearestClassOfTheDearestTierThatCanBeReached() {
        Prices prices = prices("openai", "gpt-6.1-sol", DAY);

        assertThat(prices.dearest(272_000)).isEqualTo(272_000L * 10_000);
        assertThat(prices.dearest(272_001)).isEqualTo(272_001L * 15_000);
        assertThat(prices.dearest(0)).isZero();
    }

    @Test
    void priceOfTheDayHolds() {
        Usage.Call call = call(0, 1_000_000, 0, 0);

        assertThat(prices("anthropic", "claude-sonnet-5-5", LocalDate.of(2026, 10, 6)).cost(call))
                .hasValue(200_000_000);
        assertThat(prices("anthropic", "claude-sonnet-5-5", LocalDate.of(2026, 10, 7)).cost(call))
                .hasValue(100_000_000);
    }

    @Test
    void costIsUnknownRatherThanGuessed() {
        Prices prices = prices("openai", "gpt-6.2-sol", DAY);

        assertThat(prices.cost(call(10, 0, 0, 10))).hasValue(10 * 2_000 + 10 * 10_000);
        assertThat(prices.cost(call(10, 1, 0, 10))).isEmpty();
        assertThat(prices.cost(call(10, 0, 1, 10))).isEmpty();
        assertThat(prices.cost(new Usage.Call("p", "m", 0, 0, 0, 0, 0, false, 1, null))).isEmpty();
    }

    @Test
    void worstCaseIsTheDearestClassOfTheDearestTierThatThePromptReaches() {
        Prices prices = prices("openai", "gpt-6.1-sol", DAY);

        assertThat(prices.worstCase(1_000, 100)).isEqualTo(1_000 * 2_500 + 100 * 10_000);
        assertThat(prices.worstCase(300_000, 100)).isEqualTo(300_000L * 5_000 + 100 * 15_000);
        assertThat(prices.worstCase(0, 1)).isEqualTo(10_000);
    }

    @Test
    void writingToTheCacheIsDearAtWorstWhereItsPriceIsNotKnown() {
        assertThat(prices("openai", "gpt-6.2-sol", DAY).worstCase(1_000, 0))
                .isEqualTo(1_000 * 2_500);
    }

    @Test
    void worstCaseIsNeverBelowTheCost() {
        for (ModelFacts model : CATALOG.models()) {
            Prices prices = model.pricesOn(DAY).orElse(null);
            if (prices != null) {
                assertThat(prices.cost(call(7, 0, 0, 5)).orElseThrow())
                        .as(model.name())
                        .isLessThanOrEqualTo(prices.worstCase(7, 5));
            }
        }
        assertThat(CATALOG.models()).hasSizeGreaterThan(40);
    }

    @Test
    void datedVersionHasTheFactsOfItsModel() {
        assertThat(CATALOG.model("openai", "gpt-4o-2024-08-06"))
                .satisfies(model -> {
                    assertThat(model.name()).isEqualTo("gpt-4o-2024-08-06");
                    assertThat(model.known()).isTrue();
                    assertThat(model.shutdown()).isEqualTo(LocalDate.of(2027, 1, 14));
                    assertThat(model.protocol()).isEqualTo(WireProtocol.CHAT);
                });
        assertThat(CATALOG.model("openai", "gpt-4o-2024-05-13").shutdown())
                .isEqualTo(LocalDate.of(2026, 10, 23));
        assertThat(CATALOG.model("anthropic", "claude-haiku-4-5-20251001").known()).isTrue();
    }

    @Test
    void modelNobodyKnowsGetsSafeLimitsAndNoPrice() {
        ModelFacts model = CATALOG.model("openai", "gpt-99");

        assertThat(model.known()).isFalse();
        assertThat(model.contextTokens()).isEqualTo(128_000);
        assertThat(model.maxOutputTokens()).isEqualTo(16_384);
        assertThat(model.pricesOn(DAY)).isEmpty();
        assertThat(model.maxPromptTokens(20_000)).isEqualTo(128_000 - 16_384);
    }

    @Test
    void modelBehindAGatewayIsThatOfItsVendor() {
        ModelFacts model = CATALOG.model("openrouter", "anthropic/claude-sonnet-4.6");

        assertThat(model.provider()).isEqualTo("openrouter");
        assertThat(model.protocol()).isEqualTo(WireProtocol.CHAT);
        assertThat(model.maxOutputTokens()).isEqualTo(64_000);
        assertThat(model.pricesOn(DAY)).isPresent();
        assertThat(CATALOG.model("openrouter", "openai/gpt-6.1-sol").known()).isTrue();
        assertThat(CATALOG.model("openrouter", "acme/brain").contextTokens()).isEqualTo(64_000);
    }

    @Test
    void modelOnAMachineOfOnesOwnCostsNothing() {
        assertThat(prices("ollama", "qwen3", DAY).cost(call(10, 10, 10, 10))).hasValue(0);
    }

    @Test
    void fileAddsModelsAndSaysOtherwise() throws IOException {
        Path file = folder.resolve("models.json");
        Files.writeString(
                file,
                """
                {"checkedOn": "2026-12-01",
                 "models": [{"provider": "openai", "name": "gpt-6.1-sol", "contextTokens": 500,
                   "maxOutputTokens": 100, "prices": [{"source": "a contract",
                     "tiers": [{"fromPromptTokens": 0, "input": 1, "output": 2}]}]}]}
                """);

        ModelCatalog catalog = CATALOG.with(file);

        assertThat(catalog.model("openai", "gpt-6.1-sol").contextTokens()).isEqualTo(500);
        assertThat(
                        catalog.model("openai", "gpt-6.1-sol")
                                .pricesOn(DAY)
                                .orElseThrow()
                                .worstCase(10, 1))
                .isEqualTo(10 * 1_250 + 2_000);
        assertThat(catalog.model("openai", "gpt-4o").known()).isTrue();
        assertThat(catalog.checkedOn()).isEqualTo(LocalDate.of(2026, 12, 1));
    }

    @Test
    void fileOfAnotherFormIsRefusedWithItsPlace() throws IOException {
        Path file = folder.resolve("models.json");
        Files.writeString(file, "{\"models\": [{\"provider\": \"openai\"}]}");

        assertThatThrownBy(() -> CATALOG.with(file))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith(file.toString());
    }
}
