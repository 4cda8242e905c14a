package dev.pithyjaunt.agent.edit;

import java.util.List;

/// What a model's reply turned out to be.
public sealed interface Reply {

    /// @param edits in the order of the reply, at least one
    /// @param summary what it said around them
    record Edits(List<Edit> edits, String summary) implements Reply {
        public Edits {
            edits = List.copyOf(edits);
        }
    }

    /// It began to state edits and did not finish one: nothing of it is used.
    ///
    /// @param problem what is missing, and where
    /// @param raw the part of the reply it is in
    record Malformed(String path, String problem, String raw) implements Reply {}

    /// It asks before it goes on.
    record Question(String text) implements Reply {}

    /// It says that nothing has to change.
    record NothingToChange(String reason) implements Reply {}

    /// It holds no edit at all.
    record Prose(String text) implements Reply {}
}
