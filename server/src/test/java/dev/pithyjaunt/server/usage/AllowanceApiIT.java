package dev.pithyjaunt.server.usage;

import static dev.pithyjaunt.server.usage.UsageScene.assertProblem;
import static dev.pithyjaunt.server.usage.UsageScene.browser;
import static dev.pithyjaunt.server.usage.UsageScene.call;
import static dev.pithyjaunt.server.usage.UsageScene.tree;
import static dev.pithyjaunt.server.usage.UsageScene.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What executions may take and took, as the API tells it.
@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class AllowanceApiIT {

    private static TestServer server;

    @TempDir static Path temporary;
    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    private UsageScene scene;
    private Browser program;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        server =
                new TestServer(
                        kind, Files.createTempDirectory(temporary, "usage"), UsageScene.SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void build() {
        scene = UsageScene.on(server);
        program = scene.program();
    }

    @AfterEach
    void leave() {
        scene.close();
    }

    @Test
    void executionAndTaskTellWhatTheyTookAndMayTake() {
        Execution execution = scene.execution();
        String path = "/api/execution/" + execution.id();
        assertThat(tree(program.get(path)).path("usage"))
                .hasToString(
                        "{\"calls\":0,\"inputTokens\":0,\"cachedInputTokens\":0,\"cacheWriteTokens\":0,\"outputTokens\":0,\"reasoningTokens\":0,\"counted\":true,\"cost\":\"unknown\"}");

        scene.end(execution, "task.completed", usage(call("openai", "gpt-4o")), List.of());

        JsonNode told = tree(program.get(path));
        String took =
                "{\"calls\":1,\"inputTokens\":1000,\"cachedInputTokens\":2000,\"cacheWriteTokens\":0,\"outputTokens\":100,\"reasoningTokens\":40,\"counted\":true,\"nanoDollars\":6000000,\"cost\":\"$0.0060\"}";
        assertThat(told.path("id").asString()).isEqualTo(execution.id());
        assertThat(told.path("usage")).hasToString(took);
        assertThat(told.path("allowance"))
                .hasToString("{\"tokens\":100000,\"nanoDollars\":1000000000,\"callTokens\":50000}");
        assertThat(
                        tree(program.get("/api/task/" + scene.task().id() + "/execution"))
                                .path("items")
                                .get(0))
                .isEqualTo(told);
        assertThat(tree(program.get("/api/task/" + scene.task().id())).path("usage"))
                .hasToString(took);

        scene.end(scene.execution(), "task.failed", usage(call("openai", "house")), List.of());
        assertThat(tree(program.get("/api/task/" + scene.task().id())).path("usage"))
                .hasToString(
                        "{\"calls\":2,\"inputTokens\":2000,\"cachedInputTokens\":4000,\"cacheWriteTokens\":0,\"outputTokens\":200,\"reasoningTokens\":80,\"counted\":true,\"cost\":\"unknown\"}");
    }

    @Test
    void refusalOfABudgetIsAConflictThatStoresNothing() {
        scene.execution();
        Task second = server.task(scene.owner(), scene.repository());

        Browser.Answer refused = program.post("/api/task/" + second.id() + "/execute", Map.of());

        assertProblem(
                refused,
                409,
                "budget-used-up",
                "Budget used up",
                "the budget of the day for this repository (JAUNT_REPOSITORY_DAY_DOLLARS) is $1.05, $1.00 of it are used or reserved, and an execution may take $1.00, of which at least a tenth must be left: it is free again at %sT00:00Z"
                        .formatted(scene.today().plusDays(1)));
        assertThat(program.get("/api/task/" + second.id()).field("status")).isEqualTo("queued");
        assertThat(server.bean(ExecutionStore.class).listOfTask(second.id())).isEmpty();
    }

    @Test
    void refusalForAnUnknownPriceSaysWhatToDo() throws IOException {
        Map<String, String> settings = new HashMap<>(UsageScene.SETTINGS);
        settings.put("MODEL_NAME", "house");
        try (TestServer other =
                new TestServer(kind, Files.createTempDirectory(temporary, "other"), settings)) {
            Person person = other.member();
            Task refusedTask = other.task(person, other.repository(person));
            try (Browser browser = browser(other, person)) {
                assertProblem(
                        browser.post("/api/task/" + refusedTask.id() + "/execute", Map.of()),
                        409,
                        "cost-unknown",
                        "Cost unknown",
                        "the price of the model house of openai is not known, and a budget is set: add its price to the file that JAUNT_MODELS names, or unset the budget");
                assertThat(browser.get("/api/task/" + refusedTask.id()).field("status"))
                        .isEqualTo("queued");
            }
            assertThat(other.bean(ExecutionStore.class).listOfTask(refusedTask.id())).isEmpty();
        }
    }
}
