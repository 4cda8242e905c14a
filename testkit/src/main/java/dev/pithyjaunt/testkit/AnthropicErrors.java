package dev.pithyjaunt.testkit;

import static dev.pithyjaunt.protocol.Json.line;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/// What Anthropic says of requests that it doesn't take.
///
/// Source: <https://platform.claude.com/docs/en/api/errors>
final class AnthropicErrors implements Parameters.Complaints {

    private static final Map<String, String> NAMES =
            Map.of(
                    "text",
                    "string",
                    "boolean",
                    "boolean",
                    "integer",
                    "integer",
                    "number",
                    "number",
                    "array",
                    "list",
                    "object",
                    "dictionary");

    static Refusal invalid(String message) {
        return new Refusal(400, message, "invalid_request_error");
    }

    static void require(JsonNode object, String field, String prefix) {
        if (!object.has(field)) {
            throw invalid(prefix + field + ": Field required");
        }
    }

    @Override
    public Refusal malformed() {
        return invalid("The request body is not valid JSON.");
    }

    @Override
    public Refusal unknown(String path) {
        return invalid(path + ": Extra inputs are not permitted");
    }

    @Override
    public Refusal wrongType(String path, List<String> expected, JsonNode found) {
        return invalid(
                "%s: Input should be a valid %s"
                        .formatted(
                                path,
                                String.join(" or ", expected.stream().map(NAMES::get).toList())));
    }

    static String body(String type, String message) {
        return """
        {"type":"error","error":{"type":"%s","message":%s},"request_id":"req_scripted"}\
        """
                .formatted(type, line(message));
    }

    /// The type that goes with a status.
    static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
