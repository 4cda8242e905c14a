package dev.pithyjaunt.protocol.catalog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The models that the settings of a person choose, as they stand in `.env` or the environment;
/// blank values count as absent. Whether the settings suffice to ask them is not looked at.
///
/// Ollama is asked only when it is named, and its address is never taken from OPENAI_BASE_URL: code
/// that was to stay on this machine would go to a gateway. For the same reason nobody stands in for
/// a model at an address that somebody set, unless FALLBACK_MODEL_PROVIDER names one.
///
/// @param fallback which is asked when the first can't answer; absent for none
public record ModelSelection(ModelFacts first, @Nullable ModelFacts fallback) {

    /// The beginning of the names of the settings that choose the first model.
    public static final String FIRST = "MODEL";

    /// The beginning of the names of the settings that choose the fallback.
    public static final String FALLBACK = "FALLBACK_MODEL";

    private static final String OPENAI = "openai";
    private static final String ANTHROPIC = "anthropic";
    private static final String NONE = "none";

    /// @param providerOverride instead of MODEL_PROVIDER
    /// @param nameOverride instead of MODEL_NAME
    /// @throws IllegalArgumentException when a provider is not known, or a model has to be named;
    ///   the message says what to set
    public static ModelSelection from(
            Map<String, String> settings,
            ModelCatalog catalog,
            @Nullable String providerOverride,
            @Nullable String nameOverride) {
        ModelFacts first = firstOf(settings, catalog, providerOverride, nameOverride);
        Reader reader = new Reader(settings, catalog);
        return new ModelSelection(first, reader.fallback(first.provider()).orElse(null));
    }

    /// The first model alone, whatever is said of a fallback.
    ///
    /// @throws IllegalArgumentException as in [#from]
    public static ModelFacts firstOf(
            Map<String, String> settings,
            ModelCatalog catalog,
            @Nullable String providerOverride,
            @Nullable String nameOverride) {
        Reader reader = new Reader(settings, catalog);
        String provider = reader.firstProvider(providerOverride);
        return reader.named(
                FIRST,
                provider,
                given(
                        nameOverride,
                        settings.get("MODEL_NAME"),
                        reader.facts(FIRST, provider).defaultModel()));
    }

    /// All that may be asked.
    public List<ModelFacts> all() {
        return Stream.of(Optional.of(first), Optional.ofNullable(fallback))
                .flatMap(Optional::stream)
                .toList();
    }

    private record Reader(Map<String, String> settings, ModelCatalog catalog) {

        /// The one that is named, else the one that there is a key for.
        String firstProvider(@Nullable String override) {
            String named = given(override, settings.get("MODEL_PROVIDER"));
            if (!named.isEmpty()) {
                return named.toLowerCase(Locale.ROOT);
            }
            boolean openai = isSet("OPENAI_API_KEY") || isSet("OPENAI_BASE_URL");
            return !openai && isSet("ANTHROPIC_API_KEY") ? ANTHROPIC : OPENAI;
        }

        Optional<ModelFacts> fallback(String firstProvider) {
            String provider =
                    given(settings.get("FALLBACK_MODEL_PROVIDER")).toLowerCase(Locale.ROOT);
            String name = given(settings.get("FALLBACK_MODEL_NAME"));
            if (provider.equals(NONE)) {
                return Optional.empty();
            }
            if (provider.isEmpty()) {
                provider = name.isEmpty() ? standIn(firstProvider) : firstProvider;
            }
            if (provider.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    named(
                            FALLBACK,
                            provider,
                            given(name, facts(FALLBACK, provider).fallbackModel())));
        }

        /// The other of the two, when there is a key for it; empty for none.
        private String standIn(String firstProvider) {
            if (isSet(firstProvider.toUpperCase(Locale.ROOT) + "_BASE_URL")) {
                return "";
            }
            return switch (firstProvider) {
                case OPENAI -> isSet("ANTHROPIC_API_KEY") ? ANTHROPIC : "";
                case ANTHROPIC -> isSet("OPENAI_API_KEY") ? OPENAI : "";
                default -> "";
            };
        }

        ProviderFacts facts(String setting, String provider) {
            return catalog.findProvider(provider)
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "%s_PROVIDER is \"%s\", but must be one of %s"
                                            .formatted(
                                                    setting,
                                                    provider,
                                                    String.join(", ", catalog.providers()))));
        }

        ModelFacts named(String setting, String provider, String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s_NAME is missing: %s has no default model; name one that it serves"
                                .formatted(setting, provider));
            }
            return catalog.model(provider, name);
        }

        private boolean isSet(String name) {
            return !given(settings.get(name)).isEmpty();
        }
    }

    private static String given(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }
}
