package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.build.DetectedChecks;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.Job;
import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Run;
import dev.pithyjaunt.runner.sandbox.Sandbox;
import dev.pithyjaunt.runner.testreport.TestReader;
import dev.pithyjaunt.runner.testreport.TestResults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs steps in places, and takes down what they say.
final class StepRunner {

    /// Of a longer line the rest is not looked at.
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final Sandbox sandbox;
    private final CheckLimits limits;
    private final Deadline deadline;
    private final Redactor redactor;
    private final Progress progress;

    StepRunner(
            Sandbox sandbox,
            CheckLimits limits,
            Deadline deadline,
            Redactor redactor,
            Progress progress) {
        this.sandbox = sandbox;
        this.limits = limits;
        this.deadline = deadline;
        this.redactor = redactor;
        this.progress = progress;
    }

    CheckLimits limits() {
        return limits;
    }

    /// Runs a part of the set-up.
    ///
    /// @param where for people
    Ran setUp(Step step, Place place, boolean network, String where) {
        Tail output = new Tail(Evidence.MAX_OUTPUT_BYTES);
        Job job =
                new Job(
                        step.command(),
                        step.folder(),
                        Map.of(),
                        network,
                        deadline.atMost(step.time()),
                        limits);
        return new Ran(told(step, where, sandbox.run(place, job, output), output), null);
    }

    /// Runs a check.
    ///
    /// @param where for people
    Ran check(Step step, Place place, String where) {
        TestReader reader = new TestReader(step.command(), sandbox.pathOfTree(place));
        Map<String, String> environment = new LinkedHashMap<>(DetectedChecks.OFFLINE);
        environment.putAll(reader.environment(sandbox.pathOfReports(place)));
        Job job =
                new Job(
                        reader.command(),
                        step.folder(),
                        environment,
                        false,
                        deadline.atMost(step.time()),
                        limits);
        Tail output = new Tail(Evidence.MAX_OUTPUT_BYTES);
        FileTime since = now(place);
        Run run =
                sandbox.run(
                        place,
                        job,
                        Drain.lines(
                                MAX_LINE_BYTES,
                                line -> {
                                    reader.line(line);
                                    reader.shown(line).ifPresent(output::addLine);
                                }));
        Side side = told(step, where, run, output);
        TestResults tests =
                reader.results(place.tree(), place.reports(), since)
                        .map(this::redacted)
                        .orElse(null);
        reader.problems()
                .forEach(problem -> progress.warn(where + ": " + redactor.redact(problem)));
        return new Ran(side, tests);
    }

    /// What a test prints it can have in its name as well. All names are looked at as one text,
    /// since there may be many.
    private TestResults redacted(TestResults results) {
        String names = String.join("\n", results.tests().keySet());
        if (redactor.redact(names).equals(names)) {
            return results;
        }
        Map<String, TestResults.Status> tests = new LinkedHashMap<>();
        results.tests()
                .forEach((name, status) ->
                        tests.merge(
                                redactor.redact(name),
                                status,
                                (one, other) -> one.compareTo(other) > 0 ? one : other));
        return new TestResults(tests, results.namesAll(), results.dropped());
    }

    /// Tells of a result that is known without a run.
    void known(Step step, Ran ran) {
        progress.say(
                "base: \"%s\" %s (known from an earlier run)"
                        .formatted(step.shown(), ran.side().inWords()));
    }

    private Side told(Step step, String where, Run run, Tail output) {
        Side side =
                new Side(
                        run.exitCode(),
                        run.stopped(),
                        run.time().toMillis() / 1000.0,
                        redactor.redact(output.text() + run.walls()),
                        false);
        progress.say(
                "%s: \"%s\" %s (%.1f s)"
                        .formatted(where, step.shown(), side.inWords(), side.seconds()));
        return side;
    }

    /// The time as the file system of the place has it, from beside the place: who runs commands in
    /// it may have put a link there.
    private static FileTime now(Place place) {
        try {
            Path file = place.folder().resolveSibling("now");
            Files.writeString(file, "");
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("writing beside " + place.folder(), e);
        }
    }
}
