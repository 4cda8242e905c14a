package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One go of the phase: two work trees, and each check on both.
///
/// The checks are code of the repository. They run as this user, without a sandbox, so they are run
/// only when the request names them.
final class Validation {

    private static final int MAX_OUTPUT_BYTES = 16 << 10;

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Progress progress;
    private final Interrupts interrupts;
    private final Deadline deadline;
    private final Redactor redactor = new Redactor(List.of());
    private final long startedNanos = System.nanoTime();

    Validation(ExecutionFolder folder, Progress progress, Interrupts interrupts) {
        this.folder = folder;
        this.request = folder.request();
        this.progress = progress;
        this.interrupts = interrupts;
        this.deadline = new Deadline(request.limits().deadline(), InstantSource.system());
    }

    /// Writes the evidence whatever happens.
    ///
    /// @param source a repository that holds the base commit
    Evidence run(Path source) {
        List<Check> checks = new ArrayList<>();
        try {
            if (request.options().checking().commands().isEmpty()) {
                progress.say("no check was asked for, so nothing is known of the tests");
                return write(checks, Verdict.NOT_CHECKED, null);
            }
            compare(source, checks);
            boolean worse = checks.stream().anyMatch(c -> c.comparison() == Comparison.NEWLY_FAILS);
            return deadline.hasPassed()
                    ? write(
                            checks,
                            Verdict.INCOMPLETE,
                            new ExecutionError(
                                    Category.TIMED_OUT,
                                    "the execution's time was over during the checks"))
                    : write(checks, worse ? Verdict.NEW_FAILURE : Verdict.NO_NEW_FAILURE, null);
        } catch (RuntimeException e) {
            ExecutionError error = new Failures(interrupts).explain(e, Category.INTERNAL);
            progress.say(error.message());
            return write(checks, Verdict.INCOMPLETE, error);
        } finally {
            folder.discard("base");
            folder.discard("patched");
        }
    }

    private void compare(Path source, List<Check> checks) {
        Repository repository = Repository.at(source, deadline);
        String commit = request.base().commit();
        Path base = repository.workTree(commit, folder.work("base"));
        Path patched = repository.workTree(commit, folder.work("patched"));
        Repository.apply(patched, readPatch(), deadline);
        for (String command : request.options().checking().commands()) {
            if (deadline.hasPassed()) {
                return;
            }
            Side before = runOn("base", base, command);
            Side after = runOn("with the patch", patched, command);
            checks.add(
                    new Check(
                            command, "--check", before, after, comparison(before, after), null, 0));
        }
    }

    private static Comparison comparison(Side base, Side patched) {
        if (base.passed()) {
            return patched.passed() ? Comparison.PASSES : Comparison.NEWLY_FAILS;
        }
        return patched.passed() ? Comparison.FIXED : Comparison.ALREADY_FAILED;
    }

    private byte[] readPatch() {
        try {
            return Files.readAllBytes(folder.patch());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder.patch(), e);
        }
    }

    private Side runOn(String side, Path tree, String command) {
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(Environment.TOOLS));
        environment.put("CI", "true");
        Tail output = new Tail(MAX_OUTPUT_BYTES);
        long start = System.nanoTime();
        Ending ending =
                new Command(List.of("sh", "-c", command), tree, environment)
                        .run(deadline.left(), output, output);
        Integer exitCode =
                switch (ending) {
                    case Ending.Exited(int code) -> code;
                    case Ending.TimedOut _ -> null;
                };
        Side result =
                new Side(
                        exitCode,
                        exitCode == null ? Evidence.Stopped.TIME : null,
                        secondsSince(start),
                        redactor.redact(output.text()),
                        false);
        progress.say(
                "%s: \"%s\" %s (%.1f s)"
                        .formatted(side, command, result.inWords(), result.seconds()));
        return result;
    }

    private Evidence write(List<Check> checks, Verdict verdict, @Nullable ExecutionError error) {
        Evidence evidence =
                new Evidence(
                        request.executionId(),
                        request.base().commit(),
                        new Evidence.Isolation(
                                request.options().checking().mode(), List.of(), List.of()),
                        List.of(),
                        List.of(),
                        checks,
                        verdict,
                        List.of(),
                        error,
                        secondsSince(startedNanos));
        folder.write(evidence);
        return evidence;
    }

    private static double secondsSince(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0;
    }
}
