package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A person's checkout with a bare remote, a scripted model, and `jaunt run` between them.
final class RunScene implements AutoCloseable {

    static final String KEY = "fake-key-0123456789";

    static final String GREETS =
            "I greet the world.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello world\n>>>>>>> REPLACE\n";

    final Path folder;
    final TestRepository checkout;
    final TestRepository remote;
    final String base;
    final Path out;
    final ScriptedModel model;
    private final Map<String, String> more = new LinkedHashMap<>();

    private RunScene(Path folder, Script script) {
        this.folder = folder;
        this.checkout = TestRepository.create(folder.resolve("checkout"));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("README.md", "# Greetings\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n");
        this.base = checkout.commit("base");
        this.remote = checkout.bareClone(folder.resolve("remote.git"));
        checkout.git("remote", "add", "origin", remote.path().toString());
        this.out = folder.resolve("out");
        this.model = ScriptedModel.start(script);
    }

    static RunScene with(Path folder, Script script) {
        return new RunScene(folder, script);
    }

    static RunScene answering(Path folder, String first, String... more) {
        return new RunScene(
                folder,
                Script.of(
                        new Answer.Text(first),
                        Stream.of(more).map(Answer.Text::new).toArray(Answer[]::new)));
    }

    /// Sets a variable besides those of the model.
    RunScene set(String name, String value) {
        more.put(name, value);
        return this;
    }

    Map<String, String> settings() {
        Map<String, String> settings =
                new LinkedHashMap<>(
                        Map.of(
                                "OPENAI_BASE_URL",
                                model.baseUri().toString(),
                                "OPENAI_API_KEY",
                                KEY,
                                "MODEL_NAME",
                                "scripted",
                                "JAUNT_SANDBOX",
                                "none"));
        settings.putAll(more);
        return settings;
    }

    /// `jaunt run` on the checkout, with more options.
    JauntProcess start(String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--repo",
                                checkout.path().toString(),
                                "--task",
                                "Greet the world in greet.sh",
                                "--out",
                                out.toString(),
                                "--json"));
        arguments.addAll(List.of(options));
        return JauntProcess.start(folder, settings(), arguments);
    }

    JauntProcess.Ended run(String... options) throws InterruptedException {
        return start(options).await();
    }

    ExecutionResult result() {
        return Json.read(out.resolve("result.json"), ExecutionResult.class);
    }

    /// The branch of a result that has one.
    String branch() {
        return Objects.requireNonNull(result().branch());
    }

    /// The error of a result that has one.
    ExecutionError error() {
        return Objects.requireNonNull(result().error());
    }

    String file(String name) throws IOException {
        return Files.readString(out.resolve(name));
    }

    /// The branches of the remote.
    List<String> remoteBranches() {
        return remote.git("for-each-ref", "--format=%(refname:short)", "refs/heads")
                .lines()
                .toList();
    }

    /// All that the checkout consists of: files with their content and time, and refs.
    List<String> checkoutState() throws IOException {
        try (Stream<Path> files = Files.walk(checkout.path())) {
            List<String> state = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                state.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
            return state;
        }
    }

    /// Every file that was written anywhere in the scene, as one text.
    String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(
                        new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        model.close();
    }
}
