package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.budget.Room;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Usage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// The calls of an execution: within its budget, tried again where the provider may recover, and
/// taken over by another model where it does not.
///
/// Not thread-safe.
public final class ModelCalls {

    /// Executions that take more are rare, and people want to know of them.
    private static final long COSTLY_TOKENS = 50_000;

    /// A provider that counts less than this share of a long prompt has cut it.
    private static final double CUT_SHARE = 0.4;

    private static final int LONG_PROMPT = 4_000;

    private final List<Model> models;
    private final Budget budget;
    private final Patience patience;
    private final List<Usage.Call> paid = new ArrayList<>();
    private final List<ModelException> failures = new ArrayList<>();
    private Model current;
    private boolean isCostly;

    /// @param models in the order in which they take over from one another; at least one
    public ModelCalls(List<Model> models, Budget budget, Patience patience) {
        this.models = List.copyOf(models);
        this.budget = budget;
        this.patience = patience;
        this.current = models.getFirst();
    }

    /// The model that is asked next.
    Model current() {
        return current;
    }

    /// The calls so far that a provider may ask money for: those that were answered, and those that
    /// broke off after it had begun.
    Usage usage() {
        return new Usage(paid);
    }

    /// Asks until there is an answer.
    ///
    /// @throws BudgetExceededException when no call may be made
    /// @throws ModelException when there is no answer from any model, with the words of all; or
    ///   when the tools may be what was refused
    /// @throws CancellationException when the calling thread is interrupted
    Completion complete(
            List<Message> conversation,
            List<ToolSpec> tools,
            AgentListener listener,
            Deadline deadline) {
        if (paid.isEmpty()) {
            budget.findObstacle(models.stream().map(Model::facts).toList())
                    .ifPresent(ModelCalls::refuse);
        }
        while (true) {
            try {
                return completeWithTries(conversation, tools, listener, deadline);
            } catch (ModelException e) {
                if (!tools.isEmpty() && e.mayRefuseTools()) {
                    throw e;
                }
                failures.add(e);
                int next = models.indexOf(current) + 1;
                if (next == models.size() || deadline.hasPassed()) {
                    throw NoAnswer.of(failures, deadline);
                }
                current = models.get(next);
                listener.on(
                        new AgentEvent.FellBack(
                                e.getMessage(), current.provider(), current.name()));
            }
        }
    }

    private Completion completeWithTries(
            List<Message> conversation,
            List<ToolSpec> tools,
            AgentListener listener,
            Deadline deadline) {
        Patience.Tries tries = patience.begin();
        while (true) {
            try {
                return call(conversation, tools, listener, deadline);
            } catch (ModelException e) {
                listener.on(new AgentEvent.CallFailed(e));
                Optional<Duration> wait = tries.next(e, deadline);
                if (wait.isEmpty()) {
                    throw e;
                }
                listener.on(new AgentEvent.Retrying(e.getMessage(), wait.get()));
                tries.await(wait.get());
            }
        }
    }

    private Completion call(
            List<Message> conversation,
            List<ToolSpec> tools,
            AgentListener listener,
            Deadline deadline) {
        int promptTokens = PromptSize.of(conversation, tools, current.name()) + reasoningSentBack();
        int outputTokens =
                switch (budget.room(current.facts(), promptTokens)) {
                    case Room.Granted(int granted) -> granted;
                    case Room.Exceeded(String message) ->
                            throw new BudgetExceededException(withFailures(message));
                };
        long start = System.nanoTime();
        try {
            return taken(
                    current.complete(conversation, tools, outputTokens, deadline),
                    promptTokens,
                    listener);
        } catch (ModelException e) {
            if (e.mayHaveBeenPaid()) {
                lost(promptTokens, outputTokens, start);
            }
            throw e;
        } catch (CancellationException e) {
            lost(promptTokens, outputTokens, start);
            throw e;
        }
    }

    private static void refuse(String message) {
        throw new BudgetExceededException(message);
    }

    /// Why the models before this one are not asked is as much to be known.
    private String withFailures(String message) {
        return failures.isEmpty() ? message : NoAnswer.inWords(failures) + "; then " + message;
    }

    /// What a model thought is no message, and sent back to it with each prompt.
    private int reasoningSentBack() {
        return Math.toIntExact(
                paid.stream()
                        .filter(call ->
                                call.provider().equals(current.provider())
                                        && call.model().equals(current.name()))
                        .mapToLong(Usage.Call::reasoningTokens)
                        .sum());
    }

    private void lost(int promptTokens, int outputTokens, long start) {
        budget.lose(current.facts(), promptTokens, outputTokens);
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        paid.add(Usage.Call.uncounted(current.provider(), current.name(), seconds));
    }

    private Completion taken(Completion completion, int promptTokens, AgentListener listener) {
        Usage.Call call =
                budget.take(
                        current.facts(),
                        promptTokens,
                        PromptSize.of(completion, current.name()),
                        completion.usage());
        paid.add(call);
        if (!isCostly && budget.tokens() > COSTLY_TOKENS) {
            isCostly = true;
            listener.on(new AgentEvent.Costly(budget.tokens()));
        }
        if (call.counted()
                && promptTokens > LONG_PROMPT
                && call.promptTokens() < promptTokens * CUT_SHARE) {
            listener.on(new AgentEvent.PromptCut(call.promptTokens(), promptTokens));
        }
        return new Completion(
                completion.text(),
                completion.calls(),
                completion.reasoning(),
                completion.ending(),
                call);
    }
}
