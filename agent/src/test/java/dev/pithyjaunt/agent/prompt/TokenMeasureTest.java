package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TokenMeasureTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-6.1-sol, openai",
        "o4-mini, openai",
        "openai/gpt-oss-120b, openai",
        "qwen2.5-coder:32b, llama",
        "meta-llama/Llama-4, other",
        "claude-opus-5, claude",
        "anthropic/claude-sonnet-5, claude",
        "scripted, other"
    })
    void familyIsKnownByTheModelsName(String model, String family) {
        assertThat(TokenMeasure.of(model).family()).isEqualTo(family);
    }

    @Test
    void onlyOpenAisTokensAreCounted() {
        assertThat(TokenMeasure.of("gpt-6").count("hello <|endoftext|> world")).hasValue(9);
        assertThat(TokenMeasure.of("claude-opus-5").count("hello")).isEmpty();
    }

    @Test
    void estimateIsHighButNotFarOff() {
        Random random = new Random(1);
        byte[] bytes = new byte[3000];
        random.nextBytes(bytes);

        assertRatio("public int ducks(Pond pond) {\n    return pond.ducks();\n}\n", 1.0, 1.6);
        assertRatio("The ducks swim on the pond, and nobody counts them.\n", 1.0, 1.6);
        assertRatio("北京市今天的天气非常好，我们决定去公园散步。", 1.0, 2.2);
        assertRatio("Эта функция пока не поддерживается.", 1.0, 3.0);
        assertRatio(Base64.getEncoder().encodeToString(bytes), 0.95, 1.4);
        assertRatio(
                IntStream.range(0, 500)
                        .mapToObj(_ -> "" + random.nextInt(100000) / 100.0)
                        .collect(Collectors.joining(", ")),
                1.0,
                1.6);
    }

    private static void assertRatio(String text, double least, double most) {
        TokenMeasure measure = TokenMeasure.of("gpt-6");
        String repeated = text.repeat(20);
        assertThat((double) measure.estimate(repeated) / measure.count(repeated).orElseThrow())
                .as(text)
                .isBetween(least, most);
    }

    @Test
    void otherFamiliesAreMeasuredHigher() {
        String text = "int ducks = 7; // 鴨\n";

        assertThat(TokenMeasure.of("qwen3").estimate(text))
                .isGreaterThan(TokenMeasure.of("gpt-6").estimate(text))
                .isLessThan(TokenMeasure.of("claude-opus-5").estimate(text));
    }
}
