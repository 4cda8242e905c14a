package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.FailedCheck;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.validate.Examination;
import dev.pithyjaunt.runner.validate.Findings;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Tries patches with the repository's checks, in a sandbox.
record CheckTrial(Examination examination, Progress progress) implements Trial, AutoCloseable {

    /// How often what fails newly is run again before the model hears of it.
    private static final int MAX_REPEATS = 1;

    @Override
    public Optional<Objection> judge(Patch patch) {
        List<FailedCheck> failed;
        try {
            Findings findings = examination.examine(patch, MAX_REPEATS);
            if (!findings.isWhole()) {
                // The time is over: the model could not answer any more.
                return Optional.empty();
            }
            failed = failed(findings);
        } catch (GitException | IllegalStateException | UncheckedIOException e) {
            // The phase after this one runs them again, and says it.
            progress.warn("the checks could not be run: " + e.getMessage());
            return Optional.empty();
        }
        return failed.isEmpty() ? Optional.empty() : Optional.of(Objection.of(failed));
    }

    private static List<FailedCheck> failed(Findings findings) {
        List<FailedCheck> failed = new ArrayList<>();
        for (SetUp setUp : findings.setUp()) {
            if (setUp.newlyFails()) {
                failed.add(
                        new FailedCheck(
                                setUp.command(),
                                List.of(),
                                0,
                                Objects.requireNonNull(setUp.patched()).output()));
            }
        }
        for (Check check : findings.newFailures()) {
            Tests tests = check.tests();
            Names names = tests == null ? Names.NONE : tests.newFailures();
            failed.add(
                    new FailedCheck(
                            check.command(),
                            names.names(),
                            names.count() - names.names().size(),
                            check.patched().output()));
        }
        return failed;
    }

    @Override
    public void close() {
        examination.close();
    }
}
