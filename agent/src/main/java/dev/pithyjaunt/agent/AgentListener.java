package dev.pithyjaunt.agent;

/// Hears what an agent does, in order, on the agent's thread.
@FunctionalInterface
public interface AgentListener {

    void on(AgentEvent event);
}
