package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// The blocks of a request for a message, as messages: what a tool answered becomes a message of
/// the tool's.
final class MessagesInput {

    private static final Parameters MESSAGE = new Parameters("role:text content:text|array");
    private static final Parameters TEXT =
            new Parameters("type:text text:text cache_control:object? citations:array?");
    private static final Parameters TOOL_USE =
            new Parameters(
                    "type:text id:text name:text input:object cache_control:object? caller:object"
                            + " toolset_name:text?");
    private static final Parameters TOOL_RESULT =
            new Parameters(
                    "type:text tool_use_id:text content:text|array is_error:boolean"
                            + " cache_control:object? toolset_name:text?");
    private static final Parameters THINKING =
            new Parameters("type:text thinking:text signature:text");
    private static final Parameters CACHE_CONTROL = new Parameters("type:text ttl:text");

    private final List<PromptPart> prompt;
    private final List<ModelRequest.Message> messages = new ArrayList<>();

    /// Of the message that is read.
    private int index;

    /// @param prompt gets what the provider caches
    MessagesInput(List<PromptPart> prompt) {
        this.prompt = prompt;
    }

    List<ModelRequest.Message> messages(JsonNode system, JsonNode array) {
        String instructions = texts("system", system, "system");
        if (!system.isMissingNode()) {
            messages.add(new ModelRequest.Message("system", instructions));
        }
        if (array.isEmpty()) {
            throw AnthropicErrors.invalid("messages: at least one message is required");
        }
        List<String> open = List.of();
        for (index = 0; index < array.size(); index++) {
            open = message(array.get(index), "messages.%d.".formatted(index), open);
        }
        checkAnswered(open);
        return List.copyOf(messages);
    }

    /// @param open the ids of the calls that this message must answer
    /// @return those that the next one must
    private List<String> message(JsonNode message, String path, List<String> open) {
        MESSAGE.check(message, path, MessagesRequests.ERRORS);
        AnthropicErrors.require(message, "content", path);
        String role = message.path("role").asString("");
        JsonNode content = message.path("content");
        return switch (role) {
            case "user" -> {
                user(content, path + "content", new ArrayList<>(open));
                yield List.of();
            }
            case "assistant" -> {
                checkAnswered(open);
                yield assistant(content, path + "content");
            }
            case "system" -> {
                messages.add(
                        new ModelRequest.Message(
                                "system", texts("system", content, path + "content")));
                yield open;
            }
            default ->
                    throw AnthropicErrors.invalid(
                            path + "role: Input should be 'user', 'assistant' or 'system'");
        };
    }

    private void user(JsonNode content, String path, List<String> open) {
        StringBuilder text = new StringBuilder(content.isString() ? content.asString() : "");
        boolean speaks = content.isString();
        if (speaks) {
            prompt.add(new PromptPart("user text", text.toString()));
        }
        int number = 0;
        for (JsonNode block : content) {
            String at = "%s.%d".formatted(path, number++);
            String type = block.path("type").asString("");
            switch (type) {
                case "text" -> {
                    speaks = true;
                    text.append(text("user", block, at));
                }
                case "tool_result" -> result(block, at, open, speaks);
                default -> throw unknownType(type, at);
            }
        }
        checkAnswered(open);
        if (speaks) {
            messages.add(new ModelRequest.Message("user", text.toString()));
        }
    }

    private void result(JsonNode block, String path, List<String> open, boolean afterText) {
        TOOL_RESULT.check(block, path + ".", MessagesRequests.ERRORS);
        AnthropicErrors.require(block, "tool_use_id", path + ".");
        String id = block.path("tool_use_id").asString();
        if (!open.remove(id)) {
            throw AnthropicErrors.invalid(
                    "%s: unexpected `tool_use_id` found in `tool_result` blocks: %s. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                            .formatted(path, id));
        }
        if (afterText) {
            throw AnthropicErrors.invalid(
                    "%s: `tool_result` blocks must come before other content.".formatted(path));
        }
        JsonNode content = block.path("content");
        StringBuilder text = new StringBuilder(content.asString(""));
        content.forEach(part -> text.append(part.path("text").asString("")));
        messages.add(new ModelRequest.Message("tool", text.toString(), List.of(id)));
        prompt.add(part("user", block, text.toString(), path + "."));
    }

    private List<String> assistant(JsonNode content, String path) {
        StringBuilder text = new StringBuilder(content.isString() ? content.asString() : "");
        if (content.isString()) {
            prompt.add(new PromptPart("assistant text", text.toString()));
        }
        List<String> calls = new ArrayList<>();
        int number = 0;
        for (JsonNode block : content) {
            String at = "%s.%d".formatted(path, number++);
            String type = block.path("type").asString("");
            switch (type) {
                case "text" -> text.append(text("assistant", block, at));
                case "tool_use" -> calls.add(call(block, at));
                case "thinking" -> thought(block, at);
                default -> throw unknownType(type, at);
            }
        }
        messages.add(new ModelRequest.Message("assistant", text.toString(), calls));
        return calls;
    }

    private String call(JsonNode block, String path) {
        TOOL_USE.check(block, path + ".", MessagesRequests.ERRORS);
        for (String field : List.of("id", "name", "input")) {
            AnthropicErrors.require(block, field, path + ".");
        }
        prompt.add(part("assistant", block, "", path + "."));
        return block.path("id").asString();
    }

    private void thought(JsonNode block, String path) {
        THINKING.check(block, path + ".", MessagesRequests.ERRORS);
        String shown = block.path("thinking").asString("");
        boolean genuine =
                Seal.open(block.path("signature").asString(""))
                        .filter(sealed -> shown.isEmpty() || shown.equals(sealed))
                        .isPresent();
        if (!genuine) {
            throw AnthropicErrors.invalid(path + ": Invalid `signature` in `thinking` block");
        }
        prompt.add(part("assistant", block, "", path + "."));
    }

    private String texts(String role, JsonNode content, String path) {
        if (content.isString()) {
            prompt.add(new PromptPart(role + " text", content.asString()));
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (JsonNode block : content) {
            text.append(text(role, block, "%s.%d".formatted(path, number++)));
        }
        return text.toString();
    }

    private String text(String role, JsonNode block, String path) {
        TEXT.check(block, path + ".", MessagesRequests.ERRORS);
        String text = block.path("text").asString("");
        if (text.isEmpty()) {
            throw AnthropicErrors.invalid(path + ": text content blocks must be non-empty");
        }
        prompt.add(new PromptPart(role + " text", text, mark(block, path + ".")));
        return text;
    }

    static PromptPart part(String role, JsonNode block, String text, String path) {
        JsonNode head = block.deepCopy();
        if (head instanceof ObjectNode object) {
            object.remove("cache_control");
        }
        return new PromptPart(role + Json.line(head), text, mark(block, path));
    }

    /// How long the cache is to keep what ends here; empty when there is no mark.
    static String mark(JsonNode block, String path) {
        JsonNode control = block.path("cache_control");
        if (control.isMissingNode() || control.isNull()) {
            return "";
        }
        CACHE_CONTROL.check(control, path + "cache_control.", MessagesRequests.ERRORS);
        String ttl = control.path("ttl").asString("5m");
        if (!control.path("type").asString("").equals("ephemeral")
                || !List.of("5m", "1h").contains(ttl)) {
            throw AnthropicErrors.invalid(
                    path + "cache_control: Input should be 'ephemeral' for '5m' or '1h'");
        }
        return ttl;
    }

    private static Refusal unknownType(String type, String path) {
        return AnthropicErrors.invalid(
                "%s: Input tag '%s' found using 'type' does not match any of the expected tags"
                        .formatted(path, type));
    }

    /// What was called in the message before must be answered in this one.
    private void checkAnswered(List<String> open) {
        if (!open.isEmpty()) {
            throw AnthropicErrors.invalid(
                    "messages.%d: `tool_use` ids were found without `tool_result` blocks immediately after: %s. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
                            .formatted(index - 1, String.join(", ", open)));
        }
    }
}
