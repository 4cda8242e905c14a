package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "warm-up",
        hidden = true,
        description = {
            "Take the sample task through all phases in this one process.",
            "A JVM that records which classes they need makes the cache from it that lets later starts be quick."
        })
public final class WarmUpCommand implements Callable<Integer> {

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "An empty folder.")
    private Path folder = Path.of("");

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SampleRepository sample = SampleRepository.create(folder);
        ExecutionFolder execution = ExecutionFolder.create(folder.resolve("execution"));
        execution.write(request(sample));
        Path script = Files.writeString(folder.resolve("script.json"), sample.script());
        try (ScriptedModelProcess model = ScriptedModelProcess.start(script)) {
            System.setIn(new ByteArrayInputStream(model.settings().forGenerate()));
            return run(execution, "generate", "--settings-from-stdin")
                    + run(execution, "validate", "--sandbox", "sandbox")
                    + run(execution, "publish")
                    + run(execution, "report");
        }
    }

    private int run(ExecutionFolder execution, String phase, String... options) {
        CommandLine jaunt = spec.root().commandLine();
        List<String> arguments =
                new java.util.ArrayList<>(List.of(phase, "--folder", execution.path().toString()));
        arguments.addAll(List.of(options));
        return jaunt.execute(arguments.toArray(String[]::new));
    }

    private static ExecutionRequest request(SampleRepository sample) {
        TaskText text = new TaskText(sample.task());
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                sample.checkout().toString(),
                new ExecutionRequest.Base("main", sample.commit()),
                new ExecutionRequest.Task(text.title(), text.text()),
                new ExecutionRequest.ModelChoice(null, null),
                ExecutionRequest.Limits.until(
                        InstantSource.system().instant().plus(Duration.ofMinutes(2))),
                new ExecutionRequest.Options(
                        new ExecutionRequest.Checking(
                                CheckMode.NONE,
                                List.of("true"),
                                0,
                                ExecutionRequest.CheckLimits.STANDARD),
                        sample.remote().toString(),
                        false));
    }
}
