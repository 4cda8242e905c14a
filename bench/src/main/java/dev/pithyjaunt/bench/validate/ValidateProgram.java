package dev.pithyjaunt.bench.validate;

import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// `./jaunt validate` as a whole process.
///
/// @param launcher `./jaunt`
/// @param home where it keeps what it can use again
record ValidateProgram(Path launcher, Path home) {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int HUNG_SECONDS = 2;

    /// @return its seconds
    double validate(Subject subject, Path folder) {
        forgetResults();
        long start = run(subject, folder, List.of(), CheckLimits.STANDARD);
        double seconds = (System.nanoTime() - start) / 1e9;
        Evidence evidence = evidence(folder);
        if (evidence.verdict() != Evidence.Verdict.NO_NEW_FAILURE) {
            throw new IllegalStateException("the checks don't pass: " + Json.pretty(evidence));
        }
        return seconds;
    }

    /// @return seconds from the limit of a check that hangs to its end
    double afterLimit(Subject subject, Path folder) {
        CheckLimits standard = CheckLimits.STANDARD;
        run(
                subject,
                folder,
                List.of("trap '' TERM; (setsid sleep 600 &); sleep 600 & wait"),
                new CheckLimits(
                        HUNG_SECONDS,
                        standard.memoryMib(),
                        standard.processes(),
                        standard.diskMib(),
                        standard.outputMib()));
        return evidence(folder).checks().getFirst().base().seconds() - HUNG_SECONDS;
    }

    private void forgetResults() {
        Path results = home.resolve(".cache/pithy-jaunt/base-results");
        if (Files.exists(results)) {
            Scratch.delete(results);
        }
    }

    /// @return when it was started, by [System#nanoTime]
    private long run(Subject subject, Path folder, List<String> commands, CheckLimits limits) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(home);
            Files.writeString(folder.resolve("patch.diff"), Subject.PATCH);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder, e);
        }
        Json.write(folder.resolve("request.json"), request(subject, commands, limits));
        Map<String, String> environment = Environment.basicAnd(Environment.TOOLS);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        Tail said = new Tail(4_000);
        long start = System.nanoTime();
        Ending ending =
                new Command(
                                List.of(
                                        launcher.toString(),
                                        "validate",
                                        "--folder",
                                        folder.toString(),
                                        "--checkout",
                                        subject.repository().toString()),
                                folder,
                                environment)
                        .run(LIMIT, Drain.NONE, said);
        if (!Files.isRegularFile(folder.resolve("evidence.json"))) {
            throw new IllegalStateException("%s: %s".formatted(ending, said.text()));
        }
        return start;
    }

    private static Evidence evidence(Path folder) {
        return Json.read(folder.resolve("evidence.json"), Evidence.class);
    }

    private static ExecutionRequest request(
            Subject subject, List<String> commands, CheckLimits limits) {
        Instant end = InstantSource.system().instant().plus(LIMIT);
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                subject.repository().toString(),
                new ExecutionRequest.Base(null, subject.commit()),
                new ExecutionRequest.Task("measure", "measure"),
                new ExecutionRequest.ModelChoice(null, null),
                ExecutionRequest.Limits.until(end),
                new ExecutionRequest.Options(
                        new Checking(CheckMode.SANDBOX, commands, 0, limits),
                        subject.repository().toString(),
                        true));
    }
}
