package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import java.util.List;
import java.util.concurrent.CancellationException;

/// A language model at a provider. Safe for use by several threads.
public interface Model {

    /// What is known of it: who serves it, its limits, its prices.
    ModelFacts facts();

    /// Who serves it, such as `openai`.
    default String provider() {
        return facts().provider();
    }

    /// The name that the provider knows it by.
    default String name() {
        return facts().name();
    }

    /// Asks and waits for the whole answer. The answer is streamed, so that a stall is seen, and no
    /// gateway on the way takes a long one for a dead connection.
    ///
    /// @param conversation at least one message, in order
    /// @param tools those that it may call; none is offered when there are none
    /// @param maxOutputTokens of the answer, reasoning included
    /// @param deadline the call also has a limit of its own; the earlier of the two ends it
    /// @throws ModelException when there is no complete answer
    /// @throws CancellationException when the calling thread is interrupted; the connection is
    ///   closed then
    Completion complete(
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline);
}
