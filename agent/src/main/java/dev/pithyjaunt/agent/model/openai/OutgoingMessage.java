package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolCall;

import java.util.List;

/// A message as langchain4j sends it.
final class OutgoingMessage {

    private OutgoingMessage() {}

    static ChatMessage of(Message message) {
        return switch (message) {
            case Message.System(String text) -> SystemMessage.from(text);
            case Message.User(String text) -> UserMessage.from(text);
            case Message.Assistant(String text, List<ToolCall> calls, _) -> answer(text, calls);
            case Message.ToolAnswer(String callId, String tool, String text) ->
                    ToolExecutionResultMessage.from(callId, tool, text);
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
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }
}
