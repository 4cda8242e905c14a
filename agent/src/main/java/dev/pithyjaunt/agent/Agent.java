package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Usage;

import java.util.List;
import java.util.Optional;

/// Asks a model for a change ([ModelCalls]), lets it look things up ([Dialogue]), fits its edits to
/// the files ([Draft]), has the patch tried ([Trials]), and tells it what did not fit, is not
/// allowed or fails, until there is a patch, an answer of another kind, no attempt left, or nothing
/// new.
///
/// One agent takes one task; it is not thread-safe.
public final class Agent {

    private final ModelCalls calls;
    private final Dialogue dialogue;
    private final Draft draft;
    private final Trials trials;
    private final Repeats repeats = new Repeats();
    private final int attemptsInRound;
    private final AgentListener listener;
    private int attempts;

    /// How often a model may answer, and who tries what it stated.
    ///
    /// @param attempts answers until there is a patch, at most: the first, and those after one that
    ///   can't be taken
    /// @param trial asked for a patch that would be the result
    /// @param max how often an objection goes back to the model, which gives it so many attempts
    ///   anew; 0 for no trial
    public record Rounds(int attempts, Trial trial, int max) {}

    /// @param policy over the commit that edits are fitted to
    /// @param printer over the same commit
    /// @param toolbox over the same commit
    public Agent(
            ModelCalls calls,
            Policy policy,
            PatchPrinter printer,
            Toolbox toolbox,
            Rounds rounds,
            AgentListener listener) {
        this.calls = calls;
        this.dialogue = new Dialogue(calls, toolbox, listener);
        this.draft = new Draft(policy, printer);
        this.trials = new Trials(rounds.trial(), rounds.max(), listener);
        this.attemptsInRound = rounds.attempts();
        this.listener = listener;
    }

    /// Works on a task until it ends in one of the ways of [AgentResult].
    ///
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    public AgentResult run(Prompt prompt, Deadline deadline) {
        AgentResult result;
        try {
            result = converse(prompt, deadline);
        } catch (ModelException e) {
            result = brokenOff(errorOf(e, deadline));
        } catch (BudgetExceededException e) {
            result =
                    brokenOff(
                            new ExecutionError(
                                    Category.BUDGET_EXCEEDED, String.valueOf(e.getMessage())));
        }
        listener.on(new AgentEvent.Ended(result));
        return result;
    }

    private AgentResult converse(Prompt prompt, Deadline deadline) {
        dialogue.tell(new Message.System(prompt.system()));
        dialogue.tell(new Message.User(prompt.user()));
        int last = attemptsInRound;
        while (true) {
            Completion completion = dialogue.ask(attempts + 1, deadline);
            attempts++;
            switch (tried(judge(completion), deadline)) {
                case Consequence.Final(AgentResult result) -> {
                    return result instanceof AgentResult.Patched
                                    || result instanceof AgentResult.Asks
                            ? result
                            : orKept(result);
                }
                case Consequence.Objected(String feedback) -> {
                    last = attempts + attemptsInRound;
                    repeats.progress();
                    dialogue.tell(new Message.User(feedback));
                }
                case Consequence.Again again -> {
                    if (isCircling(completion, again) || attempts >= last) {
                        return orKept(again.otherwise());
                    }
                    dialogue.tell(new Message.User(again.feedback()));
                }
            }
        }
    }

    private Consequence tried(Consequence consequence, Deadline deadline) {
        return consequence instanceof Consequence.Final(AgentResult.Patched patched)
                ? trials.judge(patched, deadline)
                : consequence;
    }

    private boolean isCircling(Completion completion, Consequence.Again again) {
        listener.on(new AgentEvent.Rejected(attempts, again.reason()));
        Optional<String> repeated = repeats.find(completion.text(), again);
        repeated.ifPresent(reason -> listener.on(new AgentEvent.Stopped(reason)));
        return repeated.isPresent();
    }

    /// A patch that checks object to, or whose syntax alone was doubted, is better than none.
    private AgentResult orKept(AgentResult result) {
        return trials.best().or(draft::doubtful).<AgentResult>map(kept -> kept).orElse(result);
    }

    private Consequence judge(Completion completion) {
        return switch (completion.ending()) {
            case FINISHED -> draft.take(completion.text(), completion.usage());
            case CUT_OFF ->
                    Consequence.again(
                            "the answer was cut off at the model's output limit",
                            Feedback.CUT_OFF,
                            Category.MODEL_ERROR);
            case REFUSED ->
                    new Consequence.Final(
                            new AgentResult.Failed(
                                    new ExecutionError(
                                            Category.MODEL_ERROR,
                                            "%s (%s) refused to answer this task"
                                                    .formatted(
                                                            completion.usage().provider(),
                                                            completion.usage().model()))));
        };
    }

    /// What was stated so far is not lost.
    private AgentResult brokenOff(ExecutionError error) {
        if (trials.best().isPresent()) {
            listener.on(new AgentEvent.Stopped(error.message()));
            return trials.best().get();
        }
        return draft.partial()
                .<AgentResult>map(patched -> new AgentResult.Partial(patched, error))
                .orElseGet(() -> new AgentResult.Failed(error));
    }

    private static ExecutionError errorOf(ModelException e, Deadline deadline) {
        if (deadline.hasPassed()) {
            return new ExecutionError(
                    Category.TIMED_OUT,
                    "the time for the model was over while it was asked: " + e.getMessage());
        }
        return switch (e.reason()) {
            case TIMEOUT, STALLED -> new ExecutionError(Category.MODEL_TIMEOUT, e.getMessage());
            case UNREACHABLE, REJECTED, OVERLOADED, BROKEN ->
                    new ExecutionError(Category.MODEL_ERROR, e.getMessage());
        };
    }

    /// The calls so far that a provider may ask money for, whatever came of them.
    public Usage usage() {
        return calls.usage();
    }

    /// Attempts that ended in an answer.
    public int attempts() {
        return attempts;
    }

    /// How many edits were stated in each form, and how many of them fit.
    public List<EditCount> editCounts() {
        return draft.counts();
    }
}
