package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.protocol.ExecutionError;

import java.util.List;

/// How the work on a task ended.
public sealed interface AgentResult {

    /// @param summary what the model says of its change; empty when nothing
    /// @param review why a person must look before it is merged; empty when nothing says so
    /// @param warnings what may be wrong with it, for people
    record Patched(Patch patch, String summary, List<Reason> review, List<String> warnings)
            implements AgentResult {
        public Patched {
            review = List.copyOf(review);
            warnings = List.copyOf(warnings);
        }
    }

    /// The work was broken off, and what was stated until then makes a patch.
    ///
    /// @param error why it was broken off
    record Partial(Patched patched, ExecutionError error) implements AgentResult {}

    /// The edits of the last attempt fit nowhere.
    record Refused(List<Refusal> refusals) implements AgentResult {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /// The edits of the last attempt fit, and do what policy refuses.
    record Forbidden(List<Reason> reasons) implements AgentResult {
        public Forbidden {
            reasons = List.copyOf(reasons);
        }
    }

    /// The model must know something first.
    record Asks(String question) implements AgentResult {}

    record NothingToChange(String reason) implements AgentResult {}

    /// Model or time failed.
    record Failed(ExecutionError error) implements AgentResult {}
}
