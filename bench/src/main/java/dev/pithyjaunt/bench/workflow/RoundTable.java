package dev.pithyjaunt.bench.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The figures as a table for people.
final class RoundTable {

    private RoundTable() {}

    /// @param rounds at least one
    static List<String> lines(List<Round> rounds) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-36s %7s %7s %7s"
                        .formatted("seconds of " + rounds.size(), "min", "median", "max"));
        for (OwnStep step : OwnStep.values()) {
            lines.add(line(step.job() + ": our program", rounds, round -> round.program(step)));
            lines.add(line(step.job() + ": the job", rounds, round -> round.job(step)));
        }
        lines.add(
                line("to the pull request: our programs", rounds, Round::toPullRequest)
                        + "  wanted: 8 or less");
        lines.add(line("to the pull request: all", rounds, Round::whole));
        lines.add(line("publish again", rounds, Round::again) + "  wanted: less than 2");
        return lines;
    }

    private static String line(String name, List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return String.format(
                Locale.ROOT,
                "%-36s %7.2f %7.2f %7.2f",
                name,
                sorted[0],
                median,
                sorted[sorted.length - 1]);
    }
}
