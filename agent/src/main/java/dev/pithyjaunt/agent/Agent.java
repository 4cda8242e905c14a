package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.agent.syntax.SyntaxFindings;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a model for a change, lets it look things up ([Dialogue]), fits its edits to the files, and
/// tells it what did not fit or is not allowed, until there is a patch, an answer of another kind,
/// or no attempt left.
///
/// One agent takes one task; it is not thread-safe.
public final class Agent {

    private final Model model;
    private final CommitTree base;
    private final Policy policy;
    private final PatchPrinter printer;
    private final int maxAttempts;
    private final AgentListener listener;
    private final Dialogue dialogue;
    private int attempts;

    /// Edits of earlier answers that fit, while others are asked for again.
    private List<Edit> kept = List.of();

    /// What the model said of them.
    private String said = "";

    /// A patch whose syntax errors the model was told. Not lost if nothing better comes of it.
    private AgentResult.@Nullable Patched doubtful;

    /// @param policy over the commit that edits are fitted to
    /// @param printer over the same commit
    /// @param toolbox over the same commit
    /// @param maxAttempts answers, at most: the first, and those after one that can't be taken
    public Agent(
            Model model,
            Policy policy,
            PatchPrinter printer,
            Toolbox toolbox,
            int maxAttempts,
            AgentListener listener) {
        this.model = model;
        this.base = policy.base();
        this.policy = policy;
        this.printer = printer;
        this.maxAttempts = maxAttempts;
        this.listener = listener;
        this.dialogue = new Dialogue(model, toolbox, listener);
    }

    /// Works on a task until it ends in one of the ways of [AgentResult].
    ///
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    public AgentResult run(Prompt prompt, Deadline deadline) {
        AgentResult result = converse(prompt, deadline);
        return result instanceof AgentResult.Patched || doubtful == null ? result : doubtful;
    }

    private AgentResult converse(Prompt prompt, Deadline deadline) {
        dialogue.tell(new Message.System(prompt.system()));
        dialogue.tell(new Message.User(prompt.user()));
        String lastReply = "";
        for (int attempt = 1; ; attempt++) {
            Completion completion;
            try {
                completion = dialogue.ask(attempt, deadline);
            } catch (ModelException e) {
                return new AgentResult.Failed(errorOf(e, deadline));
            }
            attempts = attempt;
            Verdict verdict = judge(completion);
            if (verdict instanceof Verdict.Final(AgentResult result)) {
                return result;
            }
            Verdict.Again again = (Verdict.Again) verdict;
            listener.on(new AgentEvent.Rejected(attempt, again.reason()));
            if (attempt == maxAttempts || completion.text().equals(lastReply)) {
                return again.otherwise();
            }
            lastReply = completion.text();
            dialogue.tell(new Message.User(again.feedback()));
        }
    }

    /// The calls answered so far, whatever came of them.
    public Usage usage() {
        return dialogue.usage();
    }

    /// Attempts that ended in an answer.
    public int attempts() {
        return attempts;
    }

    private Verdict judge(Completion completion) {
        return switch (completion.ending()) {
            case CUT_OFF ->
                    Verdict.again(
                            "the answer was cut off at the model's output limit",
                            Feedback.CUT_OFF,
                            ExecutionError.Category.MODEL_ERROR);
            case REFUSED ->
                    new Verdict.Final(
                            new AgentResult.Failed(
                                    new ExecutionError(
                                            ExecutionError.Category.MODEL_ERROR,
                                            "%s (%s) refused to answer this task"
                                                    .formatted(model.provider(), model.name()))));
            case FINISHED -> judge(ReplyReader.read(withoutKept(completion.text())));
        };
    }

    /// The answer without the line by which the model takes back what it stated before.
    private String withoutKept(String answer) {
        String text = answer.strip();
        if (!text.startsWith(Feedback.START_OVER)) {
            return answer;
        }
        forgetKept();
        return text.substring(Feedback.START_OVER.length());
    }

    private void forgetKept() {
        kept = List.of();
        said = "";
    }

    private Verdict judge(Reply reply) {
        return switch (reply) {
            case Reply.Question(String text) -> new Verdict.Final(new AgentResult.Asks(text));
            case Reply.NothingToChange(String reason) ->
                    new Verdict.Final(new AgentResult.NothingToChange(reason));
            case Reply.Prose(String text) ->
                    Verdict.again(
                            Feedback.withoutEdit(text),
                            Feedback.NO_EDIT,
                            ExecutionError.Category.MODEL_ERROR);
            case Reply.Malformed(String path, String problem, String raw) ->
                    Verdict.again(List.of(new Refusal(path, problem, "", raw)), kept.size());
            case Reply.Edits edits -> fit(edits);
        };
    }

    private Verdict fit(Reply.Edits reply) {
        return switch (fitWithKept(reply.edits())) {
            case Fitting.Refused(List<Refusal> refusals, List<Edit> others) -> {
                kept = others;
                said = summary(reply);
                yield Verdict.again(refusals, others.size());
            }
            case Fitting.Fitted fitted -> {
                String summary = summary(reply);
                forgetKept();
                Optional<Patch> patch = printer.print(fitted);
                yield patch.map(made -> judge(fitted, made, summary))
                        .orElseGet(() ->
                                Verdict.again(
                                        "the edits leave every file as it is",
                                        Feedback.NO_EFFECT,
                                        ExecutionError.Category.MODEL_ERROR));
            }
        };
    }

    /// The edits of an earlier answer that fit are made with those that were asked for again. Where
    /// both change the same lines, what was stated last holds.
    private Fitting fitWithKept(List<Edit> edits) {
        List<Edit> all = Stream.concat(edits.stream(), kept.stream()).toList();
        Fitting fitting = Fitter.fit(all, base, SyntaxCheck::finds);
        return fitting instanceof Fitting.Refused(_, List<Edit> others) && others.containsAll(edits)
                ? Fitter.fit(others, base, SyntaxCheck::finds)
                : fitting;
    }

    private String summary(Reply.Edits reply) {
        return Stream.of(said, reply.summary())
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private Verdict judge(Fitting.Fitted fitted, Patch patch, String summary) {
        return switch (policy.judge(patch)) {
            case dev.pithyjaunt.agent.policy.Verdict.Refused refused ->
                    new Verdict.Again(
                            refused.summary(),
                            refused.toModelFeedback(),
                            new AgentResult.Forbidden(refused.reasons()));
            case dev.pithyjaunt.agent.policy.Verdict.Allowed _ ->
                    judgeSyntax(fitted, patch, summary, List.of());
            case dev.pithyjaunt.agent.policy.Verdict.NeedsReview(List<Reason> reasons) ->
                    judgeSyntax(fitted, patch, summary, reasons);
        };
    }

    /// The model is told of errors once; then they are a warning, since grammars lag behind
    /// languages.
    private Verdict judgeSyntax(
            Fitting.Fitted fitted, Patch patch, String summary, List<Reason> review) {
        SyntaxFindings findings = SyntaxFindings.of(fitted, base);
        AgentResult.Patched patched =
                new AgentResult.Patched(
                        patch,
                        summary,
                        review,
                        Stream.concat(fitted.warnings().stream(), findings.warnings().stream())
                                .toList());
        if (findings.errors().isEmpty() || doubtful != null) {
            return new Verdict.Final(patched);
        }
        doubtful = patched;
        return new Verdict.Again(findings.summary(), findings.toModelFeedback(), patched);
    }

    private static ExecutionError errorOf(ModelException e, Deadline deadline) {
        if (deadline.hasPassed()) {
            return new ExecutionError(
                    ExecutionError.Category.TIMED_OUT,
                    "the execution's time was over while it waited for the model: "
                            + e.getMessage());
        }
        return new ExecutionError(
                e.reason() == ModelException.Reason.TIMEOUT
                        ? ExecutionError.Category.MODEL_TIMEOUT
                        : ExecutionError.Category.MODEL_ERROR,
                e.getMessage());
    }

    /// What follows from a reply.
    private sealed interface Verdict {

        record Final(AgentResult result) implements Verdict {}

        /// @param reason for people
        /// @param feedback for the model
        /// @param otherwise the result when no attempt is left
        record Again(String reason, String feedback, AgentResult otherwise) implements Verdict {}

        static Verdict again(String reason, String feedback, ExecutionError.Category category) {
            return new Again(
                    reason, feedback, new AgentResult.Failed(new ExecutionError(category, reason)));
        }

        /// @param kept edits of the answer that need not be stated again
        static Verdict again(List<Refusal> refusals, int kept) {
            return new Again(
                    Feedback.summary(refusals),
                    Feedback.of(refusals, kept),
                    new AgentResult.Refused(refusals));
        }
    }
}
