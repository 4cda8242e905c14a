package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.logstream.SseClient;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/// Tasks from their repository's connection to their branch, with every program as it is shipped.
@Timeout(180)
class WholeIT {

    private static final List<String> NAMES = List.of("alder", "birch", "cedar");

    @TempDir Path folder = Path.of(".");
    private final List<WholeScene> open = new ArrayList<>();

    private WholeScene scene(Script script) throws Exception {
        return scene(DatabaseKind.SQLITE, script);
    }

    private WholeScene scene(DatabaseKind kind, Script script) throws Exception {
        WholeScene scene = new WholeScene(kind, folder, script);
        open.add(scene);
        scene.start();
        return scene;
    }

    @AfterEach
    void close() throws Exception {
        for (WholeScene scene : open) {
            scene.close();
        }
    }

    @Test
    void taskGoesFromItsConnectionToItsBranchInPublicAndTellsNoSecret() throws Exception {
        CountDownLatch seenRunning = new CountDownLatch(1);
        WholeScene scene = scene(after(seenRunning, WholeScene.edit("alder")));
        TestRepository remote = scene.repository("alder");
        String base = remote.git("rev-parse", "main");
        String task = scene.task("alder");
        assertThat(scene.statusOf(task)).isEqualTo("queued");

        String execution = scene.execute(task);
        assertThat(scene.statusOf(task)).isEqualTo("running");
        List<SseClient.Event> events = new ArrayList<>();
        try (SseClient stream = scene.follow(task, null)) {
            SseClient.Event event = stream.next();
            while (!executionStatus(event).equals("running")) {
                events.add(event);
                event = stream.next();
            }
            events.add(event);
            WholeScene.await("the model's request", () -> !scene.model.requests().isEmpty());
            JsonNode running = scene.execution(execution);
            assertThat(running.path("status").asString()).isEqualTo("running");
            assertThat(running.path("times").path("startedAt").asString()).isNotEmpty();
            assertThat(scene.shownByChildren())
                    .contains("generate")
                    .doesNotContain(
                            WholeScene.MODEL_KEY,
                            WholeScene.MASTER_SECRET,
                            scene.secretOf(execution));
            seenRunning.countDown();
            events.addAll(stream.rest());
        }

        assertThat(events.getLast().name()).isEqualTo("eof");
        assertThat(events).extracting(SseClient.Event::name).doesNotContain("gap");
        assertThat(statuses(events)).endsWith("running", "ended");
        assertThat(scene.statusOf(task)).isEqualTo("completed");
        assertThat(scene.tree("/api/task/" + task + "/logs").path("items").size())
                .isEqualTo(logs(events).size());
        assertWholeLog(logs(events));

        String patch = scene.get("/api/task/" + task + "/patch").body();
        assertThat(patch).contains("-echo hello\n+echo hello alder\n");
        JsonNode evidence = scene.tree("/api/task/" + task + "/evidence");
        assertThat(evidence.path("verdict").asString()).isEqualTo("no_new_failure");
        assertThat(scene.get("/api/task/" + task + "/transcript").body()).contains("I greet.");
        assertThat(scene.tree("/api/task/" + task + "/report").isObject()).isTrue();
        assertThat(scene.count("select count(*) from usage_call where input_tokens > 0"))
                .isEqualTo(1);

        JsonNode result = scene.execution(execution).path("result");
        assertThat(result.path("branch").asString()).isEqualTo("pj/" + task);
        assertThat(remote.git("rev-parse", "pj/" + task))
                .isEqualTo(result.path("headCommit").asString());
        assertThat(remote.git("rev-parse", "pj/" + task + "^")).isEqualTo(base);
        assertThat(remote.git("show", "pj/" + task + ":greet.sh")).endsWith("echo hello alder");
        assertNothingIsLeft(scene);
        assertNoSecretIsTold(scene, execution);
    }

    /// The execution's own secret is where its events are verified from, and nowhere else.
    private static void assertNoSecretIsTold(WholeScene scene, String execution) {
        String secret = scene.secretOf(execution);
        assertThat(scene.model.requests())
                .allSatisfy(request ->
                        assertThat(request.authorization())
                                .isEqualTo("Bearer " + WholeScene.MODEL_KEY));
        assertThat(scene.columnsWith(secret)).containsExactly("execution.secret");
        assertThat(scene.filesWith(secret))
                .allMatch(file -> file.startsWith("data/pithy-jaunt.db"));
        for (String word : List.of(WholeScene.MODEL_KEY, WholeScene.MASTER_SECRET)) {
            assertThat(scene.columnsWith(word)).isEmpty();
            assertThat(scene.filesWith(word)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tasksThatRunAtOnceDoNotMix(DatabaseKind kind) throws Exception {
        CountDownLatch all = new CountDownLatch(NAMES.size());
        WholeScene scene =
                scene(
                        kind,
                        request -> {
                            all.countDown();
                            awaitLatch(all);
                            return new Answer.Text(
                                    WholeScene.edit(
                                            NAMES.stream()
                                                    .filter(name ->
                                                            request.text()
                                                                    .contains("Say hello " + name))
                                                    .findFirst()
                                                    .orElseThrow()));
                        });
        List<TestRepository> remotes = NAMES.stream().map(scene::repository).toList();
        List<String> tasks = NAMES.stream().map(scene::task).toList();
        List<String> executions = tasks.stream().map(scene::execute).toList();

        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            String task = tasks.get(i);
            List<SseClient.Event> events;
            try (SseClient stream = scene.follow(task, null)) {
                events = stream.rest();
            }
            assertThat(scene.statusOf(task)).isEqualTo("completed");
            assertWholeLog(logs(events));
            assertThat(statuses(events)).endsWith("ended");
            String told =
                    events.toString()
                            + scene.get("/api/task/" + task + "/patch").body()
                            + scene.get("/api/task/" + task + "/evidence").body()
                            + scene.get("/api/task/" + task + "/report").body()
                            + scene.get("/api/task/" + task + "/transcript").body();
            assertThat(told).contains(name, executions.get(i));
            for (int other = 0; other < NAMES.size(); other++) {
                if (other != i) {
                    assertThat(told)
                            .doesNotContain(
                                    NAMES.get(other), tasks.get(other), executions.get(other));
                }
            }
            TestRepository remote = remotes.get(i);
            assertThat(remote.git("for-each-ref", "--format=%(refname:short)", "refs/heads"))
                    .isEqualTo("main\npj/" + task);
            assertThat(remote.git("show", "pj/" + task + ":greet.sh"))
                    .endsWith("echo hello " + name);
        }
        assertThat(scene.count("select count(*) from usage_call")).isEqualTo(NAMES.size());
        assertNothingIsLeft(scene);
    }

    @ParameterizedTest
    @EnumSource
    void killedServerLosesTheExecutionButNothingThatItAcknowledged(DatabaseKind kind)
            throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        WholeScene scene =
                scene(
                        kind,
                        _ ->
                                silent.get()
                                        ? new Answer.Silence()
                                        : new Answer.Text(WholeScene.edit("alder")));
        TestRepository remote = scene.repository("alder");
        String task = scene.task("alder");
        String execution = scene.execute(task);
        WholeScene.await("the model's request", () -> !scene.model.requests().isEmpty());
        SseClient.Event seen;
        try (SseClient stream = scene.follow(task, null)) {
            seen = stream.next("log");
        }
        List<JsonNode> acknowledged = page(scene, task, "");
        assertThat(scene.children()).isNotEmpty();

        long killed = System.nanoTime();
        scene.killServer();
        WholeScene.await("the end of the children", () -> scene.children().isEmpty());
        assertThat(System.nanoTime() - killed).isLessThan(TimeUnit.SECONDS.toNanos(15));

        scene.start();
        assertThat(scene.awaitEnd(task)).isEqualTo("failed");
        JsonNode lost = scene.execution(execution);
        assertThat(lost.path("status").asString()).isEqualTo("ended");
        assertThat(lost.path("ending").path("error").path("category").asString()).isEqualTo("lost");
        assertThat(page(scene, task, "")).startsWith(acknowledged.toArray(JsonNode[]::new));
        assertThat(acknowledged.getFirst().path("text").asString())
                .isEqualTo(data(seen).path("text").asString());
        assertNothingIsLeft(scene);

        silent.set(false);
        String second = scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");
        assertThat(scene.execution(second).path("attempt").asInt()).isEqualTo(2);
        assertThat(remote.git("show", "pj/" + task + ":greet.sh")).endsWith("echo hello alder");
        assertThat(page(scene, task, "?execution=" + execution))
                .startsWith(acknowledged.toArray(JsonNode[]::new));
        assertNothingIsLeft(scene);
    }

    @Test
    void checkThatNeverEndsDiesWithTheServer() throws Exception {
        WholeScene scene = scene(Script.of(new Answer.Text(WholeScene.edit("alder"))));
        scene.repository("alder");
        String task = scene.task("alder", "tail -f /dev/null");
        scene.execute(task);
        WholeScene.await(
                "the check",
                () -> scene.children().stream().anyMatch(text -> text.contains("tail -f")));

        scene.killServer();
        WholeScene.await("the end of the children", () -> scene.children().isEmpty());
        scene.start();
        assertThat(scene.awaitEnd(task)).isEqualTo("failed");
        assertNothingIsLeft(scene);
    }

    @Test
    void streamThatBreaksAgainAndAgainLosesAndDoublesNothing() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        WholeScene scene = scene(after(broken, WholeScene.edit("alder")));
        scene.repository("alder");
        String task = scene.task("alder");
        scene.execute(task);

        List<SseClient.Event> lines = new ArrayList<>();
        try (SseClient stream = scene.follow(task, null)) {
            lines.add(stream.next("log"));
        }
        broken.countDown();
        boolean ended = false;
        while (!ended) {
            try (SseClient stream = scene.follow(task, lines.getLast().id())) {
                SseClient.Event event = stream.next();
                while (!event.name().equals("log") && !event.name().equals("eof")) {
                    event = stream.next();
                }
                ended = event.name().equals("eof");
                if (!ended) {
                    lines.add(event);
                }
            }
        }

        assertThat(scene.statusOf(task)).isEqualTo("completed");
        assertWholeLog(lines);
        assertThat(lines.stream().map(line -> data(line).path("text").asString()))
                .containsExactlyElementsOf(
                        page(scene, task, "").stream()
                                .map(line -> line.path("text").asString())
                                .toList());
    }

    @Test
    void secondExecutionReplacesTheBranchAndItsLogIsShown() throws Exception {
        WholeScene scene =
                scene(
                        Script.of(
                                new Answer.Text(WholeScene.edit("alder")),
                                new Answer.Text(WholeScene.edit("alder && echo again"))));
        TestRepository remote = scene.repository("alder");
        String task = scene.task("alder", "true");
        String first = scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");
        String firstHead = remote.git("rev-parse", "pj/" + task);

        String second = scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");

        assertThat(remote.git("rev-parse", "pj/" + task))
                .isNotEqualTo(firstHead)
                .isEqualTo(scene.execution(second).path("result").path("headCommit").asString());
        assertThat(remote.git("rev-parse", "pj/" + task + "^"))
                .isEqualTo(remote.git("rev-parse", "main"));
        assertThat(remote.git("show", "pj/" + task + ":greet.sh"))
                .endsWith("echo hello alder && echo again");
        assertThat(scene.tree("/api/task/" + task + "/logs").path("executionId").asString())
                .isEqualTo(second);
        try (SseClient stream = scene.follow(task, null)) {
            assertThat(data(stream.next("status")).path("executionId").asString())
                    .isEqualTo(second);
            assertWholeLog(logs(stream.rest()));
        }
        assertThat(scene.get("/api/task/" + task + "/patch").body()).contains("echo again");
        assertThat(scene.get("/api/task/" + task + "/patch?execution=" + first).body())
                .doesNotContain("echo again");
        assertThat(page(scene, task, "?execution=" + first)).isNotEmpty();
        assertNothingIsLeft(scene);
    }

    private static void assertNothingIsLeft(WholeScene scene) {
        WholeScene.await("the folders' end", () -> scene.workFolders().isEmpty());
        assertThat(scene.children()).isEmpty();
    }

    /// Positions from 1 without a gap, every phase, and each with its own sequence from 1. Validate
    /// has no secret to sign with: report sends what it said, so its lines follow those of publish.
    private static void assertWholeLog(List<SseClient.Event> logs) {
        List<JsonNode> lines = logs.stream().map(WholeIT::data).toList();
        assertThat(logs)
                .extracting(SseClient.Event::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, logs.size()).mapToObj(Long::toString).toList());
        List<String> phases = lines.stream().map(line -> line.path("phase").asString()).toList();
        assertThat(phases.stream().distinct())
                .startsWith("generate")
                .endsWith("report")
                .contains("validate", "publish");
        for (String phase : List.of("generate", "validate", "publish", "report")) {
            List<Long> sequences =
                    lines.stream()
                            .filter(line -> line.path("phase").asString().equals(phase))
                            .map(line -> line.path("sequence").asLong())
                            .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        }
    }

    private static List<SseClient.Event> logs(List<SseClient.Event> events) {
        return events.stream().filter(event -> event.name().equals("log")).toList();
    }

    private static List<String> statuses(List<SseClient.Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("status"))
                .map(WholeIT::executionStatus)
                .distinct()
                .toList();
    }

    private static String executionStatus(SseClient.Event event) {
        return event.name().equals("status") ? data(event).path("executionStatus").asString() : "";
    }

    private static JsonNode data(SseClient.Event event) {
        return Json.tree("the data of an event", event.data().getBytes(UTF_8));
    }

    private static List<JsonNode> page(WholeScene scene, String task, String query) {
        List<JsonNode> lines = new ArrayList<>();
        scene.tree("/api/task/" + task + "/logs" + query).path("items").forEach(lines::add);
        return lines;
    }

    /// Answers when the latch is open.
    private static Script after(CountDownLatch latch, String text) {
        return _ -> {
            awaitLatch(latch);
            return new Answer.Text(text);
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the test did not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
