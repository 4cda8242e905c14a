package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.protocol.Usage;

/// A model's answer.
///
/// @param text may be empty: a model can end without a word, or spend its whole output limit on
///   reasoning
public record Completion(String text, Ending ending, Usage.Call usage) {

    /// Why the model stopped. An answer that stopped for any other reason is none: see
    /// [ModelException.Reason#BROKEN].
    public enum Ending {
        /// It said all it had to say.
        FINISHED,
        /// The output limit ended it: the text is a part, and must not be applied.
        CUT_OFF,
        /// The model or the provider's content filter declined; the text is the refusal, or a part
        /// of an answer.
        REFUSED
    }
}
