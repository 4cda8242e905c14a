package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.ModelSelection;
import dev.pithyjaunt.protocol.catalog.ProviderFacts;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.protocol.proxy.Proxies;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The models that the settings of a person name, as they stand in `.env` or the environment: blank
/// values count as absent.
///
/// @param fallback which is asked when the first can't answer; absent for none
public record ConfiguredModels(ModelSettings first, @Nullable ModelSettings fallback) {

    private static final String OPENAI = "openai";
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    /// Reads the settings; [ModelSelection] says which models they choose.
    ///
    /// @param providerOverride instead of MODEL_PROVIDER
    /// @param nameOverride instead of MODEL_NAME
    /// @throws IllegalArgumentException when something is missing or wrong; the message says what
    ///   to set
    public static ConfiguredModels from(
            Map<String, String> settings,
            ModelCatalog catalog,
            @Nullable String providerOverride,
            @Nullable String nameOverride,
            Duration callLimit) {
        Reader reader = new Reader(settings, catalog, callLimit);
        ModelSelection selection =
                ModelSelection.from(settings, catalog, providerOverride, nameOverride);
        reader.requireSomeModel(selection.first().provider());
        ModelFacts fallback = selection.fallback();
        return new ConfiguredModels(
                reader.settings(ModelSelection.FIRST, selection.first()),
                fallback == null ? null : reader.settings(ModelSelection.FALLBACK, fallback));
    }

    /// The order in which they are asked.
    public List<ModelSettings> inOrder() {
        return fallback == null ? List.of(first) : List.of(first, fallback);
    }

    /// The facts of the model that settings mean, whether or not they suffice to ask it.
    ///
    /// @throws IllegalArgumentException when the provider is not known, or has no default model
    public static ModelFacts factsIn(
            Map<String, String> settings, ModelCatalog catalog, @Nullable String nameOverride) {
        return ModelSelection.firstOf(settings, catalog, null, nameOverride);
    }

    private record Reader(Map<String, String> settings, ModelCatalog catalog, Duration callLimit) {

        void requireSomeModel(String provider) {
            if (provider.equals(OPENAI) && !isSet("OPENAI_BASE_URL") && !isSet("OPENAI_API_KEY")) {
                throw new IllegalArgumentException(
                        "no model provider is set: put OPENAI_API_KEY or ANTHROPIC_API_KEY into .env or the"
                                + " environment, or OPENAI_BASE_URL for an OpenAI-compatible server,"
                                + " or MODEL_PROVIDER=ollama and MODEL_NAME for a model on this machine");
            }
        }

        /// @param setting the beginning of the names of the settings that choose it
        ModelSettings settings(String setting, ModelFacts model) {
            String provider = model.provider();
            ProviderFacts known = catalog.findProvider(provider).orElseThrow();
            String prefix = provider.toUpperCase(Locale.ROOT);
            String baseUrl = first(settings.get(prefix + "_BASE_URL"));
            String apiKey =
                    checkedKey(prefix + "_API_KEY", first(settings.get(prefix + "_API_KEY")));
            if (apiKey.isEmpty() && known.keyRequired() && baseUrl.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s_API_KEY is missing: %s, which %s_PROVIDER names, answers nobody without one"
                                .formatted(prefix, provider, setting));
            }
            return new ModelSettings(
                    model,
                    protocol(prefix + "_PROTOCOL", model, baseUrl),
                    checkedUrl(prefix + "_BASE_URL", first(baseUrl, known.baseUrl())),
                    apiKey,
                    callLimit,
                    STALL_LIMIT,
                    Proxies.from(settings));
        }

        /// Servers that copied OpenAI copied its chat completions.
        private WireProtocol protocol(String setting, ModelFacts model, String baseUrl) {
            String named = first(settings.get(setting)).toUpperCase(Locale.ROOT);
            if (named.isEmpty()) {
                return model.provider().equals(OPENAI) && !baseUrl.isEmpty()
                        ? WireProtocol.CHAT
                        : model.protocol();
            }
            try {
                return WireProtocol.valueOf(named);
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException(
                        setting + " must be chat, responses or messages");
            }
        }

        private boolean isSet(String name) {
            return !first(settings.get(name)).isEmpty();
        }
    }

    private static URI checkedUrl(String setting, String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, which would show what the address holds.
            throw unusable(setting);
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw unusable(setting);
        }
        return url;
    }

    /// The value is not shown: people put keys into addresses.
    private static IllegalArgumentException unusable(String setting) {
        return new IllegalArgumentException(
                setting
                        + " must be an address such as https://api.openai.com/v1: http or https,"
                        + " a host, no user, no query");
    }

    private static String checkedKey(String setting, String key) {
        if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    setting
                            + " holds a space, a line end or another character that no key has:"
                            + " copy the key again, on one line");
        }
        return key;
    }

    private static String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }
}
