package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// OpenAI's chat completions as text: requests read and judged as the provider does, answers
/// written.
///
/// Source: <https://platform.openai.com/docs/api-reference/chat>
final class OpenAiWire {

    /// Code points in one event of a stream.
    private static final int PIECE = 16;

    private OpenAiWire() {}

    /// Reads a request.
    ///
    /// @throws Refusal when the provider would not take it
    static ModelRequest read(@Nullable String authorization, String body) {
        if (authorization == null || !authorization.matches("Bearer \\S+")) {
            throw new Refusal(
                    401,
                    "You didn't provide an API key. You need to provide it in an Authorization header using Bearer auth.",
                    "invalid_api_key");
        }
        JsonNode request = parse(body);
        String model = request.path("model").asString("");
        if (model.isBlank()) {
            throw new Refusal(400, "you must provide a model parameter", "missing_model");
        }
        return new ModelRequest(
                authorization,
                model,
                request.path("stream").asBoolean(false),
                request.at("/stream_options/include_usage").asBoolean(false),
                messages(request.path("messages")),
                ToolWire.toolNames(request.path("tools")),
                body);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.read(body, JsonNode.class);
        } catch (MalformedJsonException e) {
            throw new Refusal(
                    400, "We could not parse the JSON body of your request.", "invalid_json");
        }
    }

    private static List<ModelRequest.Message> messages(JsonNode array) {
        List<ModelRequest.Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            messages.add(
                    new ModelRequest.Message(
                            message.path("role").asString(""),
                            content(message.path("content")),
                            ToolWire.callIds(message)));
        }
        if (messages.isEmpty()) {
            throw new Refusal(
                    400,
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
                    "empty_array");
        }
        ToolWire.checkAnswers(messages);
        return messages;
    }

    /// Content is a text or an array of parts.
    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    static String error(int status, String message, String code) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", status >= 500 ? "server_error" : "invalid_request_error");
        error.put("code", code);
        return Json.line(Map.of("error", error));
    }

    static String models() {
        return Json.line(
                Map.of(
                        "object",
                        "list",
                        "data",
                        List.of(Map.of("id", "scripted", "object", "model"))));
    }

    /// The answer to a request that does not stream.
    static String completion(ModelRequest request, String text, String finishReason) {
        return completion(
                request, Map.of("role", "assistant", "content", text), text, finishReason);
    }

    /// @param text what the usage counts
    static String completion(
            ModelRequest request, Map<String, Object> message, String text, String finishReason) {
        Map<String, Object> all = head(request, "chat.completion");
        all.put(
                "choices",
                List.of(Map.of("index", 0, "message", message, "finish_reason", finishReason)));
        all.put("usage", usage(request, text));
        return Json.line(all);
    }

    /// The events with a text, in small pieces.
    static String pieces(ModelRequest request, String text) {
        StringBuilder events =
                new StringBuilder(event(request, Map.of("role", "assistant", "content", "")));
        int[] codePoints = text.codePoints().toArray();
        for (int from = 0; from < codePoints.length; from += PIECE) {
            int count = Math.min(PIECE, codePoints.length - from);
            events.append(event(request, Map.of("content", new String(codePoints, from, count))));
        }
        return events.toString();
    }

    /// The events after the text: the reason, the usage when asked for, the end.
    static String end(ModelRequest request, String text, String finishReason) {
        String events =
                event(
                        request,
                        List.of(
                                Map.of(
                                        "index",
                                        0,
                                        "delta",
                                        Map.of(),
                                        "finish_reason",
                                        finishReason)),
                        Map.of());
        if (request.usageAsked()) {
            events += event(request, List.of(), Map.of("usage", usage(request, text)));
        }
        return events + "data: [DONE]\n\n";
    }

    static String event(ModelRequest request, Map<String, ?> delta) {
        return event(request, List.of(Map.of("index", 0, "delta", delta)), Map.of());
    }

    private static String event(ModelRequest request, Object choices, Map<String, Object> more) {
        Map<String, Object> all = head(request, "chat.completion.chunk");
        all.put("choices", choices);
        all.putAll(more);
        return "data: " + Json.line(all) + "\n\n";
    }

    private static Map<String, Object> head(ModelRequest request, String object) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", "chatcmpl-scripted");
        head.put("object", object);
        head.put("created", 0);
        head.put("model", request.model());
        return head;
    }

    private static Map<String, Object> usage(ModelRequest request, String text) {
        int prompt = tokens(request.text());
        int answer = tokens(text);
        return Map.of(
                "prompt_tokens",
                prompt,
                "completion_tokens",
                answer,
                "total_tokens",
                prompt + answer,
                "prompt_tokens_details",
                Map.of("cached_tokens", 0),
                "completion_tokens_details",
                Map.of("reasoning_tokens", 0));
    }

    /// Four bytes a token, which is what English and code come to.
    private static int tokens(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }

    /// A request that the provider answers with an error.
    static final class Refusal extends RuntimeException {

        private final int status;
        private final String code;

        Refusal(int status, String message, String code) {
            super(message);
            this.status = status;
            this.code = code;
        }

        Answer.Status answer() {
            return new Answer.Status(status, error(status, String.valueOf(getMessage()), code));
        }
    }
}
