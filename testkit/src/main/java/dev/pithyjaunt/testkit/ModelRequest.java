package dev.pithyjaunt.testkit;

import java.util.List;

/// A chat completion request that a scripted model received and found in order.
///
/// @param authorization the whole header
/// @param usageAsked whether the stream is to end with the usage
/// @param body the JSON as it arrived
public record ModelRequest(
        String authorization,
        String model,
        boolean stream,
        boolean usageAsked,
        List<Message> messages,
        String body) {

    public ModelRequest {
        messages = List.copyOf(messages);
    }

    /// @param role `system`, `user` or `assistant`
    public record Message(String role, String text) {}

    /// The texts of all messages, in order.
    public String text() {
        return String.join("\n", messages.stream().map(Message::text).toList());
    }
}
