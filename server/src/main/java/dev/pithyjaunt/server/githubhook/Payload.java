package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.regex.Pattern;

/// An object of a delivery, as GitHub describes it. What must be there and is not is a
/// [HookRefusedException] that names the field.
///
/// Source: https://docs.github.com/webhooks/webhook-events-and-payloads
record Payload(String path, JsonNode node) {

    static Payload read(byte[] body) {
        try {
            JsonNode tree = Json.tree("the delivery", body);
            if (!tree.isObject()) {
                throw HookRefusedException.malformed("the delivery is no JSON object");
            }
            return new Payload("", tree);
        } catch (MalformedJsonException _) {
            // Its message may repeat what the body holds.
            throw HookRefusedException.malformed("the delivery is not JSON in UTF-8");
        }
    }

    String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw wrong(name, "a text");
        }
        return value.stringValue();
    }

    /// A text that is all of that form, so that it can be stored and shown as it is.
    String text(String name, Pattern form) {
        String text = text(name);
        if (!form.matcher(text).matches()) {
            throw wrong(name, "such as " + form);
        }
        return text;
    }

    /// Empty when it is null or not there.
    Optional<String> findText(String name) {
        return node.hasNonNull(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /// One that is not negative.
    long number(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "a number");
        }
        return value.longValue();
    }

    /// False when it is null or not there.
    boolean flag(String name) {
        if (!node.hasNonNull(name)) {
            return false;
        }
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Payload object(String name) {
        return findObject(name).orElseThrow(() -> wrong(name, "an object"));
    }

    /// Empty when it is null or not there.
    Optional<Payload> findObject(String name) {
        if (!node.hasNonNull(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isObject()) {
            throw wrong(name, "an object");
        }
        return Optional.of(new Payload(path + name + ".", node.path(name)));
    }

    private HookRefusedException wrong(String name, String expected) {
        return HookRefusedException.malformed(
                "expected %s at \"%s%s\"".formatted(expected, path, name));
    }
}
