package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Verdict;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.agent.syntax.SyntaxFindings;
import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The change as far as the model has stated it: edits that fit are kept while others are asked for
/// again. Each answer is read, fitted to the files, judged by policy, and checked for syntax.
///
/// Not thread-safe.
final class Draft {

    private final Policy policy;
    private final PatchPrinter printer;
    private final EditCounts counts = new EditCounts();

    /// Edits of earlier answers that fit, while others are asked for again.
    private List<Edit> kept = List.of();

    /// What the model said of them.
    private String said = "";

    /// A patch whose syntax errors the model was told. Not lost if nothing better comes of it.
    private AgentResult.@Nullable Patched doubtful;

    /// @param policy over the commit that edits are fitted to
    /// @param printer over the same commit
    Draft(Policy policy, PatchPrinter printer) {
        this.policy = policy;
        this.printer = printer;
    }

    /// Takes an answer.
    ///
    /// @param by the call that brought it
    Consequence take(String answer, Usage.Call by) {
        Reply reply = ReplyReader.read(withoutKept(answer));
        Consequence consequence = judge(reply);
        if (reply instanceof Reply.Edits edits) {
            counts.add(by, edits.edits(), consequence);
        }
        return consequence;
    }

    /// How many edits were stated in each form, and how many of them fit.
    List<EditCount> counts() {
        return counts.all();
    }

    /// The patch whose only fault is its syntax; empty when there is none.
    Optional<AgentResult.Patched> doubtful() {
        return Optional.ofNullable(doubtful);
    }

    /// The best patch that can be made of what was stated so far; empty when nothing fits, or what
    /// does is not allowed.
    Optional<AgentResult.Patched> partial() {
        if (doubtful != null || kept.isEmpty()) {
            return doubtful();
        }
        try {
            return Fitter.fit(kept, policy.base(), SyntaxCheck::finds)
                            instanceof Fitting.Fitted fitted
                    ? printer.print(fitted).flatMap(patch -> allowed(fitted, patch))
                    : Optional.empty();
        } catch (PatchFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<AgentResult.Patched> allowed(Fitting.Fitted fitted, Patch patch) {
        return switch (policy.judge(patch)) {
            case Verdict.Refused _ -> Optional.empty();
            case Verdict allowed ->
                    Optional.of(
                            patched(
                                    fitted,
                                    patch,
                                    said,
                                    allowed.reasons(),
                                    SyntaxFindings.of(fitted, policy.base())));
        };
    }

    /// The answer without the line by which the model takes back what it stated before.
    private String withoutKept(String answer) {
        String text = answer.strip();
        if (!text.startsWith(Feedback.START_OVER)) {
            return answer;
        }
        forgetKept();
        doubtful = null;
        return text.substring(Feedback.START_OVER.length());
    }

    private void forgetKept() {
        kept = List.of();
        said = "";
    }

    private Consequence judge(Reply reply) {
        return switch (reply) {
            case Reply.Question(String text) -> new Consequence.Final(new AgentResult.Asks(text));
            case Reply.NothingToChange(String reason) ->
                    new Consequence.Final(new AgentResult.NothingToChange(reason));
            case Reply.Prose(String text) ->
                    Consequence.again(
                            Feedback.withoutEdit(text),
                            Feedback.NO_EDIT,
                            ExecutionError.Category.MODEL_ERROR);
            case Reply.Malformed(String path, String problem, String raw) ->
                    Consequence.again(List.of(new Refusal(path, problem, "", raw)), kept.size());
            case Reply.Edits edits -> fit(edits);
        };
    }

    private Consequence fit(Reply.Edits reply) {
        return switch (fitWithKept(reply.edits())) {
            case Fitting.Refused(List<Refusal> refusals, List<Edit> others) -> {
                kept = others;
                said = summary(reply);
                yield Consequence.again(refusals, others.size());
            }
            case Fitting.Fitted fitted -> {
                String summary = summary(reply);
                forgetKept();
                Optional<Patch> patch = printer.print(fitted);
                yield patch.map(made -> judge(fitted, made, summary))
                        .orElseGet(() ->
                                Consequence.again(
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
        Fitting fitting = Fitter.fit(all, policy.base(), SyntaxCheck::finds);
        return fitting instanceof Fitting.Refused(_, List<Edit> others) && others.containsAll(edits)
                ? Fitter.fit(others, policy.base(), SyntaxCheck::finds)
                : fitting;
    }

    private String summary(Reply.Edits reply) {
        return Stream.of(said, reply.summary())
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private Consequence judge(Fitting.Fitted fitted, Patch patch, String summary) {
        return switch (policy.judge(patch)) {
            case Verdict.Refused refused ->
                    new Consequence.Again(
                            refused.summary(),
                            refused.toModelFeedback(),
                            new AgentResult.Forbidden(refused.reasons()));
            case Verdict allowed -> judgeSyntax(fitted, patch, summary, allowed.reasons());
        };
    }

    /// The model is told of errors once; then they are a warning, since grammars lag behind
    /// languages.
    private Consequence judgeSyntax(
            Fitting.Fitted fitted, Patch patch, String summary, List<Reason> review) {
        SyntaxFindings findings = SyntaxFindings.of(fitted, policy.base());
        AgentResult.Patched patched = patched(fitted, patch, summary, review, findings);
        if (findings.errors().isEmpty() || doubtful != null) {
            return new Consequence.Final(patched);
        }
        doubtful = patched;
        return new Consequence.Again(findings.summary(), findings.toModelFeedback(), patched);
    }

    private static AgentResult.Patched patched(
            Fitting.Fitted fitted,
            Patch patch,
            String summary,
            List<Reason> review,
            SyntaxFindings findings) {
        return new AgentResult.Patched(
                patch,
                summary,
                review,
                Stream.concat(fitted.warnings().stream(), findings.warnings().stream()).toList());
    }
}
