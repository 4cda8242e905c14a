package dev.pithyjaunt.testkit;

import java.util.List;
import java.util.Map;

/// One protocol as text: requests read and judged as the provider does, answers written.
sealed interface Wire permits ChatWire, ResponsesWire, MessagesWire {

    /// Reads a request.
    ///
    /// @param headers names in lower case
    /// @throws Refusal when the provider would not take it
    Received read(Map<String, String> headers, String body);

    /// @param prompt all that the model is given, in the order in which the provider caches it
    record Received(ModelRequest request, List<PromptPart> prompt) {
        public Received {
            prompt = List.copyOf(prompt);
        }
    }

    /// The body that goes with an error's status.
    String error(Refusal refusal);

    /// The answer to a request that does not stream.
    String json(ModelRequest request, Reply reply, ReportedUsage usage);

    /// The answer to one that does.
    Events events(ModelRequest request, Reply reply, ReportedUsage usage);

    /// Each a whole event of a stream, its empty line included.
    ///
    /// @param begun at least one: all that is said
    /// @param end that this was all, and why
    record Events(List<String> begun, List<String> end) {
        public Events {
            begun = List.copyOf(begun);
            end = List.copyOf(end);
        }
    }

    /// The answer with status 200 that reports an error.
    String failedJson(ModelRequest request, Answer.Failed failed);

    /// The event that reports an error in place of the end.
    ///
    /// @param sequence how many events came before
    String failure(ModelRequest request, int sequence, Answer.Failed failed);

    /// The same in an event named `error`.
    String errorEvent(int sequence, Answer.ErrorEvent error);

    static Wire of(Protocol protocol) {
        return switch (protocol) {
            case CHAT_COMPLETIONS -> new ChatWire();
            case RESPONSES -> new ResponsesWire();
            case MESSAGES -> new MessagesWire();
        };
    }

    /// An event that names its type.
    static String event(String type, String data) {
        return "event: " + type + "\ndata: " + data + "\n\n";
    }
}
