package dev.pithyjaunt.bench.fitting;

import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.edit.SyntaxJudge;
import dev.pithyjaunt.git.FileTree;

import java.util.ArrayList;
import java.util.List;

/// How long reading and fitting a reply takes, and how it ends.
///
/// @param millis median of the runs
/// @param ended `fitted` or `refused` with the number of edits or refusals, or how it could not be
///   read
record Timing(double millis, String ended) {

    private static final int RUNS = 7;

    /// The first runs warm up.
    private static final int COLD_RUNS = 2;

    /// A case so slow is not run again.
    private static final long MAX_NANOS = 6_000_000_000L;

    static Timing of(String reply, FileTree base) {
        List<Double> millis = new ArrayList<>();
        String ended = "";
        long begun = System.nanoTime();
        for (int run = 0; run < COLD_RUNS + RUNS; run++) {
            long start = System.nanoTime();
            ended = end(reply, base);
            millis.add((System.nanoTime() - start) / 1e6);
            if (System.nanoTime() - begun > MAX_NANOS) {
                break;
            }
        }
        List<Double> warm =
                millis.size() > COLD_RUNS ? millis.subList(COLD_RUNS, millis.size()) : millis;
        return new Timing(warm.stream().sorted().toList().get(warm.size() / 2), ended);
    }

    private static String end(String reply, FileTree base) {
        return switch (ReplyReader.read(reply)) {
            case Reply.Edits edits ->
                    switch (Fitter.fit(edits.edits(), base, SyntaxJudge.NONE)) {
                        case Fitting.Fitted fitted ->
                                "fitted %,d %s"
                                        .formatted(
                                                fitted.fits().size(),
                                                fitted.fits().stream()
                                                        .map(fit ->
                                                                fit.rung()
                                                                        .name()
                                                                        .toLowerCase(
                                                                                java.util.Locale
                                                                                        .ROOT))
                                                        .distinct()
                                                        .toList());
                        case Fitting.Refused refused ->
                                "refused %,d".formatted(refused.refusals().size());
                    };
            case Reply.Malformed malformed -> malformed.problem();
            case Reply.Question _ -> "a question";
            case Reply.NothingToChange _ -> "nothing to change";
            case Reply.Prose _ -> "no edit";
        };
    }
}
