package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.git.FileTree;

import java.util.List;
import java.util.stream.Collectors;

/// What became of one reply.
///
/// @param reason why it was refused, or how it was made to fit
/// @param files as they are with it; empty unless it was applied
/// @param edits it states
/// @param micros that reading and fitting took
record Landing(
        Outcome outcome,
        String reason,
        List<Fitting.FittedFile> files,
        List<Edit> edits,
        long micros) {

    enum Outcome {
        APPLIED,
        REFUSED,
        NO_EDIT
    }

    static Landing of(String reply, FileTree base) {
        long start = System.nanoTime();
        Landing landing =
                switch (ReplyReader.read(reply)) {
                    case Reply.Edits(List<Edit> edits, _) -> fit(edits, base);
                    case Reply.Malformed(String path, String problem, _) ->
                            refused(path + ": " + problem, List.of());
                    case Reply.Question _ -> without("a question");
                    case Reply.NothingToChange _ -> without("nothing to change");
                    case Reply.Prose _ -> without("no edit");
                };
        long micros = (System.nanoTime() - start) / 1000;
        return new Landing(landing.outcome, landing.reason, landing.files, landing.edits, micros);
    }

    private static Landing fit(List<Edit> edits, FileTree base) {
        return switch (Fitter.fit(edits, base, SyntaxCheck::finds)) {
            case Fitting.Refused(List<Refusal> refusals, _) ->
                    refused(
                            refusals.stream()
                                    .map(refusal -> refusal.path() + ": " + refusal.reason())
                                    .collect(Collectors.joining("; ")),
                            edits);
            case Fitting.Fitted(List<Fitting.FittedFile> files, List<Fitting.Fit> fits) ->
                    new Landing(
                            Outcome.APPLIED,
                            fits.stream()
                                    .map(fit ->
                                            fit.rung().name().toLowerCase(java.util.Locale.ROOT))
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(" ")),
                            files,
                            edits,
                            0);
        };
    }

    private static Landing refused(String reason, List<Edit> edits) {
        return new Landing(Outcome.REFUSED, reason, List.of(), edits, 0);
    }

    private static Landing without(String reason) {
        return new Landing(Outcome.NO_EDIT, reason, List.of(), List.of(), 0);
    }
}
