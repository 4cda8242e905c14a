package dev.pithyjaunt.testkit;

import java.util.List;
import java.util.Map;

/// What a scripted model does with one request.
public sealed interface Answer {

    /// Answers completely.
    record Text(String text) implements Answer {}

    /// Calls tools: finish reason `tool_calls`. The calls get the ids `call_1`, `call_2`, ...,
    /// which go on through a conversation.
    ///
    /// @param say may be empty
    record Calls(String say, List<Call> calls) implements Answer {
        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /// @param arguments meant to be a JSON object, sent as it is
    record Call(String tool, String arguments) {}

    /// Answers, and stops at the output limit: finish reason `length`.
    record CutOff(String text) implements Answer {}

    /// Begins to answer and closes the connection in the middle.
    record BrokenStream(String text) implements Answer {}

    /// Sends this status and body and nothing of its own. With status 200 and content type
    /// `text/event-stream` the body is a stream written by hand.
    record Status(int status, String body, Map<String, String> headers) implements Answer {
        public Status {
            headers = Map.copyOf(headers);
        }

        /// A JSON body.
        public Status(int status, String body) {
            this(status, body, Map.of("Content-Type", "application/json"));
        }
    }

    /// Takes the request and never answers it: sends a status line and then only the comments with
    /// which gateways hold a connection open, which is how it notices that the client is gone.
    record Silence() implements Answer {}

    /// Answers completely with no content.
    record Nothing() implements Answer {}
}
