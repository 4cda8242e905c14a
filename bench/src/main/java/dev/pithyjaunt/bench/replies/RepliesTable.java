package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.agent.edit.Rung;
import dev.pithyjaunt.bench.replies.Landing.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Counts results and writes them as text.
record RepliesTable(List<Result> results) {

    private static final String ROW = "%-13s  %-24s  %-20s %8s %8s %9s %8s %8s";

    /// The lines of the table.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                ROW.formatted(
                        "group",
                        "model",
                        "format",
                        "replies",
                        "applied",
                        "faithful",
                        "refused",
                        "no edit"));
        Map<List<String>, List<Result>> groups =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        RepliesTable::group,
                                        () -> new TreeMap<>(RepliesTable::compare),
                                        Collectors.toList()));
        groups.forEach((names, members) -> lines.add(row(names, members)));
        List<Result> claude = results.stream().filter(RepliesTable::isByClaudeWithTools).toList();
        if (!claude.isEmpty()) {
            lines.add(row(List.of("together", "claude-*, file tools", "unified-diff"), claude));
        }
        lines.add(row(List.of("together", "all", ""), results));
        lines.add("");
        lines.add("edits by rung: " + rungs());
        lines.add("reading and fitting: " + times());
        lines.addAll(refusals());
        return lines;
    }

    /// What `git apply` refuses.
    List<Result> refused() {
        return results.stream().filter(result -> !result.refusal().isEmpty()).toList();
    }

    private static List<String> group(Result result) {
        RecordedReply reply = result.reply();
        return List.of(reply.group(), reply.model(), reply.format());
    }

    private static int compare(List<String> one, List<String> other) {
        return String.join("\0", one).compareTo(String.join("\0", other));
    }

    /// Measures are stated for those that could look at the files.
    private static boolean isByClaudeWithTools(Result result) {
        RecordedReply reply = result.reply();
        return reply.model().startsWith("claude-")
                && reply.format().equals("unified-diff")
                && reply.context() != null
                && reply.context().contains("file tools");
    }

    private static String row(List<String> names, List<Result> members) {
        return ROW.formatted(
                names.get(0),
                names.get(1),
                names.get(2),
                members.size(),
                count(members, result -> result.landing().outcome() == Outcome.APPLIED),
                count(members, Result::faithful),
                count(members, result -> result.landing().outcome() == Outcome.REFUSED),
                count(members, result -> result.landing().outcome() == Outcome.NO_EDIT));
    }

    private static long count(List<Result> results, Predicate<Result> counted) {
        return results.stream().filter(counted).count();
    }

    private String rungs() {
        Map<Rung, Long> counts =
                results.stream()
                        .flatMap(result -> result.landing().rungs().stream())
                        .collect(
                                Collectors.groupingBy(
                                        rung -> rung, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> "%s %,d".formatted(Landing.word(count.getKey()), count.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String times() {
        long[] micros =
                results.stream().mapToLong(result -> result.landing().micros()).sorted().toArray();
        return "median %,d µs, p99 %,d µs, longest %,d µs, all %,d ms"
                .formatted(
                        micros[micros.length / 2],
                        micros[micros.length * 99 / 100],
                        micros[micros.length - 1],
                        Arrays.stream(micros).sum() / 1000);
    }

    private List<String> refusals() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "git apply refuses %,d of %,d diffs"
                        .formatted(
                                refused().size(),
                                count(
                                        results,
                                        result -> result.landing().outcome() == Outcome.APPLIED)));
        refused()
                .forEach(result -> lines.add("  " + result.reply().id() + ": " + result.refusal()));
        return lines;
    }
}
