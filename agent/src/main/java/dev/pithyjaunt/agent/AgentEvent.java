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

    /// The answer could not be used.
    ///
    /// @param reason one line, for people
    record Rejected(int attempt, String reason) implements AgentEvent {}

    /// A message was added to the conversation, by either side.
    record Said(Message message) implements AgentEvent {}
}
