package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads and judges requests for chat completions.
///
/// Source: <https://platform.openai.com/docs/api-reference/chat>
final class ChatRequests {

    private static final OpenAiErrors ERRORS = new OpenAiErrors();

    private static final Parameters REQUEST =
            new Parameters(
                    """
                    messages:array model:text audio:object? frequency_penalty:number?
                    function_call:text|object functions:array logit_bias:object? logprobs:boolean?
                    max_completion_tokens:integer? max_tokens:integer? metadata:object?
                    modalities:array? moderation:object? n:integer? parallel_tool_calls:boolean
                    prediction:object? presence_penalty:number? prompt_cache_key:text?
                    prompt_cache_options:object prompt_cache_retention:text? reasoning_effort:text?
                    response_format:object safety_identifier:text? seed:integer? service_tier:text?
                    stop:text|array? store:boolean? stream:boolean? stream_options:object?
                    temperature:number? tool_choice:text|object tools:array top_logprobs:integer?
                    top_p:number? user:text verbosity:text? web_search_options:object
                    """);

    private static final Parameters MESSAGE =
            new Parameters(
                    """
                    role:text content:text|array? name:text refusal:text? audio:object?
                    function_call:object? tool_calls:array tool_call_id:text
                    """);

    private ChatRequests() {}

    static Wire.Received read(Map<String, String> headers, String body) {
        OpenAiErrors.checkKey(headers);
        JsonNode request = Parameters.object(body, ERRORS);
        REQUEST.check(request, "", ERRORS);
        OpenAiErrors.checkModel(
                request, List.of("temperature", "top_p", "logprobs", "top_logprobs", "max_tokens"));
        List<PromptPart> prompt = new ArrayList<>();
        prompt.add(new PromptPart(Json.line(request.path("tools")), ""));
        List<ModelRequest.Message> messages = messages(request.path("messages"), prompt);
        return new Wire.Received(
                new ModelRequest(
                        Protocol.CHAT_COMPLETIONS,
                        headers,
                        request.path("model").asString(),
                        request.path("stream").asBoolean(false),
                        request.at("/stream_options/include_usage").asBoolean(false),
                        limit(request),
                        messages,
                        tools(request.path("tools")),
                        body),
                prompt);
    }

    private static OptionalInt limit(JsonNode request) {
        int limit =
                request.path("max_completion_tokens").asInt(request.path("max_tokens").asInt(0));
        return limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    private static List<ModelRequest.Message> messages(JsonNode array, List<PromptPart> prompt) {
        List<ModelRequest.Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            String path = "messages[%d].".formatted(messages.size());
            MESSAGE.check(message, path, ERRORS);
            String role = role(message.path("role").asString(""), path);
            if (!role.equals("assistant") && !message.hasNonNull("content")) {
                throw OpenAiErrors.invalid(
                        "Missing required parameter: '%scontent'.".formatted(path),
                        "missing_required_parameter",
                        path + "content");
            }
            String text = content(message.path("content"));
            messages.add(new ModelRequest.Message(role, text, callIds(message)));
            prompt.add(
                    new PromptPart(
                            role
                                    + Json.line(message.path("tool_calls"))
                                    + message.path("tool_call_id").asString(""),
                            text));
        }
        if (messages.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
                    "empty_array",
                    "messages");
        }
        checkAnswers(messages);
        return messages;
    }

    private static String role(String role, String path) {
        return switch (role) {
            case "system", "developer" -> "system";
            case "user", "assistant", "tool" -> role;
            default ->
                    throw OpenAiErrors.invalid(
                            "Invalid value: '%s'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."
                                    .formatted(role),
                            "invalid_value",
                            path + "role");
        };
    }

    /// Content is a text or an array of parts.
    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part ->
                text.append(part.path("text").asString(""))
                        .append(part.path("refusal").asString("")));
        return text.toString();
    }

    /// The calls that a message makes, or the one that it answers.
    private static List<String> callIds(JsonNode message) {
        List<String> ids = new ArrayList<>();
        message.path("tool_calls").forEach(call -> ids.add(call.path("id").asString("")));
        if (message.has("tool_call_id")) {
            ids.add(message.path("tool_call_id").asString(""));
        }
        return ids;
    }

    /// Every call is answered at once, and nothing else is.
    private static void checkAnswers(List<ModelRequest.Message> messages) {
        List<String> open = new ArrayList<>();
        for (ModelRequest.Message message : messages) {
            if (message.role().equals("tool")) {
                if (!open.remove(String.join("", message.calls()))) {
                    throw OpenAiErrors.invalid(
                            "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
                            "invalid_request_error",
                            "messages");
                }
            } else {
                checkAllAnswered(open);
                open.addAll(message.calls());
            }
        }
        checkAllAnswered(open);
    }

    private static void checkAllAnswered(List<String> open) {
        if (!open.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", open),
                    "invalid_request_error",
                    "messages");
        }
    }

    private static List<String> tools(JsonNode tools) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : tools) {
            String path = "tools[%d].".formatted(names.size());
            if (!tool.path("type").asString("").equals("function")) {
                throw OpenAiErrors.invalid(
                        "Missing required parameter: '%stype'.".formatted(path),
                        "missing_required_parameter",
                        path + "type");
            }
            JsonNode name = tool.at("/function/name");
            OpenAiErrors.checkToolName(name, path + "function.name");
            OpenAiErrors.checkToolSchema(
                    tool.at("/function/parameters"), name.asString(), path + "function.parameters");
            names.add(name.asString());
        }
        return names;
    }
}
