package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The main job on embedded defaults: makes a small repository with a remote, and runs a task on it.",
            "With a model configured it asks that one; with none, a scripted model that says so.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            paramLabel = "PATH|URL",
            description = "Another repository than the sample; needs a model and --task.")
    private @Nullable String repository;

    @Option(names = "--task", paramLabel = "TEXT", description = "Another task; needs a model.")
    private @Nullable String task;

    @Option(
            names = "--check",
            paramLabel = "CMD",
            description = "The command that runs the tests of --repo.")
    private @Nullable String check;

    @Option(names = "--once", description = "End when it is done; otherwise on Ctrl-C.")
    private boolean once;

    @Option(names = "--json", description = "Print the result as one JSON object; implies --once.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;
    private final Progress progress = Progress.onStandardError();

    public DemoCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = Settings.ofThisProcess();
            if (!settings.nameAModel() && (repository != null || task != null)) {
                throw new IllegalArgumentException(
                        "the scripted model knows only the sample repository and its task: set OPENAI_API_KEY (see .env.example) to use --repo or --task");
            }
            if (repository != null && task == null) {
                throw new IllegalArgumentException("--repo needs --task");
            }
            return demonstrate(Files.createTempDirectory("pithy-jaunt-demo-"), settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (CancellationException e) {
            return Outcome.CANCELLED.exitCode();
        } catch (IOException e) {
            throw new UncheckedIOException("making a folder for the demo", e);
        }
    }

    private int demonstrate(Path folder, Settings settings) throws IOException {
        SampleRepository sample = SampleRepository.create(folder);
        progress.say("sample repository: " + sample.checkout());
        ExecutionFolder execution = new ExecutionFolder(folder.resolve("execution"));
        int code;
        if (settings.nameAModel()) {
            code = run(sample, execution, settings);
        } else {
            Path script = Files.writeString(folder.resolve("script.json"), sample.script());
            try (ScriptedModelProcess model = ScriptedModelProcess.start(testkit(), script)) {
                progress.say(
                        "No model is configured: the answers come from a scripted model at "
                                + model.baseUrl());
                progress.say(
                        "It speaks the provider's protocol and edits only text that it finds in the prompt.");
                code = run(sample, execution, scripted(model));
            }
        }
        show(execution);
        if (once || json) {
            progress.say("The repository and the files are left in " + folder);
        } else {
            progress.say("The repository and the files stay here until Ctrl-C: " + folder);
            interrupts.await();
            ExecutionFolder.delete(folder);
        }
        return code;
    }

    private static Path testkit() {
        return Path.of(
                System.getProperty("jaunt.root", "."), "testkit", "target", "jaunt-testkit.jar");
    }

    private static Settings scripted(ScriptedModelProcess model) {
        return new Settings(
                Map.of(
                        "OPENAI_BASE_URL", model.baseUrl(),
                        "OPENAI_API_KEY", "scripted-needs-no-key",
                        "MODEL_NAME", "scripted"));
    }

    private int run(SampleRepository sample, ExecutionFolder folder, Settings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--repo", repository == null ? sample.checkout().toString() : repository);
        options.put("--task", task == null ? sample.task() : task);
        options.put("--out", folder.path().toString());
        String command = repository == null ? sample.check() : check;
        if (command != null) {
            options.put("--check", command);
        }
        progress.heading("task");
        (task == null ? sample.task() : task).lines().forEach(line -> progress.say("  " + line));
        return new RunProgram(options, progress).run(settings.forGenerate());
    }

    /// Nothing when the run ended before it had a result; it has said why.
    private void show(ExecutionFolder folder) {
        folder.result()
                .ifPresent(result -> {
                    if (json) {
                        System.out.println(Json.line(result));
                    } else {
                        DemoText.of(folder, result).forEach(System.out::println);
                    }
                });
    }
}
