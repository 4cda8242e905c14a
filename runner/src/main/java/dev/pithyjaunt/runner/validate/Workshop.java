package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.patch.Change;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.policy.ProtectedPaths;
import dev.pithyjaunt.agent.policy.Rule;
import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Makes places ready for checks: files, then set-up.
///
/// @param trees the files
record Workshop(Plan plan, Trees trees, Sandbox sandbox, StepRunner steps) {

    /// What a set-up reads: files with these rules.
    private static final Set<Rule> OF_SET_UP =
            EnumSet.of(Rule.MANIFEST, Rule.LOCKFILE, Rule.TOOLING, Rule.SETTINGS);

    /// The commit, prepared. The place must not be run in any more.
    Prepared base() {
        return setUp(trees.base(), "base");
    }

    /// Whether a patch leaves alone what the set-up depends on. A file that is gone may have left
    /// something behind in what was built.
    boolean sharesSetUp(Patch patch) {
        return sandbox.hasOnePath()
                && plan.onlyFetches()
                && patch.files().stream().noneMatch(Workshop::touchesSetUp);
    }

    private static boolean touchesSetUp(FilePatch file) {
        return file.change() == Change.DELETED
                || file.change() == Change.RENAMED
                || file.paths().stream()
                        .anyMatch(path ->
                                ProtectedPaths.standardRule(path)
                                        .filter(OF_SET_UP::contains)
                                        .isPresent());
    }

    /// The commit with a patch, prepared.
    Prepared patched(Patch patch, Prepared base) {
        if (sharesSetUp(patch)) {
            return new Prepared(
                    trees.patched(patch.bytes(), base.place()), List.of(), base.failed());
        }
        return setUp(trees.patched(patch.bytes()), "with the patch");
    }

    private Prepared setUp(Place place, String where) {
        List<Ran> all = new ArrayList<>();
        for (Step step : plan.setUp()) {
            Ran ran = steps.setUp(step, place, plan.network(), where + ", set-up");
            if (plan.network() && ran.side().exitCode() != null && !ran.passed()) {
                // Hosts elsewhere fail now and then; what took all of its time is not run again.
                ran = steps.setUp(step, place, true, where + ", set-up again");
            }
            all.add(ran);
            if (!ran.passed()) {
                return new Prepared(place, all, step);
            }
        }
        return new Prepared(place, all, null);
    }
}
