package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/// The arguments of a call: a JSON object, and nothing at all counts as an empty one.
///
/// @param json an object
record Arguments(JsonNode json) {

    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_NUMBER_DIGITS = 9;

    /// @throws BadCallException when they are no object
    static Arguments parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new BadCallException("The arguments are too long.");
        }
        try {
            JsonNode json = Json.read(text.isBlank() ? "{}" : text, JsonNode.class);
            if (json.isObject()) {
                return new Arguments(json);
            }
        } catch (MalformedJsonException e) {
            // Said below.
        }
        throw new BadCallException("The arguments are not a JSON object.");
    }

    /// @throws BadCallException when it is missing or no text
    String text(String name) {
        return find(name)
                .orElseThrow(() -> new BadCallException("\"%s\" is missing.".formatted(name)));
    }

    /// Empty when it is missing, null or an empty text.
    ///
    /// @throws BadCallException when it is no text
    Optional<String> find(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new BadCallException("\"%s\" must be a text.".formatted(name));
        }
        return Optional.of(value.asString()).filter(text -> !text.isEmpty());
    }

    /// A number from 1, also where it is written as a text; 1 when it is missing.
    ///
    /// @throws BadCallException when it is none
    int number(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 1;
        }
        String digits = value.isIntegralNumber() || value.isString() ? value.asString() : "";
        if (!digits.matches("[1-9][0-9]*") || digits.length() > MAX_NUMBER_DIGITS) {
            throw new BadCallException("\"%s\" must be a number from 1.".formatted(name));
        }
        return Integer.parseInt(digits);
    }
}
