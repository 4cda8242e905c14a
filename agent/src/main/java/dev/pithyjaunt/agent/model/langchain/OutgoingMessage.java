package dev.pithyjaunt.agent.model.langchain;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/// A message as langchain4j sends it.
public final class OutgoingMessage {

    /// Longer names are refused.
    private static final int MAX_NAME = 64;

    private OutgoingMessage() {}

    public static ChatMessage of(Message message) {
        return switch (message) {
            case Message.System(String text) -> SystemMessage.from(text);
            case Message.User(String text) -> UserMessage.from(text);
            case Message.Assistant(String text, List<ToolCall> calls, _) -> answer(text, calls);
            case Message.ToolAnswer(String callId, String tool, String text) ->
                    ToolExecutionResultMessage.from(callId, sentName(tool), text);
        };
    }

    /// Without content where only tools are called: some servers refuse an empty one.
    private static AiMessage answer(String text, List<ToolCall> calls) {
        return calls.isEmpty()
                ? AiMessage.from(text)
                : AiMessage.builder()
                        .text(text.isEmpty() ? null : text)
                        .toolExecutionRequests(calls.stream().map(OutgoingMessage::call).toList())
                        .build();
    }

    private static ToolExecutionRequest call(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(sentName(call.name()))
                .arguments(sentArguments(call.arguments()))
                .build();
    }

    /// A name that a model made up may hold what its provider refuses to get back.
    private static String sentName(String name) {
        String sent = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        return sent.isEmpty() ? "_" : sent.substring(0, Math.min(sent.length(), MAX_NAME));
    }

    /// The arguments as a JSON object: servers that read them refuse everything else.
    public static String sentArguments(String arguments) {
        try {
            if (Json.read(arguments, JsonNode.class).isObject()) {
                return arguments;
            }
        } catch (MalformedJsonException e) {
            // Sent as text below.
        }
        return arguments.isBlank() ? "{}" : Json.line(Map.of("malformed", arguments));
    }
}
