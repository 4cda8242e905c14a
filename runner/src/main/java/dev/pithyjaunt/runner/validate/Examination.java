package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The checks of one commit, run on patches. The commit is prepared once, and each check is run on
/// it once.
///
/// Not thread-safe.
public final class Examination implements AutoCloseable {

    /// Kept for what follows when a failure is looked into once more.
    private static final Duration AFTERWARDS = Duration.ofSeconds(15);

    private final Checks.Work work;
    private final Plan plan;
    private final Sandbox sandbox;
    private final KeptResults kept;
    private final StepRunner steps;
    private final Workshop workshop;
    private @Nullable Baseline base;

    Examination(Checks.Work work, Plan plan, Sandbox sandbox, KeptResults kept) {
        this.work = work;
        this.plan = plan;
        this.sandbox = sandbox;
        this.kept = kept;
        this.steps =
                new StepRunner(
                        sandbox,
                        work.request().options().checking().limits(),
                        work.deadline(),
                        work.redactor(),
                        work.progress());
        Trees trees =
                new Trees(
                        work.repository(),
                        work.request().base().commit(),
                        sandbox,
                        work.folder().resolve("git"),
                        work.deadline());
        this.workshop = new Workshop(plan, trees, sandbox, steps);
    }

    /// What is in force.
    public Isolation isolation() {
        return sandbox.isolation();
    }

    /// Versions of the tools that the commands run; none before [#examine].
    public List<String> tools() {
        return base == null ? List.of() : base.tools();
    }

    /// Runs the checks on the commit, as far as that is not known, and on a patch.
    ///
    /// @param maxRepeats how often what fails newly is run again before it counts
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    public Findings examine(Patch patch, int maxRepeats) {
        Baseline before = base();
        Prepared prepared = workshop.patched(patch, before.prepared());
        CheckedSide after =
                new CheckedSide("with the patch", prepared, plan.checks(), sandbox, steps);
        try {
            List<Check> checks = new ArrayList<>();
            for (int number = 0;
                    number < plan.checks().size() && !work.deadline().hasPassed();
                    number++) {
                Check check = compare(number, before, after, maxRepeats);
                if (work.deadline().hasPassed()) {
                    // What the end of the time has stopped says nothing of the patch.
                    break;
                }
                checks.add(check);
            }
            return new Findings(
                    setUp(before.prepared(), prepared),
                    checks,
                    notes(patch),
                    !work.deadline().hasPassed());
        } finally {
            after.remove();
            sandbox.remove(prepared.place());
        }
    }

    private Baseline base() {
        if (base != null) {
            return base;
        }
        Prepared prepared = workshop.base();
        List<String> tools =
                ToolVersions.of(
                        plan,
                        prepared.place(),
                        sandbox,
                        work.request().options().checking().limits());
        Baseline made =
                new Baseline(
                        plan,
                        work.request().base().commit(),
                        new CheckedSide("base", prepared, plan.checks(), sandbox, steps),
                        tools,
                        isolation(),
                        kept,
                        steps);
        base = made;
        return made;
    }

    private Check compare(int number, Baseline before, CheckedSide after, int maxRepeats) {
        Comparing comparing =
                new Comparing(
                        plan.checks().get(number),
                        before.result(number),
                        after.run(number),
                        before.prepared().isWhole());
        for (int repeat = 0; repeat < maxRepeats && comparing.isOpen(); repeat++) {
            if (!isTimeFor(comparing)) {
                break;
            }
            work.progress().say("it fails newly, so it is run again");
            comparing.repeat(after.run(number), () -> before.again(number));
        }
        return comparing.result();
    }

    /// Whether a second look would not cost the result of the first.
    private boolean isTimeFor(Comparing comparing) {
        return work.deadline().left().minus(AFTERWARDS).compareTo(comparing.timeToRepeat()) > 0;
    }

    private List<SetUp> setUp(Prepared before, Prepared after) {
        List<SetUp> all = new ArrayList<>();
        for (int i = 0; i < Math.max(before.setUp().size(), after.setUp().size()); i++) {
            all.add(
                    new SetUp(
                            plan.setUp().get(i).shown(),
                            i < before.setUp().size()
                                    ? before.setUp().get(i).side()
                                    : Ran.NOT_RUN.side(),
                            i < after.setUp().size() ? after.setUp().get(i).side() : null));
        }
        return all;
    }

    private List<String> notes(Patch patch) {
        List<String> notes = new ArrayList<>(plan.notes());
        if (!plan.setUp().isEmpty() && !workshop.sharesSetUp(patch)) {
            notes.add("The set-up was run on both sides, each for itself.");
        }
        return notes;
    }

    @Override
    public void close() {
        try {
            if (base != null) {
                base.remove();
                if (base.prepared().isWhole()) {
                    sandbox.keepCaches(base.prepared().place());
                }
                sandbox.remove(base.prepared().place());
            }
        } finally {
            try {
                sandbox.close();
            } finally {
                ExecutionFolder.delete(work.folder());
            }
        }
    }
}
