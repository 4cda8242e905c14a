package dev.pithyjaunt.bench.agent;

import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.testkit.ScriptedModel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/// `./jaunt generate` as a whole process, in front of a scripted model in this one.
final class GenerateProgram {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// Between two looks at the memory.
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Path launcher;

    /// @param launcher `./jaunt`
    GenerateProgram(Path launcher) {
        this.launcher = launcher;
    }

    /// Runs it once.
    ///
    /// @param folder that is not there yet, for the execution
    /// @throws IllegalStateException when it failed or asked nothing
    Round run(Subject subject, Path folder) {
        try {
            Files.createDirectories(folder);
            Json.write(folder.resolve("request.json"), request(subject));
            TimedModel timed = new TimedModel(subject.script());
            try (ScriptedModel model = ScriptedModel.start(timed)) {
                return run(folder, model, timed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("running " + launcher, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    private Round run(Path folder, ScriptedModel model, TimedModel timed)
            throws IOException, InterruptedException {
        Path said = folder.resolve("generate.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        launcher.toString(),
                        "generate",
                        "--settings-from-stdin",
                        "--folder",
                        folder.toString());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true).redirectOutput(said.toFile());
        Path settings = folder.resolve("settings.json");
        Files.write(settings, settings(model));
        builder.redirectInput(settings.toFile());
        long started = System.nanoTime();
        Process process = builder.start();
        Peaks peaks = new Peaks(process.toHandle());
        try {
            while (!process.waitFor(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                peaks.look();
                if (seconds(System.nanoTime() - started) > LIMIT.toSeconds()) {
                    throw new IllegalStateException(launcher + " does not end");
                }
            }
        } finally {
            ProcessTree.end(process.toHandle(), Duration.ZERO);
        }
        double all = seconds(System.nanoTime() - started);
        String body = timed.firstBody();
        if (body == null) {
            throw new IllegalStateException(
                    "%s asked the model nothing, exit code %d: %s"
                            .formatted(launcher, process.exitValue(), Files.readString(said)));
        }
        return new Round(
                seconds(timed.firstNanos() - started),
                all,
                seconds(timed.answeringNanos()),
                peaks.own(),
                peaks.ofChildren(),
                FirstRequest.of(body));
    }

    /// As a shell would give it, on this Java; told not to build where this program was.
    private static Map<String, String> environment() {
        Map<String, String> environment =
                Environment.basicAnd(List.of("JAUNT_NO_BUILD", "JAUNT_JAVA_OPTS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return environment;
    }

    private static byte[] settings(ScriptedModel model) {
        return Json.line(
                        Map.of(
                                "settings",
                                Map.of(
                                        "OPENAI_BASE_URL", model.baseUri().toString(),
                                        "OPENAI_API_KEY", "scripted-needs-no-key",
                                        "MODEL_NAME", "scripted")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ExecutionRequest request(Subject subject) {
        TaskText text = new TaskText(subject.task());
        Instant end = InstantSource.system().instant().plus(LIMIT);
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                subject.repository().toString(),
                new ExecutionRequest.Base(null, subject.commit()),
                new ExecutionRequest.Task(text.title(), text.text()),
                new ExecutionRequest.ModelChoice(null, null),
                ExecutionRequest.Limits.until(end),
                new ExecutionRequest.Options(
                        ExecutionRequest.Checking.off(), subject.repository().toString(), true));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
