package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.protocol.ExecutionError;

import java.util.List;

/// What follows from an answer.
sealed interface Consequence {

    record Final(AgentResult result) implements Consequence {}

    /// @param reason for people
    /// @param feedback for the model
    /// @param otherwise the result when no attempt is left
    record Again(String reason, String feedback, AgentResult otherwise) implements Consequence {}

    /// A patch could be the result, but for what checks say.
    ///
    /// @param feedback for the model
    record Objected(String feedback) implements Consequence {}

    static Consequence again(String reason, String feedback, ExecutionError.Category category) {
        return new Again(
                reason, feedback, new AgentResult.Failed(new ExecutionError(category, reason)));
    }

    /// @param kept edits of the answer that need not be stated again
    static Consequence again(List<Refusal> refusals, int kept) {
        return new Again(
                Feedback.summary(refusals),
                Feedback.of(refusals, kept),
                new AgentResult.Refused(refusals));
    }
}
