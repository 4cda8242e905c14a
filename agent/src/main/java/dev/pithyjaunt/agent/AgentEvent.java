package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.protocol.Usage;

/// Something an agent did.
public sealed interface AgentEvent {

    /// The model is being asked.
    ///
    /// @param attempt from 1
    record Asking(int attempt, String provider, String model) implements AgentEvent {}

    /// The model answered.
    record Answered(int attempt, Usage.Call usage) implements AgentEvent {}

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

    /// The answer could not be used.
    ///
    /// @param reason one line, for people
    record Rejected(int attempt, String reason) implements AgentEvent {}

    /// A message was added to the conversation, by either side.
    record Said(Message message) implements AgentEvent {}
}
