package dev.pithyjaunt.agent.model;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/// Which model to ask, where, and for how long at most.
///
/// @param baseUrl without the path of an operation, such as `https://api.openai.com/v1`
/// @param apiKey empty when the provider needs none
/// @param callLimit for one call in all, from the request to the last byte of the answer
public record ModelSettings(
        String provider, String name, URI baseUrl, String apiKey, Duration callLimit) {

    private static final String OPENAI = "openai";

    public ModelSettings {
        if (callLimit.isNegative() || callLimit.isZero()) {
            throw new IllegalArgumentException("callLimit must be positive, not " + callLimit);
        }
    }

    /// Reads the settings that people write into `.env` or the environment. Blank values count as
    /// absent. Ollama is asked only when it is named, and its address is never taken from
    /// OPENAI_BASE_URL: code that was to stay on this machine would go to a gateway.
    ///
    /// @param providerOverride instead of MODEL_PROVIDER
    /// @param nameOverride instead of MODEL_NAME
    /// @throws IllegalArgumentException when something is missing or wrong; the message says what
    ///   to set
    public static ModelSettings from(
            Map<String, String> settings,
            @Nullable String providerOverride,
            @Nullable String nameOverride,
            Duration callLimit) {
        String provider = provider(settings, providerOverride);
        ModelCatalog.Provider known = known(provider);
        String prefix = provider.toUpperCase(Locale.ROOT);
        String baseUrl = first(settings.get(prefix + "_BASE_URL"));
        String apiKey = first(settings.get(prefix + "_API_KEY"));
        if (provider.equals(OPENAI) && baseUrl.isEmpty() && apiKey.isEmpty()) {
            throw new IllegalArgumentException(
                    "no model provider is set: put OPENAI_API_KEY into .env or the environment,"
                            + " or OPENAI_BASE_URL for an OpenAI-compatible server,"
                            + " or MODEL_PROVIDER=ollama and MODEL_NAME for a model on this machine");
        }
        return new ModelSettings(
                provider,
                name(settings, provider, nameOverride),
                checkedUrl(prefix + "_BASE_URL", first(baseUrl, known.baseUrl())),
                checkedKey(prefix + "_API_KEY", apiKey),
                callLimit);
    }

    /// The name of the model that settings mean, whether or not they suffice to ask it.
    ///
    /// @throws IllegalArgumentException when the provider is not known, or has no default model
    public static String nameIn(Map<String, String> settings) {
        return name(settings, provider(settings, null), null);
    }

    private static String provider(Map<String, String> settings, @Nullable String override) {
        return first(override, settings.get("MODEL_PROVIDER"), OPENAI).toLowerCase(Locale.ROOT);
    }

    private static String name(
            Map<String, String> settings, String provider, @Nullable String override) {
        return checkedName(
                first(override, settings.get("MODEL_NAME"), known(provider).defaultModel()),
                provider);
    }

    /// What people should know before they rely on this model.
    public Optional<String> warning() {
        return known(provider)
                .shutdown(name)
                .map(day ->
                        "%s leaves the %s API on %s: set MODEL_NAME to another model, such as %s"
                                .formatted(name, provider, day, known(provider).defaultModel()));
    }

    /// The temperature to send; empty for models that refuse sampling parameters or are not known
    /// to take them.
    public OptionalDouble temperature() {
        return known(provider).takesTemperature(name)
                ? OptionalDouble.of(0)
                : OptionalDouble.empty();
    }

    /// Hides the key.
    @Override
    public String toString() {
        return "ModelSettings[provider=%s, name=%s, baseUrl=%s, apiKey=%s, callLimit=%s]"
                .formatted(provider, name, baseUrl, apiKey.isEmpty() ? "" : "***", callLimit);
    }

    private static ModelCatalog.Provider known(String provider) {
        ModelCatalog.Provider known = ModelCatalog.KNOWN.providers().get(provider);
        if (known == null) {
            throw new IllegalArgumentException(
                    "MODEL_PROVIDER is \"%s\", but must be one of %s"
                            .formatted(
                                    provider,
                                    String.join(
                                            ", ",
                                            new TreeSet<>(
                                                    ModelCatalog.KNOWN.providers().keySet()))));
        }
        return known;
    }

    private static String checkedName(String name, String provider) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "MODEL_NAME is missing: %s has no default model; name one that it serves"
                            .formatted(provider));
        }
        return name;
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
