package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A person with a repository and a task on a server, on which an execution can cost one dollar.
record UsageScene(
        TestServer server, Person owner, ConnectedRepository repository, Task task, Browser program)
        implements AutoCloseable {

    static final Map<String, String> SETTINGS =
            Map.of(
                    "OPENAI_API_KEY", "fake-key-0123456789",
                    "MODEL_NAME", "gpt-4o",
                    "JAUNT_EXECUTION_TOKENS", "100000",
                    "JAUNT_CALL_TOKENS", "50000",
                    "JAUNT_REPOSITORY_DAY_DOLLARS", "1.05");

    static UsageScene on(TestServer server) {
        Person owner = server.member();
        ConnectedRepository repository = server.repository(owner);
        return new UsageScene(
                server, owner, repository, server.task(owner, repository), browser(server, owner));
    }

    static Browser browser(TestServer server, Person person) {
        try (Browser nobody = new Browser(server.address())) {
            return nobody.withToken(person.token());
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(server.now(), ZoneOffset.UTC);
    }

    /// One that is accepted and dispatched.
    Execution execution() {
        Execution waiting = server.execution(owner, task, null);
        server.bean(Spending.class).reserve(waiting.spender());
        return waiting;
    }

    void end(Execution execution, String type, Object usage, Object edits) {
        TestRunner runner =
                TestRunner.of(
                        server,
                        execution,
                        Secret.ofRepository(Secret.of(TestServer.MASTER_SECRET), repository.id()));
        assertThat(runner.send(runner.event("task.started", Map.of())).status()).isEqualTo(200);
        Map<String, Object> more = new HashMap<>(Map.of("usage", usage, "edits", edits));
        if (type.equals("task.failed")) {
            more.put("error", Map.of("category", "internal", "message", "broken"));
        }
        assertThat(runner.send(runner.event(type, more)).status()).isEqualTo(200);
    }

    static Map<String, Object> usage(Map<?, ?>... calls) {
        return Map.of("calls", List.of(calls));
    }

    /// 1,000 in, 2,000 cached, 100 out.
    static Map<String, Object> call(String provider, String model) {
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

    static Map<String, Object> edit(String form, int stated, int fitted) {
        return Map.of(
                "provider", "openai",
                "model", "gpt-4o",
                "form", form,
                "stated", stated,
                "fitted", fitted);
    }

    static JsonNode tree(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Json.tree("the answer", answer.body().getBytes(StandardCharsets.UTF_8));
    }

    static void assertProblem(
            Browser.Answer answer, int status, String type, String title, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:" + type);
        assertThat(answer.field("title")).isEqualTo(title);
        assertThat(answer.field("status")).isEqualTo(Integer.toString(status));
        assertThat(answer.field("detail")).isEqualTo(detail);
    }

    @Override
    public void close() {
        program.close();
    }
}
