package dev.pithyjaunt.protocol.markdown;

import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Tests;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The checks as a table, a row each.
final class CheckTable {

    static final int MAX_COMMAND = 200;
    private static final int MAX_SOURCE = 100;
    private static final int MAX_REASON = 200;

    private static final String HEAD =
            """

            | check | base | with the patch | comparison |
            |---|---|---|---|
            """;

    private CheckTable() {}

    static Block of(List<Check> checks) {
        return new Block(HEAD, checks.stream().map(CheckTable::row).toList());
    }

    private static String row(Check check) {
        Tests tests = check.tests();
        return "| %s (%s) | %s | %s | %s |\n"
                .formatted(
                        SafeText.code(check.command(), MAX_COMMAND),
                        SafeText.code(check.source(), MAX_SOURCE),
                        side(check.base(), tests == null ? null : tests.base()),
                        side(check.patched(), tests == null ? null : tests.patched()),
                        comparison(check));
    }

    private static String side(Side side, @Nullable Counts counts) {
        boolean wasNotRun = side.exitCode() == null && side.stopped() == null;
        if (wasNotRun) {
            String reason = SafeText.prose(side.output(), MAX_REASON);
            return side.inWords() + (reason.isEmpty() ? "" : ": " + reason);
        }
        return side.inWords()
                + (counts == null ? "" : ": " + counts(counts))
                + (side.kept() ? " (kept from an earlier execution)" : "");
    }

    private static String counts(Counts counts) {
        List<String> words = new ArrayList<>();
        if (counts.passed() != null) {
            words.add("%,d passed".formatted(counts.passed()));
        }
        if (counts.failed() > 0 || counts.passed() == null) {
            words.add("%,d failed".formatted(counts.failed()));
        }
        if (counts.skipped() > 0) {
            words.add("%,d skipped".formatted(counts.skipped()));
        }
        return String.join(", ", words);
    }

    private static String comparison(Check check) {
        List<String> words = new ArrayList<>();
        words.add(
                switch (check.comparison()) {
                    case PASSES -> "passes";
                    case FIXED -> "fixed";
                    case ALREADY_FAILED -> "failed before";
                    case NEWLY_FAILS -> "**newly fails**";
                    case FLAKY -> "flaky: says nothing of the patch";
                    case NOT_RUNNABLE -> "can't be run on base: says nothing of the patch";
                });
        if (check.tests() != null) {
            add(words, check.tests().newFailures().count(), "new failure");
            add(words, check.tests().fixed().count(), "fixed test");
            add(words, check.tests().appeared().count(), "new test");
            add(words, check.tests().vanished().count(), "vanished test");
        }
        add(words, check.repeats(), "repeat");
        return String.join("; ", words);
    }

    private static void add(List<String> words, int count, String noun) {
        if (count > 0) {
            words.add(Words.count(count, noun));
        }
    }
}
