package dev.pithyjaunt.server.dispatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.Server;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Executions with the real phase programs.
@Timeout(180)
class LocalBackendIT {

    @TempDir Path folder = Path.of(".");
    private final List<AutoCloseable> open = new ArrayList<>();

    private DispatchScene scene(Script script, Map<String, String> more) {
        DispatchScene scene = new DispatchScene(folder, script);
        open.add(scene);
        Map<String, String> settings = scene.settings(more);
        scene.prepare(settings);
        start(scene, settings);
        return scene;
    }

    private ConfigurableApplicationContext start(
            DispatchScene scene, Map<String, String> settings) {
        ConfigurableApplicationContext server = Server.start(Settings.of(settings));
        open.add(server);
        scene.use(server.getBean(ServerAddress.class).local());
        return server;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static void assertNothingIsLeft(DispatchScene scene) {
        DispatchScene.await("the folders' end", () -> scene.workFolders().isEmpty());
        assertThat(scene.phasePrograms()).isEmpty();
    }

    @Test
    void taskIsDoneAndItsBranchPushed() {
        DispatchScene scene = scene(Script.of(new Answer.Text(DispatchScene.GREETS)), Map.of());
        TestRepository remote = scene.repository("one");
        String task = scene.task("one", true);

        DispatchScene.Answer accepted = scene.execute(task);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("taskId")).isEqualTo(task);
        assertThat(accepted.text("status")).isEqualTo("running");
        assertThat(accepted.text("method")).isEqualTo("local");
        assertThat(scene.execute(task).status()).isEqualTo(409);

        assertThat(scene.awaitEnd(task)).isEqualTo("completed");
        JsonNode execution = scene.executionOf(task);
        assertThat(execution.path("id").asString()).isEqualTo(accepted.text("executionId"));
        assertThat(execution.path("result").path("branch").asString()).isEqualTo("pj/" + task);
        assertThat(DispatchScene.branches(remote)).containsExactly("main", "pj/" + task);
        assertThat(remote.git("show", "pj/" + task + ":greet.sh")).endsWith("echo hello world");
        assertNothingIsLeft(scene);

        assertThat(scene.execute(task).status()).isEqualTo(202);
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");
        assertThat(scene.executionOf(task).path("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void folderThatBecameALinkOutOfTheRootIsNotExecuted() throws Exception {
        DispatchScene scene = scene(Script.of(new Answer.Text(DispatchScene.GREETS)), Map.of());
        TestRepository remote = scene.repository("one");
        String task = scene.task("one", false);
        scene.replaceByLinkOutOfTheRoot("one");

        scene.execute(task);

        assertThat(scene.awaitEnd(task)).isEqualTo("failed");
        assertThat(scene.executionOf(task).path("ending").path("error").path("message").asString())
                .contains("is no folder below JAUNT_LOCAL_ROOT");
        assertThat(DispatchScene.branches(remote)).containsExactly("main");
    }

    @Test
    void checksRunOnlyWhenTheyAreAllowed() {
        DispatchScene scene = scene(Script.of(new Answer.Text(DispatchScene.GREETS)), Map.of());
        TestRepository remote = scene.repository("one");
        remote.git("config", "receive.denyNonFastForwards", "false");
        String allowed = scene.task("one", true);
        scene.repository("two");
        String forbidden = scene.task("two", false);
        scene.execute(allowed);
        scene.execute(forbidden);

        assertThat(scene.awaitEnd(allowed)).isEqualTo("completed");
        assertThat(scene.awaitEnd(forbidden)).isEqualTo("completed");
        assertThat(evidence(scene, allowed)).contains("no_new_failure", "sh test.sh");
        assertThat(evidence(scene, forbidden)).contains("not_checked").doesNotContain("test.sh");
        assertThat(verdict(scene, allowed)).isEqualTo("no_new_failure");
        assertThat(verdict(scene, forbidden)).isEqualTo("not_checked");
    }

    private static String verdict(DispatchScene scene, String task) {
        return scene.executionOf(task).path("result").path("checksVerdict").asString();
    }

    private String evidence(DispatchScene scene, String task) {
        return new String(
                open.stream()
                        .filter(ConfigurableApplicationContext.class::isInstance)
                        .map(ConfigurableApplicationContext.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .getBean(dev.pithyjaunt.server.execution.FileStore.class)
                        .find(
                                scene.executionOf(task).path("id").asString(),
                                dev.pithyjaunt.server.execution.FileKind.EVIDENCE)
                        .orElseThrow(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void oneOfTwoThatExecuteAtOnceIsRefused() throws Exception {
        DispatchScene scene = scene(Script.of(new Answer.Silence()), Map.of());
        scene.repository("one");
        String task = scene.task("one", false);
        Callable<Integer> execute = () -> scene.execute(task).status();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Integer> answers = new ArrayList<>();
            for (var answer : threads.invokeAll(List.of(execute, execute))) {
                answers.add(answer.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(202, 409);
        }
        scene.cancel(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("cancelled");
    }

    @Test
    void cancelEndsWhatRunsAndWhatWaits() {
        DispatchScene scene =
                scene(Script.of(new Answer.Silence()), Map.of("JAUNT_MAX_RUNNING", "1"));
        scene.repository("one");
        scene.repository("two");
        String running = scene.task("one", false);
        String waiting = scene.task("two", false);
        scene.execute(running);
        DispatchScene.await("the model's request", () -> !scene.model.requests().isEmpty());
        scene.execute(waiting);

        DispatchScene.Answer cancelled = scene.cancel(waiting);
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.text("status")).isEqualTo("cancelled");
        assertThat(scene.statusOf(waiting)).isEqualTo("cancelled");

        assertThat(scene.cancel(running).status()).isEqualTo(202);
        assertThat(scene.awaitEnd(running)).isEqualTo("cancelled");
        assertThat(scene.executionOf(running).path("ending").path("error").path("category"))
                .hasToString("\"cancelled\"");
        assertNothingIsLeft(scene);
        assertThat(scene.cancel(running).status()).isEqualTo(409);
        assertThat(scene.model.requests()).hasSize(1);
    }

    @Test
    void tasksThatRunAtOnceDoNotMix() {
        DispatchScene scene =
                scene(
                        request -> new Answer.Text(greeting(nameIn(request.text()))),
                        Map.of("JAUNT_MAX_RUNNING", "2"));
        List<String> names = List.of("one", "two", "three");
        List<TestRepository> remotes = names.stream().map(scene::repository).toList();
        List<String> tasks = names.stream().map(name -> scene.task(name, false)).toList();
        tasks.forEach(scene::execute);

        for (int i = 0; i < names.size(); i++) {
            assertThat(scene.awaitEnd(tasks.get(i))).isEqualTo("completed");
            assertThat(DispatchScene.branches(remotes.get(i)))
                    .containsExactly("main", "pj/" + tasks.get(i));
            assertThat(remotes.get(i).git("show", "pj/" + tasks.get(i) + ":greet.sh"))
                    .endsWith("echo hello " + names.get(i));
        }
        assertNothingIsLeft(scene);
    }

    private static String nameIn(String prompt) {
        return Arrays.stream(new String[] {"one", "two", "three"})
                .filter(name -> prompt.contains("greet.sh of " + name))
                .findFirst()
                .orElseThrow();
    }

    private static String greeting(String name) {
        return DispatchScene.GREETS.replace("hello world", "hello " + name);
    }

    @Test
    void serverThatStopsEndsItsExecutionsAsLost() {
        DispatchScene scene = scene(Script.of(new Answer.Silence()), Map.of());
        scene.repository("one");
        String task = scene.task("one", false);
        scene.execute(task);
        DispatchScene.await("the model's request", () -> !scene.model.requests().isEmpty());

        try {
            open.removeLast().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(scene.phasePrograms()).isEmpty();
        assertThat(scene.workFolders()).isEmpty();
        start(scene, scene.settings(Map.of()));
        assertThat(scene.statusOf(task)).isEqualTo("failed");
        assertThat(scene.executionOf(task).path("ending").path("error").path("message").asString())
                .isEqualTo("the server was stopped");
    }

    @Test
    void executingCanBeSwitchedOff() {
        DispatchScene scene =
                scene(Script.of(new Answer.Silence()), Map.of("EXECUTION_ENABLED", "false"));
        scene.repository("one");
        String task = scene.task("one", false);
        DispatchScene.Answer refused = scene.execute(task);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("detail"))
                .isEqualTo("executing tasks is switched off here (EXECUTION_ENABLED)");
        assertThat(scene.statusOf(task)).isEqualTo("queued");
    }

    @Test
    void missingRunnerIsToldAsTheEnd() {
        DispatchScene scene =
                scene(
                        Script.of(new Answer.Silence()),
                        Map.of("JAUNT_RUNNER_JAR", folder.resolve("no.jar").toString()));
        scene.repository("one");
        String task = scene.task("one", false);
        scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("failed");
        assertThat(scene.executionOf(task).path("ending").path("error").path("message").asString())
                .isEqualTo(
                        "not begun: the runner's program %s is missing: set JAUNT_RUNNER_JAR"
                                .formatted(folder.resolve("no.jar")));
    }
}
