package dev.pithyjaunt.protocol.catalog;

import dev.pithyjaunt.protocol.EditForm;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Providers and their models, from `models.json` and from a file of the same form that may add to
/// it or say otherwise.
///
/// ```
/// {"checkedOn": "2026-11-22",
///  "providers": {"openai": {"baseUrl": "https://...", "defaultModel": "...", "keyRequired": true,
///    "free": false, "unknown": {"protocol": "responses", "contextTokens": 128000,
///      "maxOutputTokens": 16384, "editForm": "search_replace"}}},
///  "models": [{"provider": "openai", "name": "...", "contextTokens": 128000,
///    "maxOutputTokens": 16384, "temperature": true, "shutdown": "2027-01-14",
///    "prices": [{"from": "2026-01-01", "source": "...", "tiers": [{"fromPromptTokens": 0,
///      "input": 2.50, "cachedInput": 1.25, "cacheWrite": 2.50, "output": 10}]}]}]}
/// ```
public final class ModelCatalog {

    private static final ModelCatalog STANDARD = load();

    /// Dated versions of a model have its facts.
    private static final Pattern VERSION =
            Pattern.compile("-(?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$");

    private final Content content;

    private ModelCatalog(Content content) {
        this.content = content;
    }

    /// What this program was made with.
    public static ModelCatalog standard() {
        return STANDARD;
    }

    /// The standard one, with what a file says in place of what it says of the same provider or
    /// model.
    ///
    /// @throws MalformedJsonException when the file is not of the form above; it says where
    /// @throws UncheckedIOException when it can't be read
    public ModelCatalog with(Path file) {
        Content other = Json.read(file, Content.class);
        Map<String, ProviderFacts> providers = new LinkedHashMap<>(content.providers());
        providers.putAll(other.providers());
        List<Entry> models = new ArrayList<>(other.models());
        models.addAll(content.models());
        return new ModelCatalog(new Content(other.checkedOn(), providers, models));
    }

    /// The day on which the figures were last looked at.
    public LocalDate checkedOn() {
        return content.checkedOn();
    }

    /// Names of the providers, in order.
    public SequencedSet<String> providers() {
        return new TreeSet<>(content.providers().keySet());
    }

    public Optional<ProviderFacts> findProvider(String provider) {
        return Optional.ofNullable(content.providers().get(provider));
    }

    /// Those that it names, in the order of the file.
    public List<ModelFacts> models() {
        return content.models().stream()
                .map(entry -> model(entry.provider(), entry.name()))
                .toList();
    }

    /// What is known of a model; of one that is not named here, what its provider's models can do
    /// at least. A name with a date at its end is the model without it. A gateway's `vendor/model`
    /// is what the catalog says of that vendor's, prices included.
    ///
    /// @throws IllegalArgumentException when there is no such provider
    public ModelFacts model(String provider, String name) {
        ProviderFacts facts =
                findProvider(provider)
                        .orElseThrow(() ->
                                new IllegalArgumentException("no provider is named " + provider));
        return find(provider, name)
                .or(() -> findOfVendor(name))
                .map(entry -> entry.facts(provider, name, facts))
                .orElseGet(() -> Entry.unknown(provider, name).facts(provider, name, facts));
    }

    private Optional<Entry> findOfVendor(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : find(name.substring(0, slash), name.substring(slash + 1).replace('.', '-'))
                        .or(() -> find(name.substring(0, slash), name.substring(slash + 1)));
    }

    private Optional<Entry> find(String provider, String name) {
        return content.models().stream()
                .filter(entry -> entry.is(provider, name))
                .findFirst()
                .or(() -> {
                    String plain = VERSION.matcher(name).replaceFirst("");
                    return plain.equals(name) ? Optional.empty() : find(provider, plain);
                });
    }

    private static ModelCatalog load() {
        try (InputStream in = ModelCatalog.class.getResourceAsStream("models.json")) {
            if (in == null) {
                throw new IllegalStateException("models.json is missing beside ModelCatalog");
            }
            return new ModelCatalog(
                    Json.read(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8), Content.class));
        } catch (IOException e) {
            throw new UncheckedIOException("reading models.json", e);
        }
    }

    private record Content(
            LocalDate checkedOn, Map<String, ProviderFacts> providers, List<Entry> models) {

        Content {
            if (checkedOn == null) {
                throw new IllegalArgumentException(
                        "\"checkedOn\" is missing: the day of the figures");
            }
            providers = providers == null ? Map.of() : Map.copyOf(providers);
            models = models == null ? List.of() : List.copyOf(models);
        }
    }

    /// A model as the file has it. What is absent is the provider's.
    private record Entry(
            String provider,
            String name,
            @Nullable WireProtocol protocol,
            @Nullable Integer contextTokens,
            @Nullable Integer maxOutputTokens,
            @Nullable Boolean temperature,
            @Nullable Integer minCacheTokens,
            @Nullable EditForm editForm,
            @Nullable LocalDate shutdown,
            List<Prices> prices) {

        Entry {
            if (provider == null || name == null) {
                throw new IllegalArgumentException("a model lacks \"provider\" or \"name\"");
            }
            prices = prices == null ? List.of() : List.copyOf(prices);
        }

        static Entry unknown(String provider, String name) {
            return new Entry(provider, name, null, null, null, null, null, null, null, List.of());
        }

        boolean is(String otherProvider, String otherName) {
            return provider.equals(otherProvider) && name.equals(otherName);
        }

        /// @param asked the provider that serves it, which may be a gateway
        ModelFacts facts(String asked, String askedName, ProviderFacts facts) {
            ProviderFacts.SafeLimits safe = facts.unknown();
            boolean direct = asked.equals(provider);
            return new ModelFacts(
                    asked,
                    askedName,
                    contextTokens != null,
                    direct && protocol != null ? protocol : safe.protocol(),
                    contextTokens == null ? safe.contextTokens() : contextTokens,
                    maxOutputTokens == null ? safe.maxOutputTokens() : maxOutputTokens,
                    Boolean.TRUE.equals(temperature),
                    minCacheTokens == null ? 0 : minCacheTokens,
                    editForm == null ? safe.editForm() : editForm,
                    direct ? shutdown : null,
                    facts.free() ? Prices.FREE : prices);
        }
    }
}
