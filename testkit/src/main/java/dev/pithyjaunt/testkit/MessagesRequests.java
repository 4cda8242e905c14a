package dev.pithyjaunt.testkit;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads and judges requests for messages.
///
/// Source: <https://platform.claude.com/docs/en/api/messages>
final class MessagesRequests {

    static final AnthropicErrors ERRORS = new AnthropicErrors();

    /// From this version on nobody sets how a model draws its words.
    private static final String WITHOUT_SAMPLING = "2026-10-21";

    private static final List<String> VERSIONS =
            List.of("2023-01-01", "2023-06-01", WITHOUT_SAMPLING);

    private static final Parameters REQUEST =
            new Parameters(
                    """
                    max_tokens:integer messages:array model:text cache_control:object?
                    container:text|object? diagnostics:object? inference_geo:text? metadata:object
                    output_config:object service_tier:text speed:text? stop_sequences:array
                    stream:boolean system:text|array temperature:number thinking:object
                    tool_choice:object tools:array top_k:integer top_p:number user_profile_id:text
                    workspace_id:text
                    """);

    private static final Parameters TOOL =
            new Parameters(
                    """
                    type:text? name:text description:text input_schema:object cache_control:object?
                    allowed_callers:array defer_loading:boolean eager_input_streaming:boolean?
                    input_examples:array strict:boolean
                    """);

    private MessagesRequests() {}

    static Wire.Received read(Map<String, String> headers, String body) {
        checkHeaders(headers);
        JsonNode request = Parameters.object(body, ERRORS);
        REQUEST.check(request, "", ERRORS);
        for (String field : List.of("model", "max_tokens", "messages")) {
            AnthropicErrors.require(request, field, "");
        }
        checkNumbers(request);
        checkSampling(headers, request);
        List<PromptPart> prompt = new ArrayList<>();
        List<String> tools = tools(request.path("tools"), prompt);
        List<ModelRequest.Message> messages =
                new MessagesInput(prompt)
                        .messages(request.path("system"), request.path("messages"));
        boolean stream = request.path("stream").asBoolean(false);
        return new Wire.Received(
                new ModelRequest(
                        Protocol.MESSAGES,
                        headers,
                        request.path("model").asString(),
                        stream,
                        stream,
                        OptionalInt.of(request.path("max_tokens").asInt()),
                        messages,
                        tools,
                        body),
                marks(request, prompt));
    }

    private static void checkHeaders(Map<String, String> headers) {
        boolean bearer = headers.getOrDefault("authorization", "").matches("Bearer \\S+");
        if (!bearer && headers.getOrDefault("x-api-key", "").isBlank()) {
            throw new Refusal(401, "x-api-key header is required", "authentication_error");
        }
        String version = headers.get("anthropic-version");
        if (version == null) {
            throw AnthropicErrors.invalid("anthropic-version: header is required");
        }
        if (!VERSIONS.contains(version)) {
            throw AnthropicErrors.invalid(
                    "anthropic-version: \"%s\" is not a valid version".formatted(version));
        }
    }

    private static void checkNumbers(JsonNode request) {
        if (request.path("model").asString().isBlank()) {
            throw AnthropicErrors.invalid("model: String should have at least 1 character");
        }
        int max = request.path("max_tokens").asInt();
        if (max < 1) {
            throw AnthropicErrors.invalid("max_tokens: Input should be greater than or equal to 1");
        }
        JsonNode budget = request.at("/thinking/budget_tokens");
        if (!budget.isMissingNode() && budget.asInt(0) < 1024) {
            throw AnthropicErrors.invalid(
                    "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        }
        if (budget.asInt(0) >= max) {
            throw AnthropicErrors.invalid(
                    "`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
    }

    /// Even at their defaults.
    ///
    /// Source: <https://platform.claude.com/docs/en/api/versioning>
    private static void checkSampling(Map<String, String> headers, JsonNode request) {
        if (!WITHOUT_SAMPLING.equals(headers.get("anthropic-version"))) {
            return;
        }
        for (String parameter : List.of("temperature", "top_p", "top_k")) {
            if (request.has(parameter)) {
                throw AnthropicErrors.invalid(
                        "%s: not supported at anthropic-version %s"
                                .formatted(parameter, WITHOUT_SAMPLING));
            }
        }
    }

    /// Tools of the client's own only.
    private static List<String> tools(JsonNode tools, List<PromptPart> prompt) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : tools) {
            String path = "tools.%d.".formatted(names.size());
            TOOL.check(tool, path, ERRORS);
            String name = tool.path("name").asString("");
            if (!name.matches("[a-zA-Z0-9_-]{1,128}")) {
                throw AnthropicErrors.invalid(
                        path + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            AnthropicErrors.require(tool, "input_schema", path);
            if (!tool.at("/input_schema/type").asString("").equals("object")) {
                throw AnthropicErrors.invalid(path + "input_schema.type: Input should be 'object'");
            }
            names.add(name);
            prompt.add(MessagesInput.part("tool", tool, "", path));
        }
        return names;
    }

    /// The parts with the marks that the request sets by itself: one for all of it ends at the last
    /// part.
    private static List<PromptPart> marks(JsonNode request, List<PromptPart> prompt) {
        String all = MessagesInput.mark(request, "");
        List<PromptPart> parts = new ArrayList<>(prompt);
        if (!all.isEmpty() && !parts.getLast().isMarked()) {
            parts.add(parts.removeLast().marked(all));
        }
        long marks = parts.stream().filter(PromptPart::isMarked).count();
        if (marks > 4) {
            throw AnthropicErrors.invalid(
                    "A maximum of 4 blocks with cache_control may be provided. Found %d."
                            .formatted(marks));
        }
        return parts;
    }
}
