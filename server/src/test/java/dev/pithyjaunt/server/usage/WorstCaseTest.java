package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.platform.Settings;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

class WorstCaseTest {

    private static WorstCase of(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("OPENAI_API_KEY", "k"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return WorstCase.of(Settings.of(all), LocalDate.of(2026, 11, 22));
    }

    @Test
    void allTokensCanBeOfTheDearestClass() {
        // gpt-4o: 2.50 in, 10 out
        assertThat(of("MODEL_NAME", "gpt-4o", "JAUNT_EXECUTION_TOKENS", "100000"))
                .isEqualTo(new WorstCase.Known(100_000L * 10_000));
    }

    @Test
    void dearerOfFirstAndFallbackCounts() {
        assertThat(
                        of(
                                "MODEL_NAME", "gpt-4o",
                                "FALLBACK_MODEL_NAME", "gpt-5.5",
                                "JAUNT_EXECUTION_TOKENS", "100000"))
                .isEqualTo(new WorstCase.Known(100_000L * 30_000));
        assertThat(
                        of(
                                "MODEL_NAME", "gpt-5.5",
                                "FALLBACK_MODEL_NAME", "gpt-4o",
                                "JAUNT_EXECUTION_TOKENS", "100000"))
                .isEqualTo(new WorstCase.Known(100_000L * 30_000));
    }

    @Test
    void limitInDollarsCountsWhereItIsLess() {
        assertThat(of("MODEL_NAME", "gpt-4o", "JAUNT_EXECUTION_DOLLARS", "0.5"))
                .isEqualTo(new WorstCase.Known(500_000_000));
        assertThat(
                        of(
                                "MODEL_NAME", "gpt-4o",
                                "JAUNT_EXECUTION_DOLLARS", "50",
                                "JAUNT_EXECUTION_TOKENS", "100000"))
                .isEqualTo(new WorstCase.Known(1_000_000_000));
    }

    @Test
    void modelOnAMachineOfOnesOwnCostsNothing() {
        assertThat(of("MODEL_PROVIDER", "ollama", "MODEL_NAME", "qwen3"))
                .isEqualTo(new WorstCase.Known(0));
    }

    @Test
    void unknownPriceOfAnyModelSaysWhatToDo() {
        String say =
                "the price of the model %s of openai is not known, and a budget is set: add its price to the file that JAUNT_MODELS names, or unset the budget";
        assertThat(of("MODEL_NAME", "house"))
                .isEqualTo(new WorstCase.Unknown(say.formatted("house")));
        assertThat(of("FALLBACK_MODEL_NAME", "other"))
                .isEqualTo(new WorstCase.Unknown(say.formatted("other")));
        assertThat(of("MODEL_PROVIDER", "acme"))
                .isEqualTo(
                        new WorstCase.Unknown(
                                "what an execution may cost is not known, and a budget is set: MODEL_PROVIDER is \"acme\", but must be one of anthropic, ollama, openai, openrouter"));
    }
}
