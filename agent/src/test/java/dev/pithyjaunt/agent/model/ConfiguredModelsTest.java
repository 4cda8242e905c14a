package dev.pithyjaunt.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.WireProtocol;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

class ConfiguredModelsTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String KEY = "fake-key-0123456789";
    private static final String OTHER_KEY = "fake-key-of-another";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static ConfiguredModels from(Map<String, String> settings) {
        return ConfiguredModels.from(settings, ModelCatalog.standard(), null, null, LIMIT);
    }

    private static ModelSettings named(String name) {
        return from(Map.of("OPENAI_API_KEY", KEY, "MODEL_NAME", name)).first();
    }

    private static @Nullable ModelSettings fallback(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return from(all).fallback();
    }

    private static String shown(@Nullable ModelSettings settings) {
        return settings == null
                ? "none"
                : "%s %s %s at %s %s"
                        .formatted(
                                settings.provider(),
                                settings.name(),
                                settings.protocol(),
                                settings.baseUrl(),
                                settings.apiKey());
    }

    @Test
    void keyAloneChoosesTheDefaultModelOfItsProvider() {
        assertThat(from(Map.of("OPENAI_API_KEY", " " + KEY + "\n", "MODEL_NAME", " ")))
                .satisfies(models -> {
                    assertThat(shown(models.first()))
                            .isEqualTo(
                                    "openai gpt-6.1-sol RESPONSES at https://api.openai.com/v1 "
                                            + KEY);
                    assertThat(models.first().warning(TODAY)).isEmpty();
                    assertThat(models.first().callLimit()).isEqualTo(LIMIT);
                    assertThat(models.fallback()).isNull();
                });
        assertThat(shown(from(Map.of("ANTHROPIC_API_KEY", KEY)).first()))
                .isEqualTo(
                        "anthropic claude-sonnet-5-5 MESSAGES at https://api.anthropic.com/v1 "
                                + KEY);
    }

    @Test
    void serverThatCopiedOpenAiNeedsNoKeyAndIsSpokenToInChatCompletions() {
        Map<String, String> settings =
                Map.of("OPENAI_BASE_URL", "http://gpu:8000/v1", "MODEL_NAME", "qwen");

        assertThat(shown(from(settings).first()))
                .isEqualTo("openai qwen CHAT at http://gpu:8000/v1 ");
        Map<String, String> responses = new HashMap<>(settings);
        responses.put("OPENAI_PROTOCOL", "responses");
        assertThat(from(responses).first().protocol()).isEqualTo(WireProtocol.RESPONSES);
    }

    @Test
    void ollamaGetsNeitherTheKeyNorTheAddressOfOpenAi() {
        ConfiguredModels models =
                from(
                        Map.of(
                                "MODEL_PROVIDER", "Ollama",
                                "MODEL_NAME", "qwen3",
                                "OPENAI_API_KEY", KEY,
                                "ANTHROPIC_API_KEY", OTHER_KEY,
                                "OPENAI_BASE_URL", "https://gateway.example.org/v1"));

        assertThat(shown(models.first()))
                .isEqualTo("ollama qwen3 CHAT at http://localhost:11434/v1 ");
        assertThat(models.fallback()).isNull();
    }

    @Test
    void overridesComeBeforeSettings() {
        ConfiguredModels models =
                ConfiguredModels.from(
                        Map.of(
                                "MODEL_PROVIDER", "openai",
                                "MODEL_NAME", "gpt-4o",
                                "OLLAMA_BASE_URL", "http://gpu:11434/v1"),
                        ModelCatalog.standard(),
                        "ollama",
                        "llama",
                        LIMIT);

        assertThat(shown(models.first())).isEqualTo("ollama llama CHAT at http://gpu:11434/v1 ");
    }

    @Test
    void otherProviderWithAKeyStandsIn() {
        assertThat(shown(fallback("OPENAI_API_KEY", KEY, "ANTHROPIC_API_KEY", OTHER_KEY)))
                .isEqualTo(
                        "anthropic claude-sonnet-5-5 MESSAGES at https://api.anthropic.com/v1 "
                                + OTHER_KEY);
        assertThat(
                        shown(
                                fallback(
                                        "MODEL_PROVIDER", "anthropic",
                                        "OPENAI_API_KEY", KEY,
                                        "ANTHROPIC_API_KEY", OTHER_KEY)))
                .isEqualTo("openai gpt-6.1-sol RESPONSES at https://api.openai.com/v1 " + KEY);
    }

    @Test
    void nobodyStandsInUnaskedForAModelAtAnAddressThatSomebodySet() {
        assertThat(
                        fallback(
                                "OPENAI_BASE_URL",
                                "http://gpu:8000/v1",
                                "ANTHROPIC_API_KEY",
                                OTHER_KEY))
                .isNull();
        assertThat(
                        shown(
                                fallback(
                                        "OPENAI_BASE_URL", "http://gpu:8000/v1",
                                        "FALLBACK_MODEL_PROVIDER", "anthropic",
                                        "ANTHROPIC_API_KEY", OTHER_KEY)))
                .startsWith("anthropic claude-sonnet-5-5");
    }

    @Test
    void fallbackIsWhatSettingsSay() {
        assertThat(shown(fallback("OPENAI_API_KEY", KEY, "FALLBACK_MODEL_NAME", "gpt-5.4-mini")))
                .isEqualTo("openai gpt-5.4-mini RESPONSES at https://api.openai.com/v1 " + KEY);
        assertThat(
                        shown(
                                fallback(
                                        "OPENAI_API_KEY", KEY,
                                        "FALLBACK_MODEL_PROVIDER", "ollama",
                                        "FALLBACK_MODEL_NAME", "qwen3")))
                .isEqualTo("ollama qwen3 CHAT at http://localhost:11434/v1 ");
        assertThat(
                        fallback(
                                "OPENAI_API_KEY", KEY,
                                "ANTHROPIC_API_KEY", OTHER_KEY,
                                "FALLBACK_MODEL_PROVIDER", "none"))
                .isNull();
    }

    @Test
    void factsAreToldWhereNothingIsSetToAskTheModel() {
        assertThat(ConfiguredModels.factsIn(Map.of(), ModelCatalog.standard(), null).name())
                .isEqualTo("gpt-6.1-sol");
        assertThat(
                        ConfiguredModels.factsIn(
                                        Map.of("MODEL_PROVIDER", "Ollama", "MODEL_NAME", "qwen3"),
                                        ModelCatalog.standard(),
                                        null)
                                .name())
                .isEqualTo("qwen3");
    }

    @Test
    void modelThatIsAboutToEndWorksAndWarns() {
        assertThat(named("gpt-4o").warning(TODAY))
                .hasValue(
                        "gpt-4o leaves the openai API on 2027-01-14: set MODEL_NAME to another model");
        assertThat(named("gpt-4o-2024-08-06").warning(LocalDate.of(2027, 1, 14)))
                .hasValue(
                        "gpt-4o-2024-08-06 left the openai API on 2027-01-14: set MODEL_NAME to another model");
    }

    @Test
    void onlyOlderModelsOfOpenAiTakeATemperature() {
        assertThat(named("gpt-4o-mini").facts().takesTemperature()).isTrue();
        assertThat(named("gpt-4.1").facts().takesTemperature()).isTrue();
        assertThat(named("gpt-5.5").facts().takesTemperature()).isFalse();
        assertThat(named("gpt-4o-like").facts().takesTemperature()).isFalse();
    }

    @Test
    void keyIsNotShown() {
        assertThat(named("gpt-5.5"))
                .hasToString(
                        "ModelSettings[provider=openai, name=gpt-5.5, protocol=RESPONSES, baseUrl=https://api.openai.com/v1, apiKey=***, callLimit=PT5M]");
    }

    @Test
    void missingSettingsSayWhatToSet() {
        assertRefused(
                Map.of("OPENAI_API_KEY", ""),
                "no model provider is set: put OPENAI_API_KEY or ANTHROPIC_API_KEY into .env or the environment, or OPENAI_BASE_URL for an OpenAI-compatible server, or MODEL_PROVIDER=ollama and MODEL_NAME for a model on this machine");
        assertRefused(
                Map.of("MODEL_PROVIDER", "ollama"),
                "MODEL_NAME is missing: ollama has no default model; name one that it serves");
        assertRefused(
                Map.of("MODEL_PROVIDER", "anthropic"),
                "ANTHROPIC_API_KEY is missing: anthropic, which MODEL_PROVIDER names, answers nobody without one");
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY, "FALLBACK_MODEL_PROVIDER", "anthropic"),
                "ANTHROPIC_API_KEY is missing: anthropic, which FALLBACK_MODEL_PROVIDER names, answers nobody without one");
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY, "FALLBACK_MODEL_PROVIDER", "openrouter"),
                "FALLBACK_MODEL_NAME is missing: openrouter has no default model; name one that it serves");
    }

    @Test
    void unknownProviderIsRefusedByName() {
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY, "MODEL_PROVIDER", "acme"),
                "MODEL_PROVIDER is \"acme\", but must be one of anthropic, ollama, openai, openrouter");
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY, "FALLBACK_MODEL_PROVIDER", "acme"),
                "FALLBACK_MODEL_PROVIDER is \"acme\", but must be one of anthropic, ollama, openai, openrouter");
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
                "OPENAI_BASE_URL must be an address such as https://api.openai.com/v1: http or https, a host, no user, no query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake key", "fake\nkey", "fake\u00a0key", "fäke"})
    void keyWithAnImpossibleCharacterIsRefusedWithoutShowingIt(String key) {
        assertRefused(
                Map.of("OPENAI_API_KEY", key),
                "OPENAI_API_KEY holds a space, a line end or another character that no key has: copy the key again, on one line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://me:secret@proxy:1080", "http://", "http://a b", "https://proxy"})
    void proxyThatIsNoneIsRefusedWithoutShowingIt(String proxy) {
        assertRefused(
                Map.of("OPENAI_API_KEY", KEY, "HTTPS_PROXY", proxy),
                "HTTPS_PROXY must be the address of an HTTP proxy such as http://proxy.example.org:3128");
    }

    @Test
    void proxiesAreReadAsCurlReadsThem() {
        assertThat(
                        from(Map.of(
                                        "OPENAI_API_KEY", KEY,
                                        "https_proxy", "me:secret@proxy.example.org:3128",
                                        "NO_PROXY", "localhost, .example.com"))
                                .first()
                                .proxies())
                .hasToString(
                        "Proxies[http=none, https=proxy.example.org:3128, direct=[localhost, .example.com]]");
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> from(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause();
    }
}
