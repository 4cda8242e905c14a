package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What OpenAI says of requests that it doesn't take, the same at both of its protocols.
///
/// Source: <https://developers.openai.com/api/docs/guides/error-codes>
final class OpenAiErrors implements Parameters.Complaints {

    private static final Map<String, String> NAMES =
            Map.of(
                    "text",
                    "a string",
                    "boolean",
                    "a boolean",
                    "integer",
                    "an integer",
                    "number",
                    "a decimal",
                    "array",
                    "an array",
                    "object",
                    "an object");

    static Refusal invalid(String message, String code, String parameter) {
        return new Refusal(400, message, code, parameter);
    }

    static void checkKey(Map<String, String> headers) {
        if (!headers.getOrDefault("authorization", "").matches("Bearer \\S+")) {
            throw new Refusal(
                    401,
                    "You didn't provide an API key. You need to provide it in an Authorization header using Bearer auth.",
                    "invalid_api_key");
        }
    }

    /// Models that think take fewer parameters.
    static void checkModel(JsonNode request, List<String> sampling) {
        String model = request.path("model").asString("");
        if (model.isBlank()) {
            throw invalid("you must provide a model parameter", "missing_model", "model");
        }
        if (!model.matches("gpt-[6-9].*|o[134].*")) {
            return;
        }
        for (String parameter : sampling) {
            if (request.hasNonNull(parameter)) {
                throw invalid(
                        "Unsupported parameter: '%s' is not supported with this model."
                                .formatted(parameter),
                        "unsupported_parameter",
                        parameter);
            }
        }
    }

    static void checkToolName(JsonNode name, String path) {
        if (!name.asString("").matches("[a-zA-Z0-9_-]{1,64}")) {
            throw invalid(
                    "Invalid '%s': string does not match pattern.".formatted(path),
                    "invalid_value",
                    path);
        }
    }

    static void checkToolSchema(JsonNode schema, String name, String path) {
        if (!schema.path("type").asString("").equals("object")) {
            throw invalid(
                    "Invalid schema for function '%s': schema must be of type \"object\"."
                            .formatted(name),
                    "invalid_function_parameters",
                    path);
        }
    }

    @Override
    public Refusal malformed() {
        return new Refusal(
                400, "We could not parse the JSON body of your request.", "invalid_json");
    }

    @Override
    public Refusal unknown(String path) {
        return invalid("Unknown parameter: '%s'.".formatted(path), "unknown_parameter", path);
    }

    @Override
    public Refusal wrongType(String path, List<String> expected, JsonNode found) {
        return invalid(
                "Invalid type for '%s': expected %s, but got %s instead."
                        .formatted(
                                path,
                                String.join(" or ", expected.stream().map(NAMES::get).toList()),
                                Parameters.typeOf(found)),
                "invalid_type",
                path);
    }

    /// The body that goes with an error's status.
    static String body(Refusal refusal) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", refusal.message());
        error.put("type", type(refusal));
        if (!refusal.parameter().isEmpty()) {
            error.put("param", refusal.parameter());
        }
        error.put("code", refusal.code());
        return Json.line(Map.of("error", error));
    }

    private static String type(Refusal refusal) {
        if (refusal.code().startsWith("insufficient_quota")) {
            return "insufficient_quota";
        }
        if (refusal.status() == 429) {
            return "rate_limit_error";
        }
        return refusal.status() >= 500 ? "server_error" : "invalid_request_error";
    }
}
