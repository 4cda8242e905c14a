package dev.pithyjaunt.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a scripted model does with one request. One answer fits every protocol and both forms, one
/// JSON object or a stream of events. A script that ends with `Calls` calls tools for ever.
public sealed interface Answer {

    /// Answers completely.
    record Text(String text) implements Answer {}

    /// Calls tools: finish reason `tool_calls`, stop reason `tool_use`. The calls get the ids
    /// `call_1`, `call_2`, ..., at Anthropic `toolu_1`, ..., which go on through a conversation.
    ///
    /// @param say may be empty
    record Calls(String say, List<Call> calls) implements Answer {
        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /// @param arguments meant to be a JSON object, sent as it is
    record Call(String tool, String arguments) {}

    /// Answers, and stops at the output limit: finish reason `length`, incomplete because of
    /// `max_output_tokens`, stop reason `max_tokens`.
    record CutOff(String text) implements Answer {}

    /// Declines: a refusal where the protocol has one, else stop reason `refusal`.
    record Refused(String text) implements Answer {}

    /// Answers completely with no content.
    record Nothing() implements Answer {}

    /// Thinks before it answers: a `reasoning` item or a `thinking` block, both sealed against
    /// changes. Chat completions show nothing of it but its tokens.
    record Thinking(String thought, Answer then) implements Answer {}

    /// Begins to answer and closes the connection in the middle.
    record BrokenStream(String text) implements Answer {}

    /// Begins to answer, sends an event that ends in the middle of its JSON, and goes on to the
    /// end. An answer that doesn't stream is cut in the middle.
    record Malformed(String text) implements Answer {}

    /// Begins to answer with status 200, then reports an error in place of the end: an event
    /// `{"error":{"code","message"}}` as OpenRouter does, `response.failed`, or `error` with
    /// `overloaded_error` at Anthropic.
    record Failed(String text, int code, String message) implements Answer {}

    /// As `Failed`, in the protocol's other form: an event named `error`.
    record ErrorEvent(String text, int code, String message) implements Answer {}

    /// Refuses with an error in the protocol's own shape.
    ///
    /// @param headers such as `retry-after`
    record Rejected(int status, String message, String code, Map<String, String> headers)
            implements Answer {
        public Rejected {
            headers = Map.copyOf(headers);
        }

        public Rejected(int status, String message, String code) {
            this(status, message, code, Map.of());
        }
    }

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

    /// Begins to answer, then sends nothing at all and keeps the connection open. A client that
    /// leaves is not noticed.
    record Stalled(String text) implements Answer {}

    /// Answers late and slowly.
    ///
    /// @param before the first byte, the status line's
    /// @param between two events of a stream
    record Slow(Duration before, Duration between, Answer answer) implements Answer {}

    /// Answers and reports this usage in place of the one it counts.
    record WithUsage(Answer answer, ReportedUsage usage) implements Answer {}
}
