package dev.pithyjaunt.bench.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures as a table for people.
final class AgentTable {

    private AgentTable() {}

    static List<String> lines(List<Measured> all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-24s %7s %7s %9s %7s %9s %6s %6s %9s %9s %9s"
                        .formatted(
                                "",
                                "files",
                                "rounds",
                                "request s",
                                "all s",
                                "outside s",
                                "MB",
                                "git MB",
                                "bytes",
                                "fixed",
                                "tokens"));
        all.forEach(one -> lines.add(row(one)));
        return lines;
    }

    private static String row(Measured one) {
        return String.format(
                Locale.ROOT,
                "%-24s %,7d %7d %9.2f %7.2f %9.2f %6.0f %6.0f %,9d %,9d %,9d",
                one.repository(),
                one.files(),
                one.rounds(),
                one.secondsToFirstRequest(),
                one.seconds(),
                one.secondsOutsideModel(),
                one.megabytes(),
                one.childMegabytes(),
                one.firstRequest().bytes(),
                one.firstRequest().fixedBytes(),
                one.firstRequest().fixedTokens());
    }
}
