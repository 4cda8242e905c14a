package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.edit.Rung;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What became of one reply.
///
/// @param reason why it was refused, or how it was made to fit
/// @param files as they are with it; empty unless it was applied
/// @param rungs on which its edits fit; empty unless it was applied
/// @param micros that reading and fitting took
record Landing(
        Outcome outcome,
        String reason,
        List<Fitting.FittedFile> files,
        List<Rung> rungs,
        long micros) {

    enum Outcome {
        /// The tree is another one with it.
        APPLIED,
        /// It states edits, and none was made.
        REFUSED,
        /// It states no edit.
        NO_EDIT
    }

    static Landing of(String reply, FileTree base) {
        long start = System.nanoTime();
        Landing landing =
                switch (ReplyReader.read(reply)) {
                    case Reply.Edits(List<Edit> edits, _) -> fit(edits, base);
                    case Reply.Malformed(String path, String problem, _) ->
                            without(Outcome.REFUSED, about(path, problem));
                    case Reply.Question _ -> without(Outcome.NO_EDIT, "a question");
                    case Reply.NothingToChange _ -> without(Outcome.NO_EDIT, "nothing to change");
                    case Reply.Prose _ -> without(Outcome.NO_EDIT, "no edit");
                };
        long micros = (System.nanoTime() - start) / 1000;
        return new Landing(landing.outcome, landing.reason, landing.files, landing.rungs, micros);
    }

    private static Landing fit(List<Edit> edits, FileTree base) {
        return switch (Fitter.fit(edits, base, SyntaxCheck::finds)) {
            case Fitting.Refused(List<Refusal> refusals, _) ->
                    without(
                            Outcome.REFUSED,
                            refusals.stream()
                                    .map(refusal -> about(refusal.path(), refusal.reason()))
                                    .collect(Collectors.joining("; ")));
            case Fitting.Fitted(List<Fitting.FittedFile> files, _)
                    when files.stream().allMatch(file -> isAsItWas(file, base)) ->
                    without(Outcome.REFUSED, "the edits leave every file as it is");
            case Fitting.Fitted(List<Fitting.FittedFile> files, List<Fitting.Fit> fits) ->
                    applied(files, fits.stream().map(Fitting.Fit::rung).toList());
        };
    }

    private static boolean isAsItWas(Fitting.FittedFile file, FileTree base) {
        Optional<TreeFile> before = base.find(file.path());
        return before.isPresent() == file.content().isPresent()
                && file.content()
                        .filter(content -> !Arrays.equals(content, base.read(before.orElseThrow())))
                        .isEmpty();
    }

    private static Landing applied(List<Fitting.FittedFile> files, List<Rung> rungs) {
        String loosely =
                rungs.stream()
                        .distinct()
                        .sorted()
                        .map(Landing::word)
                        .collect(Collectors.joining(" "));
        return new Landing(Outcome.APPLIED, loosely, files, rungs, 0);
    }

    private static Landing without(Outcome outcome, String reason) {
        return new Landing(outcome, reason, List.of(), List.of(), 0);
    }

    private static String about(String path, String problem) {
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
