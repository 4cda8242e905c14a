package dev.pithyjaunt.testkit;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A request that a scripted model received and found in order, the same view for each protocol.
///
/// @param headers names in lower case, the first value of each
/// @param usageAsked whether the stream is to end with the usage; on protocols that always tell it,
///   as `stream`
/// @param maxOutputTokens empty when the request sets no limit
/// @param messages the system's first, wherever the protocol has it
/// @param tools the names of the tools that the model may call
/// @param body the JSON as it arrived
public record ModelRequest(
        Protocol protocol,
        Map<String, String> headers,
        String model,
        boolean stream,
        boolean usageAsked,
        OptionalInt maxOutputTokens,
        List<Message> messages,
        List<String> tools,
        String body) {

    public ModelRequest {
        headers = Map.copyOf(headers);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /// @param role `system` (a developer's too), `user`, `assistant` or `tool`
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

    /// The whole header; empty when there is none.
    public String authorization() {
        return headers.getOrDefault("authorization", "");
    }

    /// The key without its scheme, in whichever header it came.
    public String apiKey() {
        String key = headers.get("x-api-key");
        return key != null ? key : authorization().replaceFirst("^Bearer ", "");
    }

    /// The texts of all messages, in order.
    public String text() {
        return String.join("\n", messages.stream().map(Message::text).toList());
    }
}
