package dev.pithyjaunt.agent.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One message of a conversation with a model.
public sealed interface Message {

    String text();

    /// What holds for the whole conversation.
    // Nothing here prints, and the protocol's own word is the one that is understood.
    @SuppressWarnings("AvoidCommonTypeNames")
    record System(String text) implements Message {}

    /// What is asked, the content of files included.
    record User(String text) implements Message {}

    /// What the model answered.
    ///
    /// @param calls each is answered by a [ToolAnswer] before anything else is said
    /// @param reasoning as the [Completion] had it
    record Assistant(String text, List<ToolCall> calls, @Nullable Reasoning reasoning)
            implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }

        public Assistant(String text) {
            this(text, List.of(), null);
        }
    }

    /// What a tool returned.
    ///
    /// @param callId of the call that it answers
    /// @param tool the name that was called
    record ToolAnswer(String callId, String tool, String text) implements Message {}
}
