package dev.pithyjaunt.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EvidenceSummary;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.event.LineCount;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Reception;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.WebhookReceiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The phase programs as a backend starts them, one after the other, with a server that listens.
class EventsIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String KEY = "planted-model-key-0123456789";
    private static final String ANSWER =
            "I greet the world.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello world\n>>>>>>> REPLACE\n";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path path;

    private TestRepository repository;
    private TestRepository remote;
    private ExecutionFolder folder;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        repository =
                TestRepository.create(path.resolve("checkout"))
                        .write("greet.sh", "#!/bin/sh\necho hello\n");
        String base = repository.commit("base");
        remote = repository.bareClone(path.resolve("remote.git"));
        receiver = WebhookReceiver.start(Secret.of(SECRET));
        folder = ExecutionFolder.create(path.resolve("execution"));
        folder.write(
                new ExecutionRequest(
                        "execution-1",
                        "task-1",
                        1,
                        receiver.baseUri().toString(),
                        remote.path().toString(),
                        new ExecutionRequest.Base("main", base),
                        new ExecutionRequest.Task("Greet the world", "Greet the world in greet.sh"),
                        new ExecutionRequest.ModelChoice(null, null),
                        ExecutionRequest.Limits.until(
                                InstantSource.system().instant().plusSeconds(300)),
                        new ExecutionRequest.Options(
                                new ExecutionRequest.Checking(
                                        CheckMode.NONE,
                                        List.of("sh greet.sh"),
                                        0,
                                        ExecutionRequest.CheckLimits.STANDARD),
                                remote.path().toString(),
                                false)));
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void serverHearsAWholeExecution() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text(ANSWER)))) {
            assertThat(run("generate", settings(model))).isZero();
            assertThat(run("validate", Map.of())).isZero();
            assertThat(run("publish", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isZero();
            assertThat(run("report", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isZero();
        }
        assertThat(receiver.attempts()).extracting(a -> a.status()).containsOnly(200);
        assertThat(sequenceOfEvents())
                .containsExactly(
                        "task.started of generate",
                        "task.log of generate",
                        // Whether it is still wanted, before it pushes.
                        "task.progress of publish",
                        "task.log of publish",
                        "task.log of validate",
                        "task.log of report",
                        "task.completed of report");
        assertLinesAreWhole();
        assertThat(receiver.lines("validate"))
                .extracting(LogLine::text)
                .anyMatch(text -> text.startsWith("base: \"sh greet.sh\" passes"));
        assertEnd((Event.Ended) receiver.events().getLast());
        assertThat(receiver.files().keySet()).containsExactlyInAnyOrder(FileKind.values());
        assertThat(receiver.files().get(FileKind.PATCH))
                .isEqualTo(Files.readString(folder.patch()));
        assertThat(everythingReceived()).doesNotContain(KEY, SECRET);
        assertThat(unsentFiles()).isEmpty();
    }

    private void assertEnd(Event.Ended end) {
        assertThat(end.change())
                .isEqualTo(
                        new Event.Change(
                                "pj/task-1",
                                repository.git("rev-parse", "HEAD"),
                                remote.git("rev-parse", "pj/task-1"),
                                null,
                                null));
        assertThat(end.error()).isNull();
        assertThat(end.usage())
                .isEqualTo(folder.report().map(Report::usage).orElseThrow())
                .isNotEqualTo(Usage.NONE);
        assertThat(end.evidence())
                .isEqualTo(
                        new EvidenceSummary(
                                Evidence.Verdict.NO_NEW_FAILURE,
                                List.of(
                                        new EvidenceSummary.Check(
                                                "sh greet.sh",
                                                Evidence.Comparison.PASSES,
                                                0,
                                                0,
                                                0)),
                                folder.evidence().orElseThrow().seconds()));
    }

    /// Numbered from 1 without gaps, and counted as they arrived.
    private void assertLinesAreWhole() {
        Event.Ended end = (Event.Ended) receiver.events().getLast();
        assertThat(end.lineCounts()).containsOnlyKeys("generate", "validate", "publish", "report");
        end.lineCounts()
                .forEach((phase, count) -> {
                    List<LogLine> lines = receiver.lines(phase);
                    assertThat(lines)
                            .extracting(LogLine::sequence)
                            .isEqualTo(LongStream.rangeClosed(1, lines.size()).boxed().toList());
                    LineCount.Counter counter = new LineCount.Counter();
                    lines.forEach(line -> counter.add(line.text()));
                    assertThat(count).isEqualTo(counter.count());
                });
    }

    @Test
    void serverThatComesBackForReportMissesNothing() throws Exception {
        int port = receiver.baseUri().getPort();
        receiver.close();
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text(ANSWER)))) {
            assertThat(run("generate", settings(model))).isZero();
            assertThat(run("validate", Map.of())).isZero();
            assertThat(run("publish", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isZero();
        }
        assertThat(unsentFiles())
                .containsExactlyInAnyOrder("generate.unsent.jsonl", "publish.unsent.jsonl");
        receiver = WebhookReceiver.start(Secret.of(SECRET), port);
        receiver.next(new Reception.Status(503), new Reception.TakeAndDrop());

        assertThat(run("report", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isZero();

        assertThat(sequenceOfEvents())
                .containsExactly(
                        "task.started of generate",
                        "task.log of generate",
                        "task.log of validate",
                        "task.log of publish",
                        "task.log of report",
                        "task.completed of report");
        assertLinesAreWhole();
        assertThat(unsentFiles()).isEmpty();
    }

    @Test
    void serverCancels() throws Exception {
        receiver.requestCancel();
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            assertThat(run("generate", settings(model))).isEqualTo(130);
        }
        assertThat(run("report", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isEqualTo(130);
        assertThat(((Event.Ended) receiver.events().getLast()).type())
                .isEqualTo(Event.Type.CANCELLED);
        assertThat(receiver.lines("generate"))
                .extracting(LogLine::text)
                .endsWith("it was cancelled");
    }

    @Test
    void phaseEndsWithWhoStartedIt() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            Process process = start("generate", "--end-with-stdin");
            process.getOutputStream().write(line(settings(model)));
            process.getOutputStream().flush();
            awaitRequest(model, process);

            process.getOutputStream().close();

            assertThat(await(process)).isEqualTo(130);
            assertThat(model.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(folder.report().orElseThrow().error())
                .extracting("message")
                .isEqualTo("it was cancelled");
    }

    @Test
    void validateTakesNoSecret() throws Exception {
        assertThat(run("validate", Map.of("PITHY_JAUNT_EVENT_SECRET", SECRET))).isEqualTo(2);

        assertThat(Files.readString(folder.log("validate")))
                .contains("this phase runs code of the repository and takes no secret")
                .doesNotContain("MfKQ");
    }

    @Test
    void settingsThatAreNoneAreNotShown() throws Exception {
        Process process = start("publish", "--end-with-stdin");
        process.getOutputStream().write((KEY + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();

        assertThat(await(process)).isEqualTo(2);
        assertThat(Files.readString(folder.log("publish")))
                .contains("standard input holds no {\"settings\": {NAME: VALUE}}")
                .doesNotContain(KEY);
    }

    private static Map<String, String> settings(ScriptedModel model) {
        return Map.of(
                "OPENAI_BASE_URL",
                model.baseUri().toString(),
                "OPENAI_API_KEY",
                KEY,
                "MODEL_NAME",
                "scripted",
                "PITHY_JAUNT_EVENT_SECRET",
                SECRET);
    }

    /// Types with their phases; how many deliveries the lines of a phase took does not matter.
    private List<String> sequenceOfEvents() {
        List<String> sequence = new ArrayList<>();
        for (Event event : receiver.events()) {
            String now = event.type().wireName() + " of " + event.origin().phase();
            if (sequence.isEmpty() || !sequence.getLast().equals(now)) {
                sequence.add(now);
            }
        }
        return sequence;
    }

    private String everythingReceived() {
        StringBuilder all = new StringBuilder(receiver.files().values().toString());
        receiver.events()
                .forEach(event -> all.append(new String(event.json(), StandardCharsets.UTF_8)));
        return all.toString();
    }

    private List<String> unsentFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".unsent.jsonl"))
                    .toList();
        }
    }

    /// Runs a phase to its end, as who starts it does: its log beside its files.
    private int run(String phase, Map<String, String> settings) throws Exception {
        Process process = start(phase, "--settings-from-stdin");
        process.getOutputStream().write(line(settings));
        process.getOutputStream().close();
        return await(process);
    }

    private static byte[] line(Map<String, String> settings) {
        return (Json.line(Map.of("settings", settings)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static int await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end");
        }
        return process.exitValue();
    }

    private static void awaitRequest(ScriptedModel model, Process process)
            throws InterruptedException {
        while (model.requests().isEmpty()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it ended before it asked");
            }
        }
    }

    private Process start(String phase, String option) throws IOException {
        List<String> words =
                new ArrayList<>(
                        JavaProgram.words(
                                Path.of(System.getProperty("jaunt.root"))
                                        .resolve("runner/target/jaunt.jar")));
        words.addAll(List.of(phase, option, "--folder", folder.path().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(folder.log(phase).toFile()));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", System.getenv("PATH"), "HOME", path.toString()));
        return builder.start();
    }
}
