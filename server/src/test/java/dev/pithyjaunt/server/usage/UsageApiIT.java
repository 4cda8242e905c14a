package dev.pithyjaunt.server.usage;

import static dev.pithyjaunt.server.usage.UsageScene.assertProblem;
import static dev.pithyjaunt.server.usage.UsageScene.browser;
import static dev.pithyjaunt.server.usage.UsageScene.call;
import static dev.pithyjaunt.server.usage.UsageScene.edit;
import static dev.pithyjaunt.server.usage.UsageScene.tree;
import static dev.pithyjaunt.server.usage.UsageScene.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was spent, as the API tells it.
@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class UsageApiIT {

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

    /// One that took two calls, one of them of unknown cost; one that was not heard of; one that
    /// was cancelled before it began.
    private void threeExecutions() {
        scene.end(
                scene.execution(),
                "task.completed",
                usage(call("openai", "gpt-4o"), call("ollama", "qwen3"), call("openai", "house")),
                List.of(edit("search_replace", 4, 3)));
        Execution silent =
                server.execution(
                        scene.owner(), server.task(scene.owner(), scene.repository()), null);
        server.bean(Executions.class)
                .end(silent.id(), Execution.Ending.failed(ExecutionError.Category.LOST, "lost"));
        Task waiting = server.task(scene.owner(), scene.repository());
        Execution cancelled =
                server.bean(Executions.class)
                        .begin(
                                scene.owner().account(),
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
                                "key",
                                key,
                                "executions",
                                1,
                                "completed",
                                1,
                                "calls",
                                calls,
                                "inputTokens",
                                calls * 1_000,
                                "cachedInputTokens",
                                calls * 2_000,
                                "outputTokens",
                                calls * 100,
                                "reasoningTokens",
                                calls * 40));
        all.putAll(more);
        return all;
    }

    @Test
    void usageIsToldByEachOfItsParts() {
        threeExecutions();

        assertThat(lines(program, "")).containsExactly(both(scene.today().toString(), Map.of()));
        assertThat(lines(program, "by=user"))
                .containsExactly(
                        both(
                                scene.owner().account().id(),
                                Map.of("name", scene.owner().account().name())));
        assertThat(lines(program, "by=repository"))
                .containsExactly(
                        both(scene.repository().id(), Map.of("name", scene.repository().name())));
        assertThat(lines(program, "by=provider"))
                .containsExactly(
                        one("ollama", 1, Map.of("cost", "$0")),
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
                        one("qwen3", 1, Map.of("cost", "$0")));
    }

    @Test
    void periodBeginsAndEndsWithItsDays() {
        threeExecutions();
        LocalDate today = scene.today();

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
                    .contains(
                            both(
                                    scene.owner().account().id(),
                                    Map.of("name", scene.owner().account().name())));
            assertThat(administrator.get("/api/usage/edits").body())
                    .contains("\"form\":\"search_replace\"");
        }
        try (Browser nobody = new Browser(server.address())) {
            assertThat(nobody.get("/api/usage").status()).isEqualTo(401);
        }
    }

    @Test
    void editsAreToldByForm() {
        scene.end(
                scene.execution(),
                "task.completed",
                usage(call("ollama", "qwen3")),
                List.of(
                        edit("search_replace", 4, 3),
                        edit("search_replace", 2, 2),
                        edit("whole_file", 0, 0)));
        scene.end(
                scene.execution(),
                "task.failed",
                usage(call("ollama", "qwen3")),
                List.of(edit("search_replace", 2, 1)));

        assertThat(tree(program.get("/api/usage/edits")).path("items"))
                .hasToString(
                        "[{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"form\":\"search_replace\",\"stated\":8,\"fitted\":6,\"rate\":0.75},{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"form\":\"whole_file\",\"stated\":0,\"fitted\":0}]");
        assertThat(
                        tree(program.get("/api/usage/edits?to=" + scene.today().minusDays(1)))
                                .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    from=yesterday                | from: "yesterday": expected a day such as 2026-11-22
                    to=2026-02-30                 | to: "2026-02-30": expected a day such as 2026-11-22
                    from=0001-01-01               | from: "0001-01-01": expected a day such as 2026-11-22
                    from=2026-11-23&to=2026-11-22 | from: 2026-11-23 is after to 2026-11-22
                    from=2025-01-01&to=2026-11-22 | from: expected at most 366 days from from to to
                    by=colour                     | by: "colour": expected one of day, user, repository, model, provider
                    """)
    void badParametersAreNamed(String query, String detail) {
        assertProblem(
                program.get("/api/usage?" + query), 422, "invalid-input", "Invalid input", detail);
        if (!query.startsWith("by")) {
            assertProblem(
                    program.get("/api/usage/edits?" + query),
                    422,
                    "invalid-input",
                    "Invalid input",
                    detail);
        }
    }
}
