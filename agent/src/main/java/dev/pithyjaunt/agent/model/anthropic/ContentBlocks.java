package dev.pithyjaunt.agent.model.anthropic;

import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.langchain.OutgoingMessage;
import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The content of a message as it grows: blocks by their index, each begun whole and then appended
/// to.
final class ContentBlocks {

    private static final String TOOL_USE = "tool_use";

    private record Block(ObjectNode json, StringBuilder input) {

        String type() {
            return json.path("type").asString("");
        }

        void append(String field, String text) {
            json.put(field, json.path(field).asString("") + text);
        }

        /// What was said of it at its beginning, where nothing followed.
        String arguments() {
            return input.isEmpty() ? Json.line(json.path("input")) : input.toString();
        }

        ObjectNode whole() {
            ObjectNode whole = json.deepCopy();
            if (type().equals(TOOL_USE)) {
                String sent = OutgoingMessage.sentArguments(arguments());
                whole.set("input", Json.read(sent, ObjectNode.class));
            }
            return whole;
        }
    }

    private final Map<Integer, Block> blocks = new TreeMap<>(Comparator.naturalOrder());

    void start(JsonNode event) {
        if (event.path("content_block") instanceof ObjectNode block) {
            blocks.put(
                    event.path("index").asInt(0), new Block(block.deepCopy(), new StringBuilder()));
        }
    }

    /// @return whether there is such a block
    boolean grow(JsonNode event) {
        Block block = blocks.get(event.path("index").asInt(0));
        if (block == null) {
            return false;
        }
        JsonNode delta = event.path("delta");
        switch (delta.path("type").asString("")) {
            case "text_delta" -> block.append("text", delta.path("text").asString(""));
            case "thinking_delta" -> block.append("thinking", delta.path("thinking").asString(""));
            case "signature_delta" ->
                    block.json().put("signature", delta.path("signature").asString(""));
            case "input_json_delta" ->
                    block.input().append(delta.path("partial_json").asString(""));
            default -> {
                // Citations and what later versions add.
            }
        }
        return true;
    }

    /// Texts that something stands between begin on a new line.
    String text() {
        StringBuilder text = new StringBuilder();
        boolean apart = false;
        for (Block block : blocks.values()) {
            boolean isText = block.type().equals("text");
            if (isText) {
                boolean atLineStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                text.append(apart && !atLineStart ? "\n" : "")
                        .append(block.json().path("text").asString(""));
            }
            apart = !isText;
        }
        return text.toString();
    }

    List<ToolCall> calls() {
        return blocks.values().stream()
                .filter(block -> block.type().equals(TOOL_USE))
                .map(block ->
                        new ToolCall(
                                block.json().path("id").asString(""),
                                block.json().path("name").asString(""),
                                block.arguments()))
                .toList();
    }

    /// All of it, as it is sent back: without empty texts, which are refused there.
    List<ObjectNode> content() {
        List<ObjectNode> content = new ArrayList<>();
        for (Block block : blocks.values()) {
            if (!block.type().equals("text") || !block.json().path("text").asString("").isBlank()) {
                content.add(block.whole());
            }
        }
        return content;
    }
}
