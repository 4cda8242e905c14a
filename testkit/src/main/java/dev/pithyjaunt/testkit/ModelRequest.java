package dev.pithyjaunt.testkit;

import java.util.List;

/// A chat completion request that a scripted model received and found in order.
///
/// @param authorization the whole header
/// @param usageAsked whether the stream is to end with the usage
/// @param tools the names of the tools that the model may call
/// @param body the JSON as it arrived
public record ModelRequest(
        String authorization,
        String model,
        boolean stream,
        boolean usageAsked,
        List<Message> messages,
        List<String> tools,
        String body) {

    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /// @param role `system`, `user`, `assistant` or `tool`
    /// @param calls the ids of the tool calls that an assistant's message makes, or the one that a
    ///   tool's message answers
    public record Message(String role, String text, List<String> calls) {
        public Message {
            calls = List.copyOf(calls);
        }

        public Message(String role, String text) {
            this(role, text, List.of());
        }
    }

    /// The texts of all messages, in order.
    public String text() {
        return String.join("\n", messages.stream().map(Message::text).toList());
    }
}
