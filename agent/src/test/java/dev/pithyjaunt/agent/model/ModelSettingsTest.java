package dev.pithyjaunt.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

class ModelSettingsTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String KEY = "fake-key-0123456789";

    private static ModelSettings from(Map<String, String> settings) {
        return ModelSettings.from(settings, null, null, LIMIT);
    }

    private static ModelSettings named(String name) {
        return from(Map.of("OPENAI_API_KEY", KEY, "MODEL_NAME", name));
    }

    @Test
    void keyAloneChoosesTheDefaultModelOfOpenAi() {
        ModelSettings settings =
                from(Map.of("OPENAI_API_KEY", " " + KEY + "\n", "MODEL_NAME", " "));

        assertThat(settings)
                .isEqualTo(
                        new ModelSettings(
                                "openai",
                                "gpt-6.1-sol",
                                URI.create("https://api.openai.com/v1"),
                                KEY,
                                LIMIT));
        assertThat(settings.warning()).isEmpty();
        assertThat(settings.temperature()).isEmpty();
    }

    @Test
    void baseUrlAloneNeedsNoKey() {
        assertThat(from(Map.of("OPENAI_BASE_URL", "http://gpu:8000/v1", "MODEL_NAME", "qwen")))
                .isEqualTo(
                        new ModelSettings(
                                "openai", "qwen", URI.create("http://gpu:8000/v1"), "", LIMIT));
    }

    @Test
    void ollamaGetsNeitherTheKeyNorTheAddressOfOpenAi() {
        Map<String, String> settings =
                Map.of(
                        "MODEL_PROVIDER", "Ollama",
                        "MODEL_NAME", "qwen3",
                        "OPENAI_API_KEY", KEY,
                        "OPENAI_BASE_URL", "https://gateway.example.org/v1");

        assertThat(from(settings))
                .isEqualTo(
                        new ModelSettings(
                                "ollama",
                                "qwen3",
                                URI.create("http://localhost:11434/v1"),
                                "",
                                LIMIT));
    }

    @Test
    void overridesComeBeforeSettings() {
        ModelSettings settings =
                ModelSettings.from(
                        Map.of(
                                "MODEL_PROVIDER", "openai",
                                "MODEL_NAME", "gpt-4o",
                                "OLLAMA_BASE_URL", "http://gpu:11434/v1"),
                        "ollama",
                        "llama",
                        LIMIT);

        assertThat(settings)
                .isEqualTo(
                        new ModelSettings(
                                "ollama", "llama", URI.create("http://gpu:11434/v1"), "", LIMIT));
    }

    @Test
    void modelIsNamedWhereNothingIsSetToAskIt() {
        assertThat(ModelSettings.nameIn(Map.of())).isEqualTo("gpt-6.1-sol");
        assertThat(ModelSettings.nameIn(Map.of("MODEL_PROVIDER", "Ollama", "MODEL_NAME", "qwen3")))
                .isEqualTo("qwen3");
        assertThatThrownBy(() -> ModelSettings.nameIn(Map.of("MODEL_PROVIDER", "ollama")))
                .hasMessage(
                        "MODEL_NAME is missing: ollama has no default model; name one that it serves");
    }

    @Test
    void modelThatIsAboutToEndWorksAndWarns() {
        assertThat(named("gpt-4o").warning())
                .hasValue(
                        "gpt-4o leaves the openai API on 2027-01-14: set MODEL_NAME to another model, such as gpt-6.1-sol");
    }

    @Test
    void onlyOlderModelsOfOpenAiTakeATemperature() {
        assertThat(named("gpt-4o-mini").temperature()).isEqualTo(OptionalDouble.of(0));
        assertThat(named("gpt-4.1").temperature()).isEqualTo(OptionalDouble.of(0));
        assertThat(named("gpt-5.5").temperature()).isEmpty();
        assertThat(named("o3").temperature()).isEmpty();
        assertThat(ModelSettings.from(Map.of(), "ollama", "gpt-4o-like", LIMIT).temperature())
                .isEmpty();
    }

    @Test
    void keyIsNotShown() {
        assertThat(named("gpt-5.5"))
                .hasToString(
                        "ModelSettings[provider=openai, name=gpt-5.5, baseUrl=https://api.openai.com/v1, apiKey=***, callLimit=PT5M]");
    }

    @Test
    void missingSettingsSayWhatToSet() {
        assertRefused(
                Map.of("OPENAI_API_KEY", ""),
                null,
                "no model provider is set: put OPENAI_API_KEY into .env or the environment, or OPENAI_BASE_URL for an OpenAI-compatible server, or MODEL_PROVIDER=ollama and MODEL_NAME for a model on this machine");
        assertRefused(
                Map.of(),
                "ollama",
                "MODEL_NAME is missing: ollama has no default model; name one that it serves");
    }

    @Test
    void unknownProviderIsRefusedByName() {
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY),
                "acme",
                "MODEL_PROVIDER is \"acme\", but must be one of ollama, openai");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com/v1",
                "ftp://a.example/v1",
                "http://",
                "http://a b/v1",
                "https://me:secret@a.example/v1",
                "https://a.example/v1?key=secret"
            })
    void addressThatIsNoneIsRefusedWithoutShowingIt(String address) {
        assertRefused(
                Map.of("OPENAI_BASE_URL", address),
                null,
                "OPENAI_BASE_URL must be an address such as https://api.openai.com/v1: http or https, a host, no user, no query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake key", "fake\nkey", "fake\u00a0key", "fäke"})
    void keyWithAnImpossibleCharacterIsRefusedWithoutShowingIt(String key) {
        assertRefused(
                Map.of("OPENAI_API_KEY", key),
                null,
                "OPENAI_API_KEY holds a space, a line end or another character that no key has: copy the key again, on one line");
    }

    private static void assertRefused(
            Map<String, String> settings, @Nullable String provider, String message) {
        assertThatThrownBy(() -> ModelSettings.from(settings, provider, null, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause();
    }
}
