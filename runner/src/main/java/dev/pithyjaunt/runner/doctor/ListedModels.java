package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A provider's list of its models, in the form that OpenAI and Anthropic share: `{"data": [{"id":
/// "..."}]}`.
record ListedModels(List<Entry> models) {

    ListedModels {
        models = List.copyOf(models);
    }

    /// @param end the day on which it leaves the API, if the provider says one
    /// @param isCurrent false when the provider calls it deprecated or the like
    record Entry(String id, Optional<LocalDate> end, boolean isCurrent) {}

    /// @throws dev.pithyjaunt.protocol.MalformedJsonException when it is not JSON
    static ListedModels read(String text) {
        JsonNode data =
                Json.tree("the list of models", text.getBytes(StandardCharsets.UTF_8)).path("data");
        return new ListedModels(
                StreamSupport.stream(data.spliterator(), false)
                        .filter(model -> model.path("id").isString())
                        .map(model ->
                                new Entry(
                                        model.path("id").asString(),
                                        day(model.path("shutdown_date")),
                                        model.path("lifecycle")
                                                .asString("active")
                                                .equals("active")))
                        .toList());
    }

    private static Optional<LocalDate> day(JsonNode value) {
        try {
            if (value.isNumber()) {
                return Optional.of(
                        Instant.ofEpochSecond(value.asLong()).atZone(ZoneOffset.UTC).toLocalDate());
            }
            String text = value.isString() ? value.asString() : "";
            return text.length() < 10
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The model of a name: providers list one also under its version or its tag.
    Optional<Entry> find(String name) {
        return models.stream()
                .filter(model -> model.id().equals(name) || model.id().equals(name + ":latest"))
                .findFirst()
                .or(() -> models.stream().filter(model -> isVersion(model.id(), name)).findFirst());
    }

    private static boolean isVersion(String id, String name) {
        return id.startsWith(name + "-")
                && id.substring(name.length() + 1).matches("\\d{8}|\\d{4}-\\d{2}-\\d{2}");
    }
}
