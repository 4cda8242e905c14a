package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fields that an object of a request may have, and their types. It is written as `model:text
/// stream:boolean? stop:text|array?`: alternatives are separated by `|`, and what may be null ends
/// with `?`.
final class Parameters {

    private final Map<String, List<String>> types = new LinkedHashMap<>();

    /// How a provider words what it finds.
    interface Complaints {

        Refusal malformed();

        Refusal unknown(String path);

        /// @param expected the types that it may have: `text`, `boolean`, `integer`, `number`,
        ///   `array` or `object`
        Refusal wrongType(String path, List<String> expected, JsonNode found);
    }

    Parameters(String fields) {
        for (String field : fields.strip().split("\\s+", -1)) {
            int colon = field.indexOf(':');
            String alternatives = field.substring(colon + 1);
            String list =
                    alternatives.endsWith("?") ? alternatives.replace("?", "|null") : alternatives;
            types.put(field.substring(0, colon), Arrays.asList(list.split("\\|", -1)));
        }
    }

    /// A body that is an object.
    static JsonNode object(String body, Complaints complaints) {
        try {
            JsonNode read = Json.read(body, JsonNode.class);
            if (read.isObject()) {
                return read;
            }
        } catch (MalformedJsonException e) {
            throw complaints.malformed();
        }
        throw complaints.malformed();
    }

    /// @param prefix of the fields' names, such as `messages[0].`
    void check(JsonNode object, String prefix, Complaints complaints) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            List<String> expected = types.get(field.getKey());
            if (expected == null) {
                throw complaints.unknown(prefix + field.getKey());
            }
            if (expected.stream().noneMatch(type -> fits(type, field.getValue()))) {
                throw complaints.wrongType(
                        prefix + field.getKey(),
                        expected.stream().filter(type -> !type.equals("null")).toList(),
                        field.getValue());
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "text" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("no type: " + type);
        };
    }

    /// The JSON type of a value in a provider's words.
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a decimal";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
            case MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }
}
