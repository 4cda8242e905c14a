package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads and judges requests for responses. It stores none, so that all of a conversation must come
/// with each request.
///
/// Source: <https://developers.openai.com/api/reference/resources/responses/methods/create>
final class ResponsesRequests {

    private static final OpenAiErrors ERRORS = new OpenAiErrors();

    private static final Parameters REQUEST =
            new Parameters(
                    """
                    access_programs:object background:boolean? context_management:array?
                    conversation:text|object? image:object include:array? input:text|array
                    instructions:text? max_output_tokens:integer? max_tool_calls:integer?
                    metadata:object? model:text moderation:object? parallel_tool_calls:boolean?
                    previous_response_id:text? prompt:object? prompt_cache_key:text?
                    prompt_cache_options:object prompt_cache_retention:text? reasoning:object?
                    safety_identifier:text? service_tier:text? store:boolean? stream:boolean?
                    stream_options:object? temperature:number? text:object tool_choice:text|object
                    tools:array top_logprobs:integer? top_p:number? truncation:text? user:text
                    """);

    private static final Parameters TOOL =
            new Parameters(
                    """
                    type:text name:text description:text? parameters:object? strict:boolean?
                    allowed_callers:array? async:boolean defer_loading:boolean output_schema:object?
                    """);

    private ResponsesRequests() {}

    static Wire.Received read(Map<String, String> headers, String body) {
        OpenAiErrors.checkKey(headers);
        JsonNode request = Parameters.object(body, ERRORS);
        REQUEST.check(request, "", ERRORS);
        OpenAiErrors.checkModel(request, List.of("temperature", "top_p", "top_logprobs"));
        checkLimits(request);
        List<PromptPart> prompt = new ArrayList<>();
        prompt.add(new PromptPart(Json.line(request.path("tools")), ""));
        List<ModelRequest.Message> messages = new ArrayList<>();
        String instructions = request.path("instructions").asString("");
        if (!instructions.isEmpty()) {
            messages.add(new ModelRequest.Message("system", instructions));
            prompt.add(new PromptPart("instructions", instructions));
        }
        messages.addAll(new ResponsesInput(prompt).messages(request.path("input")));
        boolean stream = request.path("stream").asBoolean(false);
        int limit = request.path("max_output_tokens").asInt(0);
        return new Wire.Received(
                new ModelRequest(
                        Protocol.RESPONSES,
                        headers,
                        request.path("model").asString(),
                        stream,
                        stream,
                        limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty(),
                        messages,
                        tools(request.path("tools")),
                        body),
                prompt);
    }

    private static void checkLimits(JsonNode request) {
        JsonNode limit = request.path("max_output_tokens");
        if (limit.isIntegralNumber() && limit.asInt() < 16) {
            throw OpenAiErrors.invalid(
                    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got %d instead."
                            .formatted(limit.asInt()),
                    "integer_below_min_value",
                    "max_output_tokens");
        }
        String previous = request.path("previous_response_id").asString("");
        if (!previous.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "Previous response with id '%s' not found.".formatted(previous),
                    "previous_response_not_found",
                    "previous_response_id");
        }
    }

    /// Functions only.
    private static List<String> tools(JsonNode tools) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : tools) {
            String path = "tools[%d].".formatted(names.size());
            if (!tool.path("type").asString("").equals("function")) {
                throw OpenAiErrors.invalid(
                        "Invalid value: '%s'.".formatted(tool.path("type").asString("")),
                        "invalid_value",
                        path + "type");
            }
            TOOL.check(tool, path, ERRORS);
            JsonNode name = tool.path("name");
            OpenAiErrors.checkToolName(name, path + "name");
            OpenAiErrors.checkToolSchema(
                    tool.path("parameters"), name.asString(), path + "parameters");
            names.add(name.asString());
        }
        return names;
    }
}
