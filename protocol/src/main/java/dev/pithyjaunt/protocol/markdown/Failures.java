package dev.pithyjaunt.protocol.markdown;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Tests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What fails, by name and by what it printed.
final class Failures {

    private static final int MAX_SHOWN = 20;
    private static final int MAX_NAME = 200;
    private static final int MAX_LINES = 60;
    private static final int MAX_CHARACTERS = 4_000;

    private Failures() {}

    /// Set-up that fails, then tests that newly fail, are flaky or are gone.
    static List<Block> named(Evidence evidence) {
        List<Block> blocks = new ArrayList<>();
        List<String> setUp =
                evidence.setUp().stream().filter(Failures::fails).map(Failures::item).toList();
        if (!setUp.isEmpty()) {
            blocks.add(new Block("\n**Set-up fails**\n\n", setUp));
        }
        for (Check check : evidence.checks()) {
            Tests tests = check.tests();
            if (tests != null) {
                add(blocks, "New failures", check, tests.newFailures());
                add(blocks, "Flaky, which says nothing of the patch", check, tests.flaky());
                add(blocks, "Vanished with the patch", check, tests.vanished());
            }
        }
        return blocks;
    }

    private static boolean fails(SetUp setUp) {
        return !setUp.base().passed() || setUp.newlyFails();
    }

    private static String item(SetUp setUp) {
        Side patched = setUp.patched();
        return "- %s: on base it %s%s\n"
                .formatted(
                        SafeText.code(setUp.command(), CheckTable.MAX_COMMAND),
                        setUp.base().inWords(),
                        patched == null ? "" : ", with the patch it " + patched.inWords());
    }

    private static void add(List<Block> blocks, String title, Check check, Names names) {
        if (names.count() == 0) {
            return;
        }
        List<String> items = new ArrayList<>();
        names.names().stream()
                .limit(MAX_SHOWN)
                .forEach(name -> items.add("- " + SafeText.code(name, MAX_NAME) + "\n"));
        int left = names.count() - items.size();
        if (left > 0) {
            items.add("- and %,d more\n".formatted(left));
        }
        blocks.add(
                new Block(
                        "\n**%s** (%s, %,d)\n\n"
                                .formatted(
                                        title,
                                        SafeText.code(check.command(), CheckTable.MAX_COMMAND),
                                        names.count()),
                        items));
    }

    /// The end of what set-up that fails and checks that newly fail printed.
    static List<Block> printed(Evidence evidence) {
        return Stream.concat(
                        evidence.setUp().stream().filter(Failures::fails).map(Failures::printed),
                        evidence.checks().stream()
                                .filter(check -> check.comparison() == Comparison.NEWLY_FAILS)
                                .map(check ->
                                        printed(
                                                check.command(),
                                                "with the patch",
                                                check.patched())))
                .toList();
    }

    private static Block printed(SetUp setUp) {
        Side patched = setUp.patched();
        return setUp.base().passed() && patched != null
                ? printed(setUp.command(), "with the patch", patched)
                : printed(setUp.command(), "on base", setUp.base());
    }

    private static Block printed(String command, String where, Side side) {
        return Block.of(
                """

                <details><summary>The end of what %s printed %s</summary>

                %s
                </details>
                """
                        .formatted(
                                SafeText.htmlCode(command, CheckTable.MAX_COMMAND),
                                where,
                                SafeText.fence(side.output(), MAX_LINES, MAX_CHARACTERS)));
    }
}
