package dev.pithyjaunt.server.dispatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.Server;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Budgets with the real phase programs. The scripted model costs ten dollars a million tokens, and
/// an execution one dollar at most.
@Timeout(180)
class BudgetIT {

    private static final long DOLLAR = 1_000_000_000;

    @TempDir Path folder = Path.of(".");
    private final List<AutoCloseable> open = new ArrayList<>();

    private Database database(DispatchScene scene, String... settings) {
        Map<String, String> more =
                new HashMap<>(
                        Map.of(
                                "JAUNT_MODELS", models().toString(),
                                "JAUNT_EXECUTION_TOKENS", "100000",
                                "JAUNT_CALL_TOKENS", "90000",
                                "JAUNT_CALL_DOLLARS", "0.9"));
        for (int i = 0; i < settings.length; i += 2) {
            more.put(settings[i], settings[i + 1]);
        }
        Map<String, String> all = scene.settings(more);
        scene.prepare(all);
        ConfigurableApplicationContext server = Server.start(Settings.of(all));
        open.add(server);
        scene.use(server.getBean(ServerAddress.class).local());
        return server.getBean(Database.class);
    }

    private DispatchScene scene(Script script) {
        DispatchScene scene = new DispatchScene(folder, script);
        open.add(scene);
        return scene;
    }

    private Path models() {
        try {
            return Files.writeString(
                    folder.resolve("models.json"),
                    """
                    {"checkedOn": "2026-11-22", "models": [{"provider": "openai", "name": "scripted",
                      "contextTokens": 128000, "maxOutputTokens": 16000, "prices": [{"source": "this test",
                      "tiers": [{"fromPromptTokens": 0, "input": 10, "cachedInput": 10, "cacheWrite": 10,
                        "output": 10}]}]}]}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static long sum(Database database, String column) {
        return database.read(sql ->
                sql.sql("select coalesce(sum(%s), 0) from budget_reservation".formatted(column))
                        .query(Long.class)
                        .single());
    }

    private ExecutionRequest request(String execution) {
        return Json.read(
                folder.resolve("data/executions").resolve(execution).resolve("request.json"),
                ExecutionRequest.class);
    }

    @Test
    void tasksThatAreExecutedAtOnceDoNotOverbookAndAreToldWhatTheyMayTake() throws Exception {
        DispatchScene scene = scene(Script.of(new Answer.Silence()));
        Database database = database(scene, "JAUNT_DAY_DOLLARS", "2.5", "JAUNT_MAX_RUNNING", "1");
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "repository-" + i).toList();
        names.forEach(scene::repository);
        List<String> tasks = names.stream().map(name -> scene.task(name, false)).toList();

        List<String> accepted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<Callable<Boolean>> works =
                tasks.stream()
                        .map(task -> (Callable<Boolean>) () -> scene.execute(task).status() == 202)
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
            var answers = threads.invokeAll(works);
            for (int i = 0; i < tasks.size(); i++) {
                (answers.get(i).get() ? accepted : refused).add(tasks.get(i));
            }
        }

        assertThat(accepted).hasSize(3);
        assertThat(sum(database, "reserved_nano_dollars")).isEqualTo(5 * DOLLAR / 2);
        assertThat(refused)
                .allSatisfy(task -> {
                    assertThat(scene.statusOf(task)).isEqualTo("queued");
                    assertThat(scene.executionOf(task).isMissingNode()).isTrue();
                });

        DispatchScene.await("the model's request", () -> !scene.model.requests().isEmpty());
        String running = scene.workFolders().getFirst();
        Long granted =
                scene.get("/api/execution/" + running)
                        .path("allowance")
                        .path("nanoDollars")
                        .asLong();
        ExecutionRequest.Limits limits = request(running).limits();
        assertThat(limits.tokens()).isEqualTo(100_000);
        assertThat(limits.nanoDollars()).isEqualTo(granted).isIn(DOLLAR, DOLLAR / 2);
        assertThat(limits.callTokens()).isEqualTo(90_000);
        assertThat(limits.callNanoDollars()).isEqualTo(9 * DOLLAR / 10);

        for (String task : accepted) {
            if (!scene.executionOf(task).path("id").asString().equals(running)) {
                assertThat(scene.cancel(task).text("status")).isEqualTo("cancelled");
                assertThat(scene.executionOf(task).path("usage").path("cost").asString())
                        .isEqualTo("$0");
            }
        }
        assertThat(scene.execute(refused.getFirst()).status()).isEqualTo(202);
        for (String task : List.of(refused.getFirst(), accepted.getFirst())) {
            scene.cancel(task);
        }
    }

    @Test
    void executionIsPaidAtItsEnd() {
        DispatchScene scene = scene(Script.of(new Answer.Text(DispatchScene.GREETS)));
        Database database = database(scene, "JAUNT_REPOSITORY_DAY_DOLLARS", "1");
        scene.repository("one");
        String task = scene.task("one", false);
        assertThat(scene.execute(task).status()).isEqualTo(202);
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");

        long tokens =
                database.read(sql ->
                        sql.sql(
                                        "select sum(input_tokens + cached_input_tokens + cache_write_tokens + output_tokens) from usage_call")
                                .query(Long.class)
                                .single());
        assertThat(tokens).isPositive();
        assertThat(sum(database, "paid_nano_dollars")).isEqualTo(tokens * 10_000);
        assertThat(sum(database, "reserved_nano_dollars")).isEqualTo(DOLLAR);
        assertThat(scene.executionOf(task).path("usage").path("nanoDollars").asLong())
                .isEqualTo(tokens * 10_000);
    }

    @Test
    void executionThatCouldNotBeginTookNothing() {
        DispatchScene scene = scene(Script.of(new Answer.Silence()));
        Database database =
                database(
                        scene,
                        "JAUNT_DAY_DOLLARS",
                        "1",
                        "JAUNT_RUNNER_JAR",
                        folder.resolve("no.jar").toString());
        scene.repository("one");
        String task = scene.task("one", false);
        scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("failed");

        assertThat(sum(database, "coalesce(paid_nano_dollars, 7)")).isZero();
        assertThat(scene.execute(task).status()).isEqualTo(202);
    }
}
