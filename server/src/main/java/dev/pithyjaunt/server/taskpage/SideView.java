package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Evidence;

import org.jspecify.annotations.Nullable;

/// What one command did on one side.
///
/// @param where `on the base` or `with the patch`
/// @param words how it ended
/// @param seconds absent when it was not run there
/// @param counts of its tests, in words; empty when it names none
/// @param kept whether an earlier execution on the same commit left it
/// @param open whether its output is shown at once
record SideView(
        String where,
        String words,
        boolean passed,
        @Nullable Double seconds,
        String counts,
        boolean kept,
        String output,
        boolean open) {

    static SideView of(String where, Evidence.Side side) {
        boolean ran = side.exitCode() != null || side.stopped() != null;
        return new SideView(
                where,
                side.inWords(),
                side.passed(),
                ran ? (Double) side.seconds() : null,
                "",
                side.kept(),
                end(side.output()),
                false);
    }

    /// Of set-up that both sides share.
    static SideView shared() {
        return new SideView(
                "with the patch",
                "the same: the patch changes nothing that it depends on",
                true,
                null,
                "",
                false,
                "",
                false);
    }

    private static String end(String output) {
        int hidden = output.length() - Evidence.MAX_OUTPUT_BYTES;
        return hidden <= 0 ? output : "… " + output.substring(hidden);
    }

    SideView opened(boolean newOpen) {
        return new SideView(where, words, passed, seconds, counts, kept, output, newOpen);
    }

    SideView counted(Evidence.Counts tests) {
        String passing =
                tests.passed() == null
                        ? "passing ones not told"
                        : "%,d passed".formatted(tests.passed());
        return new SideView(
                where,
                words,
                passed,
                seconds,
                "%s, %,d failed, %,d skipped".formatted(passing, tests.failed(), tests.skipped()),
                kept,
                output,
                open);
    }
}
