package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Comparison;

import java.util.List;
import java.util.stream.Stream;

/// One command on both sides: a check, or what prepares the work tree for them.
///
/// @param source what names the command
/// @param remarks what the comparison means where one word does not say it, a sentence each
/// @param lists those of the tests that are not empty
record CheckRow(
        String command,
        String source,
        SideView base,
        SideView patched,
        Comparison comparison,
        List<String> remarks,
        List<TestList> lists) {

    private static final int MAX_TEXT = 1_000;

    static CheckRow of(Evidence.SetUp setUp) {
        Evidence.Side patched = setUp.patched();
        return new CheckRow(
                cut(setUp.command()),
                "set-up",
                SideView.of("on the base", setUp.base()),
                patched == null
                        ? SideView.shared()
                        : SideView.of("with the patch", patched).opened(setUp.newlyFails()),
                comparison(setUp),
                List.of(),
                List.of());
    }

    private static Comparison comparison(Evidence.SetUp setUp) {
        Evidence.Side patched = setUp.patched();
        if (setUp.newlyFails()) {
            return Comparison.NEWLY_FAILS;
        }
        if (setUp.base().passed()) {
            return Comparison.PASSES;
        }
        return patched != null && patched.passed() ? Comparison.FIXED : Comparison.ALREADY_FAILED;
    }

    static CheckRow of(Evidence.Check check) {
        Evidence.Tests tests = check.tests();
        SideView base = SideView.of("on the base", check.base());
        SideView patched =
                SideView.of("with the patch", check.patched())
                        .opened(check.comparison() == Comparison.NEWLY_FAILS);
        return new CheckRow(
                cut(check.command()),
                cut(check.source()),
                tests == null ? base : base.counted(tests.base()),
                tests == null ? patched : patched.counted(tests.patched()),
                check.comparison(),
                remarks(check),
                tests == null ? List.of() : TestList.of(tests));
    }

    private static List<String> remarks(Evidence.Check check) {
        String meaning =
                switch (check.comparison()) {
                    case PASSES, FIXED, NEWLY_FAILS -> "";
                    case ALREADY_FAILED -> "It fails without the patch too.";
                    case FLAKY ->
                            "It fails now and then on the same files: that says nothing of the patch.";
                    case NOT_RUNNABLE ->
                            "It can't be run on the base: nothing can be blamed on the patch.";
                };
        String again =
                switch (check.repeats()) {
                    case 0 -> "";
                    case 1 -> "Run again once.";
                    default -> "Run again %d times.".formatted(check.repeats());
                };
        return Stream.of(meaning, again).filter(text -> !text.isEmpty()).toList();
    }

    /// The sides that printed something, those that fail first; of two that do, the patch's.
    public List<SideView> outputs() {
        return Stream.of(patched, base)
                .filter(side -> !side.output().isBlank())
                .sorted((one, other) -> Boolean.compare(one.passed(), other.passed()))
                .toList();
    }

    /// Whether there is more to it than the two sides.
    public boolean hasMore() {
        return !lists.isEmpty() || !outputs().isEmpty();
    }

    static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + " …";
    }
}
