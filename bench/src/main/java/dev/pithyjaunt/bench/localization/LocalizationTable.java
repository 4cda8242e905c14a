package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.agent.ranking.Signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Scores rankings and writes the scores as text.
record LocalizationTable(Rankings rankings) {

    private static final String ROW = "%-28s %7s  %s %6s";

    /// The lines of the table; without any scores when nothing was ranked.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Ranked> all = rankings.ranked();
        lines.add("%d of %d changes were ranked".formatted(all.size(), rankings.changes()));
        rankings.missing()
                .forEach((reason, number) ->
                        lines.add("  left out: %d, %s".formatted(number, reason)));
        if (!all.isEmpty()) {
            lines.add("");
            lines.add(ROW.formatted("", "changes", Score.HEADER, "ms"));
            lines.add(timed("ranking", all));
            lines.add(row("BM25 of contents alone", all, one -> one.pathsBy(Signal.CONTENT)));
            lines.add(row("paths alone", all, one -> one.pathsBy(Signal.PATH)));
            lines.add("");
            repositories(lines);
            lines.add("");
            for (Signal signal : Signal.values()) {
                lines.add(row("without " + signal, all, one -> one.pathsWithout(signal)));
            }
        }
        return lines;
    }

    private void repositories(List<String> lines) {
        rankings.ranked().stream()
                .collect(
                        Collectors.groupingBy(
                                one -> one.change().repo(), TreeMap::new, Collectors.toList()))
                .forEach((repository, ranked) -> lines.add(timed(repository, ranked)));
    }

    private static String timed(String name, List<Ranked> ranked) {
        double millis = ranked.stream().mapToLong(Ranked::millis).average().orElse(0);
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                ranked.size(),
                Score.of(ranked, Ranked::paths),
                Math.round(millis));
    }

    private static String row(
            String name, List<Ranked> ranked, Function<Ranked, List<String>> order) {
        return ROW.formatted(name, ranked.size(), Score.of(ranked, order), "").stripTrailing();
    }
}
