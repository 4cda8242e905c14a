package dev.pithyjaunt.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Collectors;

/// How the settings of a person are turned into something to ask is tested where that is done.
class ModelSelectionTest {

    private static String chosen(Map<String, String> settings) {
        return ModelSelection.from(settings, ModelCatalog.standard(), null, null).all().stream()
                .map(model -> model.provider() + " " + model.name())
                .collect(Collectors.joining(", "));
    }

    @Test
    void firstIsTheOneNamedOrTheOneWithAKey() {
        assertThat(chosen(Map.of())).isEqualTo("openai gpt-6.1-sol");
        assertThat(chosen(Map.of("ANTHROPIC_API_KEY", "k")))
                .isEqualTo("anthropic claude-sonnet-5-5");
        assertThat(chosen(Map.of("MODEL_PROVIDER", " Ollama ", "MODEL_NAME", "qwen3")))
                .isEqualTo("ollama qwen3");
        assertThat(
                        ModelSelection.from(
                                        Map.of("MODEL_NAME", "gpt-5.5"),
                                        ModelCatalog.standard(),
                                        "openrouter",
                                        "openai/gpt-5.4")
                                .first()
                                .name())
                .isEqualTo("openai/gpt-5.4");
    }

    @Test
    void fallbackIsTheOneNamedOrTheOtherWithAKey() {
        assertThat(chosen(Map.of("OPENAI_API_KEY", "k", "ANTHROPIC_API_KEY", "k")))
                .isEqualTo("openai gpt-6.1-sol, anthropic claude-sonnet-5-5");
        assertThat(chosen(Map.of("OPENAI_API_KEY", "k", "FALLBACK_MODEL_NAME", "gpt-5.4")))
                .isEqualTo("openai gpt-6.1-sol, openai gpt-5.4");
        assertThat(
                        chosen(
                                Map.of(
                                        "OPENAI_API_KEY", "k",
                                        "ANTHROPIC_API_KEY", "k",
                                        "FALLBACK_MODEL_PROVIDER", "none")))
                .isEqualTo("openai gpt-6.1-sol");
        assertThat(chosen(Map.of("OPENAI_BASE_URL", "http://gpu/v1", "ANTHROPIC_API_KEY", "k")))
                .isEqualTo("openai gpt-6.1-sol");
    }

    @Test
    void whatCannotBeChosenSaysWhatToSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen(Map.of("MODEL_PROVIDER", "ollama")))
                .withMessage(
                        "MODEL_NAME is missing: ollama has no default model; name one that it serves");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen(Map.of("FALLBACK_MODEL_PROVIDER", "acme")))
                .withMessage(
                        "FALLBACK_MODEL_PROVIDER is \"acme\", but must be one of anthropic, ollama, openai, openrouter");
    }
}
