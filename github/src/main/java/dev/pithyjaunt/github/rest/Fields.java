package dev.pithyjaunt.github.rest;

import tools.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of an answer. What must be there and is not is a [ForgeException] that names it.
public final class Fields {

    private final Answer answer;
    private final JsonNode node;

    Fields(Answer answer, JsonNode node) {
        this.answer = answer;
        this.node = node;
        if (!node.isObject()) {
            throw answer.unexpected("JSON that is no object");
        }
    }

    public String text(String name) {
        return findText(name).orElseThrow(() -> answer.unexpected("no text \"" + name + "\""));
    }

    /// Empty when it is missing, null or no text.
    public Optional<String> findText(String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    public long number(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw answer.unexpected("no number \"" + name + "\"");
        }
        return value.longValue();
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /// False when it is missing.
    public boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    public Instant time(String name) {
        try {
            return OffsetDateTime.parse(text(name)).toInstant();
        } catch (DateTimeException _) {
            throw answer.unexpected("no time \"" + name + "\"");
        }
    }

    public Fields object(String name) {
        return findObject(name).orElseThrow(() -> answer.unexpected("no object \"" + name + "\""));
    }

    public Optional<Fields> findObject(String name) {
        JsonNode value = node.path(name);
        return value.isObject() ? Optional.of(new Fields(answer, value)) : Optional.empty();
    }

    /// The objects of a list; none when it is missing.
    public List<Fields> list(String name) {
        return list(answer, node.path(name));
    }

    static List<Fields> list(Answer answer, JsonNode array) {
        List<Fields> all = new ArrayList<>();
        for (JsonNode item : array) {
            all.add(new Fields(answer, item));
        }
        return all;
    }

    /// The names of an object's fields whose value is true or a text, in order.
    public List<String> names() {
        return node.properties().stream()
                .filter(field -> field.getValue().isString() || field.getValue().asBoolean(false))
                .map(Map.Entry::getKey)
                .toList();
    }
}
