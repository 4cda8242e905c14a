package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.Sandbox;
import dev.pithyjaunt.runner.sandbox.SandboxMissingException;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
        if (settings.nameAModel()) {
            return serve(folder, sample, settings, settings.ofTheModel());
        }
        Path script = Files.writeString(folder.resolve("script.json"), sample.script());
        try (ScriptedModelProcess model = ScriptedModelProcess.start(script)) {
            progress.say(
                    "No model is configured: the answers come from a scripted model at "
                            + model.baseUrl());
            progress.say(
                    "It speaks the provider's protocol and edits only text that it finds in the prompt.");
            return serve(folder, sample, settings, model.settings().ofTheModel());
        }
    }

    private int serve(Path folder, SampleRepository sample, Settings own, Map<String, String> model)
            throws IOException {
        String source = repository == null ? sample.checkout().toString() : repository;
        Map<String, String> settings = new LinkedHashMap<>(model);
        settings.putAll(allowing(source));
        settings.put("JAUNT_SANDBOX", sandbox(folder, own));
        String text = task == null ? sample.task() : task;
        progress.heading("task");
        text.lines().forEach(line -> progress.say("  " + line));
        try (ServerProcess server = ServerProcess.start(folder, settings);
                ServerClient client = ServerClient.signIn(server.address(), server.firstLink())) {
            progress.say("server: " + server.address());
            Demonstration demonstration = new Demonstration(client, server.address(), progress);
            DemoResult result =
                    demonstration.run(source, text, repository == null ? sample.check() : check);
            if (json) {
                System.out.println(Json.line(result));
            } else {
                DemoText.of(result, demonstration.evidence(result.taskId()))
                        .forEach(System.out::println);
            }
            stay(folder, server);
            return result.exitCode();
        }
    }

    /// What the checks run in: as it is set, else a sandbox; where there is none, the sample's own
    /// tests run without.
    private String sandbox(Path folder, Settings own) {
        String set = own.values().get("JAUNT_SANDBOX");
        if (set != null) {
            return set;
        }
        try (Sandbox _ =
                Sandbox.open(
                        CheckMode.SANDBOX,
                        folder.resolve("trial"),
                        List.of("sh"),
                        folder.resolve("trial-caches"))) {
            return "sandbox";
        } catch (SandboxMissingException e) {
            if (repository != null) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            progress.warn(
                    "There is no sandbox on this machine, so the sample's tests run without one: "
                            + e.getMessage());
            return "none";
        }
    }

    /// What lets the server take a repository: its host, or the folder above it.
    private static Map<String, String> allowing(String source) {
        return source.contains("://")
                ? Map.of("JAUNT_HOSTS", String.valueOf(URI.create(source).getAuthority()))
                : Map.of(
                        "JAUNT_LOCAL_ROOT",
                        String.valueOf(Path.of(source).toAbsolutePath().normalize().getParent()));
    }

    private void stay(Path folder, ServerProcess server) {
        if (once || json) {
            progress.say("The repositories are left in " + folder);
            return;
        }
        progress.say("Sign in and look at it: " + server.newLink());
        progress.say("The server and the repositories in " + folder + " stay here until Ctrl-C.");
        interrupts.await();
        ExecutionFolder.delete(folder);
    }
}
