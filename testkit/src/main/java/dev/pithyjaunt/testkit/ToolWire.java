package dev.pithyjaunt.testkit;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tool calls in OpenAI's chat completions.
///
/// Source: <https://platform.openai.com/docs/guides/function-calling>
final class ToolWire {

    /// Characters of arguments in one event of a stream.
    private static final int PIECE = 7;

    private ToolWire() {}

    static List<String> toolNames(JsonNode tools) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : tools) {
            String name = tool.at("/function/name").asString("");
            if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
                throw new OpenAiWire.Refusal(
                        400,
                        "Invalid 'tools[%d].function.name': string does not match pattern."
                                .formatted(names.size()),
                        "invalid_value");
            }
            if (!tool.at("/function/parameters/type").asString("").equals("object")) {
                throw new OpenAiWire.Refusal(
                        400,
                        "Invalid schema for function '%s': schema must be of type \"object\"."
                                .formatted(name),
                        "invalid_function_parameters");
            }
            names.add(name);
        }
        return names;
    }

    /// The calls that a message makes, or the one that it answers.
    static List<String> callIds(JsonNode message) {
        List<String> ids = new ArrayList<>();
        message.path("tool_calls").forEach(call -> ids.add(call.path("id").asString("")));
        if (message.has("tool_call_id")) {
            ids.add(message.path("tool_call_id").asString(""));
        }
        return ids;
    }

    /// Every call is answered at once, and nothing else is.
    static void checkAnswers(List<ModelRequest.Message> messages) {
        List<String> open = new ArrayList<>();
        for (ModelRequest.Message message : messages) {
            if (message.role().equals("tool")) {
                if (!open.remove(String.join("", message.calls()))) {
                    throw new OpenAiWire.Refusal(
                            400,
                            "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
                            "invalid_request_error");
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
            throw new OpenAiWire.Refusal(
                    400,
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", open),
                    "invalid_request_error");
        }
    }

    static String completion(ModelRequest request, Answer.Calls answer) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", answer.say().isEmpty() ? null : answer.say());
        message.put("tool_calls", calls(request, answer));
        return OpenAiWire.completion(request, message, counted(answer), "tool_calls");
    }

    private static List<Map<String, Object>> calls(ModelRequest request, Answer.Calls answer) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (Answer.Call call : answer.calls()) {
            calls.add(call(id(request, calls.size()), call.tool(), call.arguments()));
        }
        return calls;
    }

    /// The events of a stream: id and name first, then the arguments in small pieces.
    static String events(ModelRequest request, Answer.Calls answer) {
        StringBuilder events = new StringBuilder(OpenAiWire.pieces(request, answer.say()));
        for (int index = 0; index < answer.calls().size(); index++) {
            Answer.Call call = answer.calls().get(index);
            Map<String, Object> first = call(id(request, index), call.tool(), "");
            first.put("index", index);
            events.append(OpenAiWire.event(request, Map.of("tool_calls", List.of(first))));
            String arguments = call.arguments();
            for (int from = 0; from < arguments.length(); from += PIECE) {
                String piece =
                        arguments.substring(from, Math.min(arguments.length(), from + PIECE));
                Map<String, Object> more =
                        Map.of("index", index, "function", Map.of("arguments", piece));
                events.append(OpenAiWire.event(request, Map.of("tool_calls", List.of(more))));
            }
        }
        return events + OpenAiWire.end(request, counted(answer), "tool_calls");
    }

    private static Map<String, Object> call(String id, String tool, String arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("type", "function");
        call.put("function", Map.of("name", tool, "arguments", arguments));
        return call;
    }

    private static String id(ModelRequest request, int index) {
        long before =
                request.messages().stream()
                        .filter(message -> message.role().equals("assistant"))
                        .mapToLong(message -> message.calls().size())
                        .sum();
        return "call_" + (before + index + 1);
    }

    private static String counted(Answer.Calls answer) {
        return answer.say()
                + answer.calls().stream()
                        .map(call -> call.tool() + call.arguments())
                        .collect(Collectors.joining());
    }
}
