package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.protocol.ExecutionError;

import java.util.List;

/// How the work on a task ended.
public sealed interface AgentResult {

    /// @param summary what the model says of its change; empty when nothing
    /// @param warnings what may be wrong with it, for people
    record Patched(Patch patch, String summary, List<String> warnings) implements AgentResult {
        public Patched {
            warnings = List.copyOf(warnings);
        }
    }

    /// The edits of the last attempt fit nowhere.
    record Refused(List<Refusal> refusals) implements AgentResult {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /// The model must know something first.
    record Asks(String question) implements AgentResult {}

    record NothingToChange(String reason) implements AgentResult {}

    /// Model or time failed.
    record Failed(ExecutionError error) implements AgentResult {}
}
