package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The models of a recording: they answer as they did, and note the first place at which they are
/// told something else than they were.
///
/// Not thread-safe.
public final class RecordedModels {

    private final Recording recording;
    private int next;
    private Optional<Divergence> divergence = Optional.empty();

    public RecordedModels(Recording recording) {
        this.recording = recording;
    }

    /// In the order in which they take over from one another.
    public List<Model> models() {
        return recording.head().models().stream().<Model>map(Recorded::new).toList();
    }

    /// Calls that were answered again.
    public int played() {
        return Math.min(next, recording.turns().size());
    }

    /// Where the conversation first went another way; empty when it did not.
    public Optional<Divergence> divergence() {
        return divergence;
    }

    private Completion answer(List<Message> conversation, ModelFacts facts) {
        if (next++ >= recording.turns().size()) {
            throw new ModelException(
                    facts.provider(),
                    OptionalInt.empty(),
                    ModelException.Reason.REJECTED,
                    "the recording holds no more answers",
                    null);
        }
        Recording.Turn turn = recording.turns().get(next - 1);
        if (divergence.isEmpty()) {
            divergence = Divergence.between(turn.said(), conversation);
        }
        return switch (turn.outcome()) {
            case Recording.Outcome.Answer(Completion completion) -> completion;
            case Recording.Outcome.Failure(ModelException exception) -> throw exception;
        };
    }

    private final class Recorded implements Model {

        private final ModelFacts facts;

        Recorded(ModelFacts facts) {
            this.facts = facts;
        }

        @Override
        public ModelFacts facts() {
            return facts;
        }

        @Override
        public Completion complete(
                List<Message> conversation,
                List<ToolSpec> tools,
                int maxOutputTokens,
                Deadline deadline) {
            return answer(conversation, facts);
        }
    }
}
