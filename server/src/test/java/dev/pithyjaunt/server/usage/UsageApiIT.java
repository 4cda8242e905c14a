package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was spent, as the API tells it.
@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class UsageApiIT {

    /// The worst case is one dollar.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "OPENAI_API_KEY", "fake-key-0123456789",
                    "MODEL_NAME", "gpt-4o",
                    "JAUNT_EXECUTION_TOKENS", "100000",
                    "JAUNT_CALL_TOKENS", "50000",
                    "JAUNT_REPOSITORY_DAY_DOLLARS", "1.05");

    private static TestServer server;

    @TempDir static Path temporary;
    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    private Person owner;
    private ConnectedRepository repository;
    private Task task;
    private Browser program;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        server = new TestServer(kind, Files.createTempDirectory("usage"), SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void build() {
        owner = server.member();
        repository = server.repository(owner);
        task = server.task(owner, repository);
        program = browser(server, owner);
    }

    @AfterEach
    void leave() {
        program.close();
    }

    private static Browser browser(TestServer of, Person person) {
        try (Browser nobody = new Browser(of.address())) {
            return nobody.withToken(person.token());
        }
    }

    /// One that is accepted and dispatched.
    private Execution execution(Task of) {
        Execution waiting = server.execution(owner, of, null);
        server.bean(Spending.class).reserve(waiting.spender());
        return waiting;
    }

    private void end(Execution execution, String type, Object usage, Object edits) {
        TestRunner runner =
                TestRunner.of(
                        server,
                        execution,
                        Secret.ofRepository(
                                Secret.of(TestServer.MASTER_SECRET), repository.id()));
        assertThat(runner.send(runner.event("task.started", Map.of())).status()).isEqualTo(200);
        Map<String, Object> more = new HashMap<>(Map.of("usage", usage, "edits", edits));
        if (type.equals("task.failed")) {
            more.put("error", Map.of("category", "internal", "message", "broken"));
        }
        assertThat(runner.send(runner.event(type, more)).status()).isEqualTo(200);
    }

    private static Map<String, Object> usage(Map<?, ?>... calls) {
        return Map.of("calls", List.of(calls));
    }

    /// 1,000 in, 2,000 cached, 100 out.
    private static Map<String, Object> call(String provider, String model) {
        return Map.of(
                "provider", provider,
                "model", model,
                "inputTokens", 1_000,
                "cachedInputTokens", 2_000,
                "cacheWriteTokens", 0,
                "outputTokens", 100,
                "reasoningTokens", 40,
                "counted", true,
                "seconds", 1.5,
                "nanoDollars", 1);
    }

    private static Map<String, Object> edit(String form, int stated, int fitted) {
        return Map.of(
                "provider", "openai",
                "model", "gpt-4o",
                "form", form,
                "stated", stated,
                "fitted", fitted);
    }

    private static JsonNode tree(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Json.tree("the answer", answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertProblem(
            Browser.Answer answer, int status, String type, String title, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:" + type);
        assertThat(answer.field("title")).isEqualTo(title);
        assertThat(answer.field("status")).isEqualTo(Integer.toString(status));
        assertThat(answer.field("detail")).isEqualTo(detail);
    }

    @Test
    void executionAndTaskTellWhatTheyTookAndMayTake() {
        Execution execution = execution(task);
        String path = "/api/execution/" + execution.id();
        assertThat(tree(program.get(path)).path("usage"))
                .hasToString(
                        "{\"calls\":0,\"inputTokens\":0,\"cachedInputTokens\":0,\"cacheWriteTokens\":0,\"outputTokens\":0,\"reasoningTokens\":0,\"counted\":true,\"cost\":\"unknown\"}");

        end(execution, "task.completed", usage(call("openai", "gpt-4o")), List.of());

        JsonNode told = tree(program.get(path));
        String took =
                "{\"calls\":1,\"inputTokens\":1000,\"cachedInputTokens\":2000,\"cacheWriteTokens\":0,\"outputTokens\":100,\"reasoningTokens\":40,\"counted\":true,\"nanoDollars\":6000000,\"cost\":\"$0.0060\"}";
        assertThat(told.path("id").asString()).isEqualTo(execution.id());
        assertThat(told.path("usage")).hasToString(took);
        assertThat(told.path("allowance"))
                .hasToString(
                        "{\"tokens\":100000,\"nanoDollars\":1000000000,\"callTokens\":50000}");
        assertThat(tree(program.get("/api/task/" + task.id() + "/execution")).path("items").get(0))
                .isEqualTo(told);
        assertThat(tree(program.get("/api/task/" + task.id())).path("usage")).hasToString(took);

        end(execution(task), "task.failed", usage(call("openai", "house")), List.of());
        assertThat(tree(program.get("/api/task/" + task.id())).path("usage"))
                .hasToString(
                        "{\"calls\":2,\"inputTokens\":2000,\"cachedInputTokens\":4000,\"cacheWriteTokens\":0,\"outputTokens\":200,\"reasoningTokens\":80,\"counted\":true,\"cost\":\"unknown\"}");
    }

    @Test
    void refusalOfABudgetIsAConflictThatStoresNothing() {
        execution(task);
        Task second = server.task(owner, repository);

        Browser.Answer refused = program.post("/api/task/" + second.id() + "/execute", Map.of());

        assertProblem(
                refused,
                409,
                "budget-used-up",
                "Budget used up",
                "the budget of the day for this repository (JAUNT_REPOSITORY_DAY_DOLLARS) is $1.05, $1.00 of it are used or reserved, and an execution may take $1.00, of which at least a tenth must be left: it is free again at %sT00:00Z"
                        .formatted(today().plusDays(1)));
        assertThat(program.get("/api/task/" + second.id()).field("status")).isEqualTo("queued");
        assertThat(server.bean(ExecutionStore.class).listOfTask(second.id())).isEmpty();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(server.now(), ZoneOffset.UTC);
    }

    @Test
    void refusalForAnUnknownPriceSaysWhatToDo() throws IOException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
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

    private List<Map<String, Object>> lines(Browser reader, String query) {
        return tree(reader.get("/api/usage?" + query))
                .path("items")
                .valueStream()
                .map(UsageApiIT::line)
                .toList();
    }

    private static Map<String, Object> line(JsonNode node) {
        Map<String, Object> line = new HashMap<>();
        Map<?, ?> fields = Json.read(node, Map.class);
        fields.forEach((name, value) -> line.put(String.valueOf(name), value));
        if (line.remove("averageSeconds") instanceof Number seconds) {
            assertThat(seconds.doubleValue()).isBetween(0.0, 60.0);
        }
        line.values().removeIf(value -> value.equals(0));
        return line;
    }

    /// One that took two calls, one of them of unknown cost; one that was not heard of; one that was
    /// cancelled before it began.
    private void threeExecutions() {
        end(
                execution(task),
                "task.completed",
                usage(call("openai", "gpt-4o"), call("ollama", "qwen3"), call("openai", "house")),
                List.of(edit("search_replace", 4, 3)));
        Execution silent = server.execution(owner, server.task(owner, repository), null);
        server.bean(Executions.class)
                .end(
                        silent.id(),
                        Execution.Ending.failed(
                                dev.pithyjaunt.protocol.ExecutionError.Category.LOST, "lost"));
        Task waiting = server.task(owner, repository);
        Execution cancelled =
                server.bean(Executions.class)
                        .begin(
                                owner.account(),
                                waiting.id(),
                                Execution.Method.GITHUB_ACTIONS,
                                null);
        server.bean(Executions.class).cancel(cancelled.id());
    }

    private static Map<String, Object> both(String key, Map<String, Object> more) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "key", key,
                                "executions", 3,
                                "completed", 1,
                                "failed", 1,
                                "calls", 3,
                                "inputTokens", 3_000,
                                "cachedInputTokens", 6_000,
                                "outputTokens", 300,
                                "reasoningTokens", 120));
        all.putAll(
                Map.of(
                        "nanoDollars", 6_000_000,
                        "unknownCalls", 1,
                        "unheardExecutions", 1,
                        "cost", "at least $0.0060"));
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> one(String key, int calls, Map<String, Object> more) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "key", key,
                                "executions", 1,
                                "completed", 1,
                                "calls", calls,
                                "inputTokens", calls * 1_000,
                                "cachedInputTokens", calls * 2_000,
                                "outputTokens", calls * 100,
                                "reasoningTokens", calls * 40));
        all.putAll(more);
        return all;
    }

    @Test
    void usageIsToldByEachOfItsParts() {
        threeExecutions();

        assertThat(lines(program, "")).containsExactly(both(today().toString(), Map.of()));
        assertThat(lines(program, "by=user"))
                .containsExactly(
                        both(owner.account().id(), Map.of("name", owner.account().name())));
        assertThat(lines(program, "by=repository"))
                .containsExactly(both(repository.id(), Map.of("name", repository.name())));
        assertThat(lines(program, "by=provider"))
                .containsExactly(
                        one("ollama", 1, Map.of("cost", "$0.0000")),
                        one(
                                "openai",
                                2,
                                Map.of(
                                        "nanoDollars", 6_000_000,
                                        "unknownCalls", 1,
                                        "cost", "at least $0.0060")));
        assertThat(lines(program, "by=model"))
                .containsExactly(
                        one("gpt-4o", 1, Map.of("nanoDollars", 6_000_000, "cost", "$0.0060")),
                        one("house", 1, Map.of("unknownCalls", 1, "cost", "unknown")),
                        one("qwen3", 1, Map.of("cost", "$0.0000")));
    }

    @Test
    void periodBeginsAndEndsWithItsDays() {
        threeExecutions();
        LocalDate today = today();

        assertThat(lines(program, "from=%s&to=%s".formatted(today, today))).hasSize(1);
        assertThat(lines(program, "to=" + today.minusDays(1))).isEmpty();
        assertThat(lines(program, "from=%s&to=%s".formatted(today.plusDays(1), today.plusDays(2))))
                .isEmpty();
        JsonNode answer = tree(program.get("/api/usage"));
        assertThat(answer.path("from").asString()).isEqualTo(today.minusDays(29).toString());
        assertThat(answer.path("to").asString()).isEqualTo(today.toString());
        assertThat(answer.path("by").asString()).isEqualTo("day");
    }

    @Test
    void othersSeeTheirOwnAndAnAdministratorAll() {
        threeExecutions();

        try (Browser stranger = browser(server, server.member());
                Browser administrator = browser(server, server.administrator())) {
            assertThat(lines(stranger, "")).isEmpty();
            assertThat(lines(stranger, "by=model")).isEmpty();
            assertThat(stranger.get("/api/usage/edits").body()).endsWith("\"items\":[]}");
            assertThat(lines(administrator, "by=user"))
                    .contains(both(owner.account().id(), Map.of("name", owner.account().name())));
            assertThat(administrator.get("/api/usage/edits").body())
                    .contains("\"form\":\"search_replace\"");
        }
        try (Browser nobody = new Browser(server.address())) {
            assertThat(nobody.get("/api/usage").status()).isEqualTo(401);
        }
    }

    @Test
    void editsAreToldByForm() {
        end(
                execution(task),
                "task.completed",
                usage(call("ollama", "qwen3")),
                List.of(
                        edit("search_replace", 4, 3),
                        edit("search_replace", 2, 2),
                        edit("whole_file", 0, 0)));
        end(
                execution(task),
                "task.failed",
                usage(call("ollama", "qwen3")),
                List.of(edit("search_replace", 2, 1)));

        assertThat(tree(program.get("/api/usage/edits")).path("items"))
                .hasToString(
                        "[{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"form\":\"search_replace\",\"stated\":8,\"fitted\":6,\"rate\":0.75},{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"form\":\"whole_file\",\"stated\":0,\"fitted\":0}]");
        assertThat(
                        tree(program.get("/api/usage/edits?to=" + today().minusDays(1)))
                                .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    from=yesterday                | from "yesterday": expected a day such as 2026-11-22
                    to=2026-02-30                 | to "2026-02-30": expected a day such as 2026-11-22
                    from=0001-01-01               | from "0001-01-01": expected a day such as 2026-11-22
                    from=2026-11-23&to=2026-11-22 | from 2026-11-23 is after to 2026-11-22
                    from=2025-01-01&to=2026-11-22 | expected at most 366 days from from to to
                    by=colour                     | by "colour": expected one of day, user, repository, model, provider
                    """)
    void badParametersAreNamed(String query, String detail) {
        assertProblem(
                program.get("/api/usage?" + query), 400, "bad-request", "Bad request", detail);
        if (!query.startsWith("by")) {
            assertProblem(
                    program.get("/api/usage/edits?" + query),
                    400,
                    "bad-request",
                    "Bad request",
                    detail);
        }
    }
}
