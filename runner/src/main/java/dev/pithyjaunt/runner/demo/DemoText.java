package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.runner.execution.Printable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the demo shows at its end: the diff, the tests on both sides, branch and commit, tokens,
/// time.
final class DemoText {

    private DemoText() {}

    static List<String> of(DemoResult result, Optional<Evidence> evidence) {
        List<String> lines = new ArrayList<>();
        if (!result.diff().isEmpty()) {
            lines.add("");
            lines.addAll(Printable.text(result.diff()).lines().toList());
        }
        lines.add("");
        evidence.ifPresent(checked -> addChecks(checked, lines));
        lines.add("status   " + result.status().name().toLowerCase(Locale.ROOT));
        if (result.error() != null) {
            lines.add("why      " + Printable.text(result.error().message()));
        }
        if (result.branch() != null) {
            lines.add("branch   %s at %s".formatted(result.branch(), result.headCommit()));
        }
        lines.add("page     " + result.url());
        if (!result.usage().calls().isEmpty()) {
            lines.add("tokens   " + result.usage().inWords());
        }
        lines.add(
                "seconds  "
                        + result.seconds().entrySet().stream()
                                .map(e -> "%s %.1f".formatted(e.getKey(), e.getValue()))
                                .collect(Collectors.joining(", ")));
        return lines;
    }

    private static void addChecks(Evidence evidence, List<String> lines) {
        for (Evidence.Check check : evidence.checks()) {
            addSide("tests on base", check.base(), lines);
            addSide("tests with the patch", check.patched(), lines);
        }
    }

    private static void addSide(String name, Evidence.Side side, List<String> lines) {
        lines.add(name + ": " + side.inWords());
        Printable.text(side.output()).lines().map(line -> "  " + line).forEach(lines::add);
        lines.add("");
    }
}
