package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Compares a check's two sides. What fails newly is run again on both sides before it counts: what
/// passes with the patch even once, or fails without it even once, is flaky and says nothing of the
/// patch.
final class Comparing {

    private final Step step;
    private final Ran base;
    private final Ran patched;
    private final boolean isPrepared;

    /// Tests that fail with the patch each time, and never on base.
    private final Set<String> newFailures;

    /// Whether the command as a whole fails newly: in something that is no test, or each time in
    /// another one.
    private boolean failsAsAWhole;

    private final Set<String> flaky = new TreeSet<>();
    private int repeats;

    /// @param isPrepared whether the set-up succeeded on base
    Comparing(Step step, Ran base, Ran patched, boolean isPrepared) {
        this.step = step;
        this.isPrepared = isPrepared;
        this.base = base;
        this.patched = patched;
        this.newFailures = new LinkedHashSet<>(isBlind(base) ? Set.of() : patched.failed());
        newFailures.removeAll(base.failed());
        if (base.side().stopped() != null) {
            newFailures.retainAll(base.passedTests());
        }
        this.failsAsAWhole =
                !patched.passed() && (base.passed() || ranNoTestAnyMore(base, patched));
    }

    /// Whether nobody knows which tests would have failed: it broke before any of them.
    private static boolean isBlind(Ran ran) {
        return !ran.passed() && ran.tests() == null;
    }

    /// A check that was red before hides nothing: when all of its tests are gone, the patch broke
    /// what builds them.
    private static boolean ranNoTestAnyMore(Ran base, Ran patched) {
        return base.hasPassedTests()
                && !patched.hasPassedTests()
                && !patched.names().containsAll(base.passedTests());
    }

    /// Whether nothing can be said yet, since something fails newly.
    boolean isOpen() {
        return !isNotRunnable() && (failsAsAWhole || !newFailures.isEmpty());
    }

    /// Takes one more run of each side into account; base is run only when it still matters.
    void repeat(Ran patchedAgain, Supplier<Ran> baseAgain) {
        repeats++;
        keepFailing(patchedAgain);
        failsAsAWhole &= !patchedAgain.passed();
        if (isOpen()) {
            Ran again = baseAgain.get();
            forget(again.failed());
            failsAsAWhole &= again.passed() || ranNoTestAnyMore(again, patchedAgain);
        }
    }

    private void keepFailing(Ran again) {
        newFailures.stream().filter(again::clears).forEach(flaky::add);
        newFailures.removeIf(again::clears);
    }

    private void forget(Set<String> failed) {
        newFailures.stream().filter(failed::contains).forEach(flaky::add);
        newFailures.removeAll(failed);
    }

    /// How long both sides took.
    Duration timeToRepeat() {
        return Duration.ofMillis(
                Math.round(1_000 * (base.side().seconds() + patched.side().seconds())));
    }

    Check result() {
        return new Check(
                step.shown(),
                step.source(),
                base.side(),
                patched.side(),
                comparison(),
                base.tests() == null && patched.tests() == null
                        ? null
                        : ComparedTests.of(
                                base, patched, List.copyOf(newFailures), List.copyOf(flaky)),
                repeats);
    }

    private Comparison comparison() {
        if (isNotRunnable()) {
            return patched.passed() ? Comparison.FIXED : Comparison.NOT_RUNNABLE;
        }
        if (isOpen()) {
            return Comparison.NEWLY_FAILS;
        }
        if (repeats > 0 && base.passed()) {
            return Comparison.FLAKY;
        }
        if (patched.passed()) {
            return base.passed() ? Comparison.PASSES : Comparison.FIXED;
        }
        return Comparison.ALREADY_FAILED;
    }

    /// Nobody can tell what a command would have said that is not there, or that lacks what it
    /// needs.
    private boolean isNotRunnable() {
        return base.side().notFound() || (!isPrepared && !base.passed());
    }
}
