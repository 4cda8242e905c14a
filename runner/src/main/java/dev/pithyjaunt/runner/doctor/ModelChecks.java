package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.Web;
import dev.pithyjaunt.runner.web.WebAnswer;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the models that the settings name would answer, by calls that cost nothing.
final class ModelChecks {

    private static final Duration LIMIT = Duration.ofSeconds(25);

    /// Of one of two calls.
    private static final Duration CALL_LIMIT = Duration.ofSeconds(12);

    /// As `agent.model.anthropic` speaks it.
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private static final int SOON_DAYS = 60;

    private final Settings settings;
    private final InstantSource clock;

    ModelChecks(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// One for each model.
    List<Check> all() {
        if (!settings.nameAModel()) {
            return List.of(fixed("model", Finding.skip("none is configured (.env.example)")));
        }
        List<ModelSettings> models;
        try {
            models = settings.models(null, null, CALL_LIMIT).inOrder();
        } catch (IllegalArgumentException e) {
            return List.of(
                    fixed(
                            "model",
                            Finding.fail(
                                    String.valueOf(e.getMessage()), ".env.example lists them")));
        }
        List<Check> checks = new ArrayList<>();
        for (ModelSettings model : models) {
            String what = "model %s %s".formatted(model.provider(), model.name());
            checks.add(new Check(what, LIMIT, () -> look(model)));
        }
        return checks;
    }

    private static Check fixed(String what, Finding finding) {
        return new Check(what, LIMIT, () -> finding);
    }

    private Finding look(ModelSettings model) {
        Web web = new Web(model.proxies(), CALL_LIMIT);
        String keyName = model.provider().toUpperCase(Locale.ROOT) + "_API_KEY";
        if (model.provider().equals("openrouter") && !model.apiKey().isEmpty()) {
            // Its list is there for everybody.
            WebAnswer key = web.get(at(model, "/key"), headers(model));
            if (!key.isSuccess() && key.status() != 404) {
                return refused(keyName, key);
            }
        }
        String query = model.protocol() == WireProtocol.MESSAGES ? "?limit=1000" : "";
        WebAnswer answer = web.get(at(model, "/models" + query), headers(model));
        if (answer.status() == 404 || answer.status() == 405) {
            return Finding.warn(
                    "%s has no list of models: neither key nor model could be looked at"
                            .formatted(model.baseUrl()),
                    "");
        }
        if (!answer.isSuccess()) {
            return refused(keyName, answer);
        }
        try {
            return judge(
                    model.provider(),
                    model.name(),
                    isOwnAddress(model),
                    ListedModels.read(answer.text()).find(model.name()),
                    model.facts().shutdown(),
                    clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
        } catch (MalformedJsonException _) {
            return Finding.fail(
                    "what %s answers is no list of models".formatted(model.baseUrl()),
                    "is %s_BASE_URL right?".formatted(model.provider().toUpperCase(Locale.ROOT)));
        }
    }

    private boolean isOwnAddress(ModelSettings model) {
        return settings.values()
                .containsKey(model.provider().toUpperCase(Locale.ROOT) + "_BASE_URL");
    }

    private Finding refused(String keyName, WebAnswer answer) {
        String said = "it answered " + answer.words(settings.redactor());
        return switch (answer.status()) {
            case 401, 403 ->
                    Finding.fail("the key is not taken: " + said, "set " + keyName + " anew");
            case 402 -> Finding.fail("the account can't pay: " + said, "look at its billing page");
            case 429 -> Finding.warn("its limit is reached: " + said, "wait, or raise the limit");
            default -> Finding.fail(said, "see the provider's status page");
        };
    }

    /// @param isOwnAddress whether somebody set where it is: such servers may list a part
    /// @param listed empty when the list does not have it
    /// @param known the day of its end as the catalog has it
    static Finding judge(
            String provider,
            String name,
            boolean isOwnAddress,
            Optional<ListedModels.Entry> listed,
            @Nullable LocalDate known,
            LocalDate today) {
        String choose = "set MODEL_NAME (or FALLBACK_MODEL_NAME) to another model";
        if (listed.isEmpty()) {
            String found = "%s is not among the models that %s lists".formatted(name, provider);
            return isOwnAddress ? Finding.warn(found, choose) : Finding.fail(found, choose);
        }
        Optional<LocalDate> end =
                Stream.concat(listed.get().end().stream(), Stream.ofNullable(known))
                        .min(LocalDate::compareTo);
        if (end.isPresent()) {
            long days = ChronoUnit.DAYS.between(today, end.get());
            if (days <= 0) {
                return Finding.fail(
                        "%s left the %s API on %s".formatted(name, provider, end.get()), choose);
            }
            if (days <= SOON_DAYS) {
                return Finding.warn(
                        "the key works; %s leaves the %s API on %s, in %d days"
                                .formatted(name, provider, end.get(), days),
                        choose);
            }
        }
        return listed.get().isCurrent()
                ? Finding.ok("the key works, the model is there")
                : Finding.warn(
                        "the key works; %s calls %s no longer active".formatted(provider, name),
                        choose);
    }

    private static URI at(ModelSettings model, String path) {
        return URI.create(model.baseUrl().toString().replaceFirst("/+$", "") + path);
    }

    private static Map<String, String> headers(ModelSettings model) {
        if (model.protocol() == WireProtocol.MESSAGES) {
            return model.apiKey().isEmpty()
                    ? Map.of("anthropic-version", ANTHROPIC_VERSION)
                    : Map.of("anthropic-version", ANTHROPIC_VERSION, "x-api-key", model.apiKey());
        }
        return model.apiKey().isEmpty()
                ? Map.of()
                : Map.of("Authorization", "Bearer " + model.apiKey());
    }
}
