package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A model's answer.
///
/// @param text may be empty: a model can end without a word, or spend its whole output limit on
///   reasoning
/// @param calls the tools that the model wants to use before it goes on; only where it finished
/// @param reasoning what the provider wants to get back with the next request; absent for nothing
public record Completion(
        String text,
        List<ToolCall> calls,
        @Nullable Reasoning reasoning,
        Ending ending,
        Usage.Call usage) {

    public Completion {
        calls = List.copyOf(calls);
        if (!calls.isEmpty() && ending != Ending.FINISHED) {
            throw new IllegalArgumentException("calls of an answer that is " + ending);
        }
    }

    public Completion(String text, Ending ending, Usage.Call usage) {
        this(text, List.of(), null, ending, usage);
    }

    /// Why the model stopped. An answer that stopped for any other reason is none: see
    /// [ModelException.Reason#BROKEN].
    public enum Ending {
        /// It said all it had to say, or waits for tools.
        FINISHED,
        /// The output limit ended it: the text is a part, and must not be applied.
        CUT_OFF,
        /// The model or the provider's content filter declined; the text is the refusal, or a part
        /// of an answer.
        REFUSED
    }
}
