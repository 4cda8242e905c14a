package dev.pithyjaunt.testkit;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// The items of a request for a response, as messages. An assistant's items that follow each other
/// are one message.
final class ResponsesInput {

    private static final OpenAiErrors ERRORS = new OpenAiErrors();

    private static final Parameters MESSAGE =
            new Parameters(
                    "type:text role:text content:text|array id:text status:text phase:text?");
    private static final Parameters CALL =
            new Parameters(
                    "type:text id:text? call_id:text name:text arguments:text status:text?"
                            + " async:boolean caller:object? namespace:text");
    private static final Parameters OUTPUT =
            new Parameters(
                    "type:text id:text? call_id:text output:text|array status:text?"
                            + " caller:object?");
    private static final Parameters REASONING =
            new Parameters(
                    "type:text id:text summary:array content:array encrypted_content:text?"
                            + " status:text?");

    private final List<PromptPart> prompt;
    private final List<ModelRequest.Message> messages = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    /// The id of a thought that nothing has followed; empty when there is none.
    private String thought = "";

    /// @param prompt gets what the provider caches
    ResponsesInput(List<PromptPart> prompt) {
        this.prompt = prompt;
    }

    List<ModelRequest.Message> messages(JsonNode input) {
        if (input.isString()) {
            add("user", input.asString(), List.of());
        }
        int index = 0;
        for (JsonNode item : input) {
            add(item, "input[%d].".formatted(index++));
        }
        if (messages.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "Missing required parameter: 'input'.", "missing_required_parameter", "input");
        }
        checkThought(false);
        if (!open.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "No tool output found for function call %s.".formatted(open.getFirst()),
                    "invalid_request_error",
                    "input");
        }
        return List.copyOf(messages);
    }

    private void add(JsonNode item, String path) {
        String type = item.path("type").asString("message");
        switch (type) {
            case "message" -> message(item, path);
            case "function_call" -> call(item, path);
            case "function_call_output" -> output(item, path);
            case "reasoning" -> reasoning(item, path);
            default ->
                    throw OpenAiErrors.invalid(
                            "Invalid value: '%s'.".formatted(type), "invalid_value", path + "type");
        }
    }

    private void message(JsonNode item, String path) {
        MESSAGE.check(item, path, ERRORS);
        require(item, "content", path);
        String role = item.path("role").asString("");
        checkThought(role.equals("assistant"));
        switch (role) {
            case "system", "developer" -> add("system", text(item, role, path), List.of());
            case "user", "assistant" -> add(role, text(item, role, path), List.of());
            default ->
                    throw OpenAiErrors.invalid(
                            "Invalid value: '%s'. Supported values are: 'assistant', 'system', 'developer', and 'user'."
                                    .formatted(role),
                            "invalid_value",
                            path + "role");
        }
    }

    private static String text(JsonNode item, String role, String path) {
        JsonNode content = item.path("content");
        if (!content.isArray()) {
            return content.asString("");
        }
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (JsonNode part : content) {
            String type = part.path("type").asString("");
            boolean fits =
                    role.equals("assistant")
                            ? type.equals("output_text") || type.equals("refusal")
                            : type.equals("input_text");
            if (!fits) {
                throw OpenAiErrors.invalid(
                        "Invalid value: '%s'.".formatted(type),
                        "invalid_value",
                        path + "content[%d].type".formatted(index));
            }
            index++;
            text.append(part.path("text").asString(part.path("refusal").asString("")));
        }
        return text.toString();
    }

    private void call(JsonNode item, String path) {
        CALL.check(item, path, ERRORS);
        for (String field : List.of("call_id", "name", "arguments")) {
            require(item, field, path);
        }
        checkThought(true);
        String id = item.path("call_id").asString();
        open.add(id);
        add("assistant", "", List.of(id));
        prompt.add(
                new PromptPart(
                        "call " + id + item.path("name").asString() + item.path("arguments"), ""));
    }

    private void output(JsonNode item, String path) {
        OUTPUT.check(item, path, ERRORS);
        require(item, "call_id", path);
        require(item, "output", path);
        checkThought(false);
        String id = item.path("call_id").asString();
        if (!open.remove(id)) {
            throw OpenAiErrors.invalid(
                    "No tool call found for function call output with call_id %s.".formatted(id),
                    "invalid_request_error",
                    "input");
        }
        JsonNode output = item.path("output");
        StringBuilder text = new StringBuilder(output.asString(""));
        output.forEach(part -> text.append(part.path("text").asString("")));
        messages.add(new ModelRequest.Message("tool", text.toString(), List.of(id)));
        prompt.add(new PromptPart("output " + id, text.toString()));
    }

    private void reasoning(JsonNode item, String path) {
        REASONING.check(item, path, ERRORS);
        require(item, "id", path);
        require(item, "summary", path);
        checkThought(true);
        thought = item.path("id").asString();
        String sealed = item.path("encrypted_content").asString("");
        if (sealed.isEmpty()) {
            throw new Refusal(
                    404,
                    "Item with id '%s' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input."
                            .formatted(thought),
                    "invalid_request_error",
                    "input");
        }
        if (Seal.open(sealed).isEmpty()) {
            throw OpenAiErrors.invalid(
                    "The encrypted content for item %s could not be verified.".formatted(thought),
                    "invalid_encrypted_content",
                    "");
        }
        prompt.add(new PromptPart("reasoning " + sealed, ""));
    }

    /// A thought must be followed by what was thought of.
    private void checkThought(boolean follows) {
        if (!follows && !thought.isEmpty()) {
            throw OpenAiErrors.invalid(
                    "Item '%s' of type 'reasoning' was provided without its required following item."
                            .formatted(thought),
                    "invalid_request_error",
                    "input");
        }
        thought = "";
    }

    private static void require(JsonNode item, String field, String path) {
        if (!item.has(field)) {
            throw OpenAiErrors.invalid(
                    "Missing required parameter: '%s%s'.".formatted(path, field),
                    "missing_required_parameter",
                    path + field);
        }
    }

    private void add(String role, String text, List<String> calls) {
        if (calls.isEmpty()) {
            prompt.add(new PromptPart(role, text));
        }
        if (role.equals("assistant")
                && !messages.isEmpty()
                && messages.getLast().role().equals(role)) {
            ModelRequest.Message last = messages.removeLast();
            List<String> all = new ArrayList<>(last.calls());
            all.addAll(calls);
            messages.add(new ModelRequest.Message(role, last.text() + text, all));
        } else {
            messages.add(new ModelRequest.Message(role, text, calls));
        }
    }
}
