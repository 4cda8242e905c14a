package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.ReportedUsage;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A [RunScene] with settings of a test's own, a second model that may stand in, and the phase
/// `generate` alone, which takes a third of a whole run.
final class ModelScene implements AutoCloseable {

    static final String DOES_NOT_FIT = RunScene.GREETS.replace("echo hello\n", "echo hallo\n");

    final RunScene scene;
    final Map<String, String> settings;
    private @Nullable ScriptedModel standIn;
    private @Nullable String serverUrl;

    private ModelScene(RunScene scene) {
        this.scene = scene;
        this.settings = scene.settings();
    }

    /// A model at OPENAI_BASE_URL.
    static ModelScene of(Path folder, Answer first, Answer... more) {
        return new ModelScene(RunScene.with(folder, Script.of(first, more)));
    }

    ModelScene set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /// The model is to be asked as Anthropic's.
    ModelScene asAnthropic() {
        settings.clear();
        return set("ANTHROPIC_BASE_URL", scene.model.baseUri().toString())
                .set("ANTHROPIC_API_KEY", RunScene.KEY);
    }

    /// Another one, as Anthropic's, takes over when the first fails.
    ModelScene standIn(Answer first, Answer... more) {
        standIn = ScriptedModel.start(Script.of(first, more));
        return set("ANTHROPIC_BASE_URL", standIn.baseUri().toString())
                .set("ANTHROPIC_API_KEY", RunScene.KEY)
                .set("FALLBACK_MODEL_PROVIDER", "anthropic");
    }

    /// Events of the phase go there.
    ModelScene telling(String url) {
        serverUrl = url;
        return this;
    }

    Ended jaunt(String... words) throws InterruptedException {
        return JauntProcess.start(scene.folder, settings, List.of(words)).await();
    }

    Ended run(String... options) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", "--repo"));
        words.add(scene.checkout.path().toString());
        words.addAll(List.of("--task", "Greet the world in greet.sh", "--json", "--out"));
        words.add(scene.out.toString());
        words.addAll(List.of(options));
        return jaunt(words.toArray(String[]::new));
    }

    /// The first phase of an execution that has the standard limits.
    Ended generate(String... options) throws InterruptedException {
        return start(options).await();
    }

    JauntProcess start(String... options) {
        request("Greet the world in greet.sh");
        List<String> words = new ArrayList<>(List.of("generate", "--folder"));
        words.addAll(List.of(scene.out.toString(), "--checkout"));
        words.add(scene.checkout.path().toString());
        words.addAll(List.of(options));
        return JauntProcess.start(scene.folder, settings, words);
    }

    private void request(String task) {
        String repository = scene.checkout.path().toString();
        ExecutionFolder.create(scene.out)
                .write(
                        new ExecutionRequest(
                                Id.next(),
                                Id.next(),
                                1,
                                serverUrl,
                                repository,
                                new ExecutionRequest.Base(
                                        "main", scene.checkout.git("rev-parse", "HEAD")),
                                new ExecutionRequest.Task(task, task),
                                new ExecutionRequest.ModelChoice(null, null),
                                Limits.until(InstantSource.system().instant().plusSeconds(600)),
                                new ExecutionRequest.Options(
                                        ExecutionRequest.Checking.off(), repository, true)));
    }

    Report report() {
        return Json.read(scene.out.resolve("report.json"), Report.class);
    }

    /// The message of a report that has an error.
    String error() {
        return Objects.requireNonNull(report().error()).message();
    }

    List<ModelRequest> asked() {
        return scene.model.requests();
    }

    List<ModelRequest> standInAsked() {
        return Objects.requireNonNull(standIn).requests();
    }

    /// The lines of the transcript that have a role.
    List<JsonNode> transcript(String role) throws IOException {
        return scene.file("transcript.jsonl")
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .filter(line -> line.path("role").asString().equals(role))
                .toList();
    }

    /// `tool` called once, or several times.
    static Answer calls(String tool, String... arguments) {
        return new Answer.Calls(
                "", List.of(arguments).stream().map(a -> new Answer.Call(tool, a)).toList());
    }

    /// An answer of which the provider says that it took so many tokens, none from its cache.
    static Answer taking(int input, int output, Answer answer) {
        return new Answer.WithUsage(answer, new ReportedUsage(input, 0, 0, output, 0));
    }

    /// A refusal that asks to be left alone for a moment.
    static Answer unwilling(int status, String message, String code) {
        return new Answer.Rejected(status, message, code, Map.of("retry-after-ms", "20"));
    }

    @Override
    public void close() {
        if (standIn != null) {
            standIn.close();
        }
        scene.close();
    }
}
