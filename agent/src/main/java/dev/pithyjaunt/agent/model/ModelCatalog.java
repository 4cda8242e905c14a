package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of providers and their models without asking them: `models.json`.
record ModelCatalog(Map<String, Provider> providers) {

    static final ModelCatalog KNOWN = load();

    ModelCatalog {
        providers = Map.copyOf(providers);
    }

    /// @param baseUrl where it is when nothing else is set
    /// @param defaultModel absent when one must be named
    /// @param shutdowns model name to the day on which it leaves the API, as ISO date
    /// @param temperature beginnings of the names of models that take a temperature
    record Provider(
            String baseUrl,
            @Nullable String defaultModel,
            Map<String, String> shutdowns,
            List<String> temperature) {

        Provider {
            shutdowns = Map.copyOf(shutdowns);
            temperature = List.copyOf(temperature);
        }

        boolean takesTemperature(String model) {
            return temperature.stream().anyMatch(model::startsWith);
        }

        Optional<String> shutdown(String model) {
            return Optional.ofNullable(shutdowns.get(model));
        }
    }

    private static ModelCatalog load() {
        try (InputStream in = ModelCatalog.class.getResourceAsStream("models.json")) {
            if (in == null) {
                throw new IllegalStateException("models.json is missing beside ModelCatalog");
            }
            return Json.read(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), ModelCatalog.class);
        } catch (IOException e) {
            throw new UncheckedIOException("reading models.json", e);
        }
    }
}
