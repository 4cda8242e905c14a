package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.markdown.EvidenceTable;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.SandboxMissingException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// One go of the phase: the checks on the base commit and with the patch, from clean files.
final class Validation {

    /// How often what fails newly is run again before it counts.
    private static final int MAX_REPEATS = 2;

    private static final Findings NOTHING = new Findings(List.of(), List.of(), List.of(), false);

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Progress progress;
    private final Interrupts interrupts;
    private final Deadline deadline;
    private final Redactor redactor = new Redactor(List.of());
    private final long startedNanos = System.nanoTime();
    private Isolation isolation;

    /// @param request what is to be done, which may differ from the folder's in how checks are run
    Validation(
            ExecutionFolder folder,
            ExecutionRequest request,
            Progress progress,
            Interrupts interrupts) {
        this.folder = folder;
        this.request = request;
        this.progress = progress;
        this.interrupts = interrupts;
        this.deadline = new Deadline(request.limits().deadline(), InstantSource.system());
        this.isolation = new Isolation(request.options().checking().mode(), List.of(), List.of());
    }

    /// Writes the evidence whatever happens.
    ///
    /// @param source a repository that holds the base commit
    /// @param kept what this machine kept of earlier executions, and is to keep of this one
    Evidence run(Path source, Kept kept) {
        try {
            Repository repository = Repository.at(source, deadline);
            Checks.Work work =
                    new Checks.Work(
                            request,
                            repository,
                            repository.tree(request.base().commit()),
                            folder.work("checks"),
                            deadline,
                            progress,
                            redactor);
            return run(Checks.of(work), kept);
        } catch (SandboxMissingException e) {
            return fail(new ExecutionError(Category.DISPATCH_ERROR, message(e)));
        } catch (MalformedSettingsException e) {
            return fail(new ExecutionError(Category.POLICY_VIOLATION, message(e)));
        } catch (PatchFormatException e) {
            return fail(new ExecutionError(Category.PATCH_REJECTED, message(e)));
        } catch (RuntimeException e) {
            return fail(new Failures(interrupts).explain(e, Category.INTERNAL));
        }
    }

    private Evidence run(Checks checks, Kept kept) {
        if (checks.areNone()) {
            checks.notes().forEach(progress::say);
            return write(
                    List.of(),
                    new Findings(List.of(), List.of(), checks.notes(), true),
                    Verdict.NOT_CHECKED,
                    null);
        }
        try (Examination examination = checks.open(kept)) {
            isolation = examination.isolation();
            return run(examination);
        }
    }

    private Evidence run(Examination examination) {
        Findings findings = examination.examine(Patch.parse(readPatch()), MAX_REPEATS);
        return write(
                examination.tools(),
                findings,
                findings.isWhole() ? findings.verdict() : Verdict.INCOMPLETE,
                findings.isWhole()
                        ? null
                        : new ExecutionError(
                                Category.TIMED_OUT,
                                "the execution's time was over during the checks"));
    }

    private byte[] readPatch() {
        try {
            return Files.readAllBytes(folder.patch());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder.patch(), e);
        }
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private Evidence fail(ExecutionError error) {
        progress.fail(error.message());
        return write(List.of(), NOTHING, Verdict.INCOMPLETE, error);
    }

    private Evidence write(
            List<String> tools,
            Findings findings,
            Verdict verdict,
            @Nullable ExecutionError error) {
        Evidence evidence =
                new Evidence(
                        request.executionId(),
                        request.base().commit(),
                        isolation,
                        tools,
                        findings.setUp(),
                        findings.checks(),
                        verdict,
                        findings.notes(),
                        error,
                        Duration.ofNanos(System.nanoTime() - startedNanos).toMillis() / 1000.0);
        folder.write(evidence);
        writeTable(evidence);
        return evidence;
    }

    private void writeTable(Evidence evidence) {
        try {
            Files.writeString(
                    folder.evidenceTable(),
                    EvidenceTable.of(evidence, EvidenceTable.MAX_CHARACTERS));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.evidenceTable(), e);
        }
    }
}
