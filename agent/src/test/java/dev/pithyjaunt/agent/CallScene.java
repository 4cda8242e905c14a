package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Calls of models that answer from lists, on a clock that stands still.
final class CallScene {

    static final List<Message> CONVERSATION =
            List.of(new Message.System("Be brief."), new Message.User("Hello?"));
    static final Deadline SOON =
            new Deadline(
                    Instant.EPOCH.plus(Duration.ofMinutes(10)), InstantSource.fixed(Instant.EPOCH));

    final List<AgentEvent> events = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();

    static ModelException failure(String provider, Reason reason, String words) {
        return failure(provider, 0, reason, Optional.empty(), words);
    }

    static ModelException failure(
            String provider,
            int status,
            Reason reason,
            Optional<Duration> retryAfter,
            String words) {
        return new ModelException(
                provider,
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                reason,
                retryAfter,
                words,
                null);
    }

    static ListedModel model(String provider, Object... answers) {
        return new ListedModel(ListedModel.facts(provider, 100_000), answers);
    }

    ModelCalls calls(Model... models) {
        return new ModelCalls(
                List.of(models),
                new Budget(Limits.until(SOON.at()), InstantSource.fixed(Instant.EPOCH)),
                new Patience(waits::add, () -> 0));
    }

    Completion complete(ModelCalls calls) {
        return calls.complete(CONVERSATION, List.of(), events::add, SOON);
    }
}
