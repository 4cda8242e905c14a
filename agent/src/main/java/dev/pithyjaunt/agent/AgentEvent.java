package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.protocol.Usage;

import java.time.Duration;

/// Something an agent did.
public sealed interface AgentEvent {

    /// The model is being asked.
    ///
    /// @param attempt from 1
    record Asking(int attempt, String provider, String model) implements AgentEvent {}

    /// The model answered.
    record Answered(int attempt, Completion.Ending ending, Usage.Call usage)
            implements AgentEvent {}

    /// The model looked something up in the commit.
    ///
    /// @param tool the name that it called, as it wrote it
    /// @param argument what it asked for, one line, for people
    /// @param outcome what was found, or why nothing, one line, for people
    record Looked(String tool, String argument, String outcome) implements AgentEvent {}

    /// The provider refused the tools; the model is asked without them.
    ///
    /// @param reason the provider's words
    record ToolsRefused(String reason) implements AgentEvent {}

    /// The provider failed, and is asked again after a while.
    ///
    /// @param reason its words
    record Retrying(String reason, Duration after) implements AgentEvent {}

    /// The provider failed for good, and another model takes over.
    ///
    /// @param reason the words of the one that failed
    record FellBack(String reason, String provider, String model) implements AgentEvent {}

    /// The execution has taken more tokens than most do. Said once.
    ///
    /// @param tokens of all calls so far
    record Costly(long tokens) implements AgentEvent {}

    /// The provider counted far fewer prompt tokens than it was sent: it cut the prompt.
    ///
    /// @param counted by the provider
    /// @param sent as they were measured
    record PromptCut(long counted, int sent) implements AgentEvent {}

    /// A call brought no answer.
    record CallFailed(ModelException failure) implements AgentEvent {}

    /// The model is not asked again, though there are attempts left.
    ///
    /// @param reason one line, for people
    record Stopped(String reason) implements AgentEvent {}

    /// The answer could not be used.
    ///
    /// @param reason one line, for people
    record Rejected(int attempt, String reason) implements AgentEvent {}

    /// The repository's checks are being run on a patch.
    ///
    /// @param round from 1
    record Trying(int round) implements AgentEvent {}

    /// Checks newly fail with that patch.
    record Objected(int round, Objection objection) implements AgentEvent {}

    /// The work is over.
    record Ended(AgentResult result) implements AgentEvent {}

    /// A message was added to the conversation, by either side.
    record Said(Message message) implements AgentEvent {}
}
