package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.build.BuildSystems;
import dev.pithyjaunt.agent.build.DetectedChecks;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// Which checks a commit has. Nothing is run before [#open].
public final class Checks {

    private final Work work;
    private final Plan plan;

    /// What the checks are run with.
    ///
    /// @param repository that holds the commit
    /// @param base the commit
    /// @param folder a new one, for all files of the checks
    /// @param deadline after which nothing is run any more
    public record Work(
            ExecutionRequest request,
            Repository repository,
            CommitTree base,
            Path folder,
            Deadline deadline,
            Progress progress,
            Redactor redactor) {}

    private Checks(Work work, Plan plan) {
        this.work = work;
        this.plan = plan;
    }

    /// Those of a commit.
    ///
    /// @throws dev.pithyjaunt.agent.policy.MalformedSettingsException when the commit's settings
    ///   can't be read
    public static Checks of(Work work) {
        return new Checks(
                work,
                Plan.of(
                        work.request().options().checking(),
                        Policy.of(work.base()).checks(),
                        () -> DetectedChecks.of(BuildSystems.of(work.base()))));
    }

    /// Whether there is nothing to run.
    public boolean areNone() {
        return plan.isEmpty();
    }

    /// Which commands they are, for people.
    public String inWords() {
        if (plan.isEmpty()) {
            return String.join(" ", plan.notes());
        }
        String setUp = plan.setUp().isEmpty() ? "" : "; before them " + inWords(plan.setUp());
        return "checks: " + inWords(plan.checks()) + setUp;
    }

    private static String inWords(List<Step> steps) {
        return steps.stream()
                .map(step -> "\"%s\" (%s)".formatted(step.shown(), step.source()))
                .collect(Collectors.joining(", "));
    }

    /// What a reader has to know of the choice of checks.
    public List<String> notes() {
        return plan.notes();
    }

    /// Builds what the checks are to run in.
    ///
    /// @throws dev.pithyjaunt.runner.sandbox.SandboxMissingException when this machine can't do it
    public Examination open() {
        return open(Kept.ofThisUser());
    }

    /// As [#open()], with what this machine kept in a folder.
    Examination open(Kept kept) {
        return new Examination(
                work,
                plan,
                Sandbox.open(
                        work.request().options().checking().mode(),
                        work.folder(),
                        plan.all().map(Step::command).toList(),
                        kept.caches(work.request())),
                new KeptResults(kept.results(), InstantSource.system()));
    }
}
