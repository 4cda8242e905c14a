package dev.pithyjaunt.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.Evidences;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The document is that of the code, and every operation answers as it says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiContractIT {

    private static final Path DOCUMENT =
            Path.of("src/main/resources/dev/pithyjaunt/server/openapi/openapi.json");

    private static final String HOOK_SECRET = "the secret of GitHub's webhooks";

    @TempDir static Path folder = Path.of(".");

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private Person ada;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private Browser program;

    private final Set<String> done = new TreeSet<>();

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder.resolve("data"),
                        Map.of(
                                "JAUNT_LOCAL_ROOT",
                                folder.resolve("root").toString(),
                                "GITHUB_APP_WEBHOOK_SECRET",
                                HOOK_SECRET));
        ada = server.administrator();
        program = new Browser(server.address()).withToken(ada.token());
    }

    @AfterAll
    void stop() {
        program.close();
        server.close();
    }

    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) ->
                        info.getPatternValues().stream()
                                .filter(path -> path.startsWith("/api/"))
                                .forEach(path ->
                                        info.getMethodsCondition()
                                                .getMethods()
                                                .forEach(method ->
                                                        handlers.put(
                                                                method + " " + path, handler))));
        return handlers;
    }

    @Test
    void documentIsThatOfTheCode() throws IOException {
        String made = new ApiDocument(server.bean(JsonMapper.class)).text(handlers());

        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("%s is out of date: run this test with -Dopenapi.write=true", DOCUMENT)
                .isEqualTo(made);
        assertThat(Operation.all().keySet()).isEqualTo(handlers().keySet());
    }

    @Test
    void documentIsServedToEverybody() throws IOException {
        try (Browser nobody = new Browser(server.address())) {
            Browser.Answer answer = nobody.get("/v3/api-docs");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            try (InputStream in = ApiDocs.class.getResourceAsStream("openapi.json")) {
                assertThat(answer.body())
                        .isEqualTo(
                                new String(
                                        Objects.requireNonNull(in).readAllBytes(),
                                        StandardCharsets.UTF_8));
            }
        }
    }

    /// [Browser] and [TestRunner] hold each exchange against the document.
    @Test
    void everyOperationAnswersAsDescribed() {
        repositories();
        tasks();
        executions();
        tokens();
        accounts();
        ok(program.get("/api/usage?by=model"), 200);
        ok(program.get("/api/usage/edits"), 200);
        ok(program.get("/api/operation/execution"), 200);
        ok(program.send("PUT", "/api/operation/execution", "{\"enabled\":true}"), 200);
        ping();
        // Its good answer takes GitHub's keys: the tests of runs on GitHub get it.
        ok(program.send("POST", "/api/execution/none/secret", ""), 404);

        assertThat(done).isEqualTo(handlers().keySet());
    }

    private void ping() {
        String body = "{\"zen\":\"Keep it logically awesome.\"}";
        ok(
                program.send(
                        "POST",
                        "/api/webhook/github",
                        body,
                        Map.of(
                                "X-GitHub-Event",
                                "ping",
                                HubSignature.ID_HEADER,
                                "one",
                                HubSignature.HEADER,
                                HubSignature.sign(
                                        Secret.literal(HOOK_SECRET),
                                        body.getBytes(StandardCharsets.UTF_8)))),
                202);
    }

    private Browser.Answer ok(Browser.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        did(answer.response().request().method(), answer.response().request().uri().getRawPath());
        return answer;
    }

    private void did(String method, String path) {
        done.add(Contract.operation(method, path).orElseThrow());
    }

    private void repositories() {
        Path sample = folder.resolve("root/sample");
        TestRepository.create(sample).write("a.txt", "a\n").commit("First");
        String repository =
                ok(program.post("/api/repo/connect", Map.of("path", sample.toString())), 201)
                        .field("id");
        ok(program.get("/api/repo?limit=1"), 200);
        ok(program.get("/api/repo/" + repository), 200);
        ok(program.send("PATCH", "/api/repo/" + repository, "{\"checkCommand\":\"make\"}"), 200);
        ok(program.get("/api/repo/" + repository + "/secret"), 200);
        ok(program.get("/api/repo/" + repository + "/report"), 200);
        ok(program.post("/api/repo/" + repository + "/report", Map.of()), 202);
        ok(program.delete("/api/repo/" + repository), 204);
    }

    private void tasks() {
        ConnectedRepository repository = server.repository(ada);
        Map<String, String> wanted =
                Map.of("repositoryId", repository.id(), "description", "Add a door");
        String task = ok(program.post("/api/task", wanted), 201).field("id");
        ok(program.get("/api/task?status=queued&limit=1"), 200);
        ok(program.get("/api/task/" + task), 200);
        ok(program.send("PATCH", "/api/task/" + task, "{\"title\":\"Two\"}"), 200);
        ok(program.send("POST", "/api/task/" + task + "/execute", ""), 202);
        ok(
                program.post(
                        "/api/task/" + task + "/approve", Map.of("headCommit", "a".repeat(40))),
                409);
        String other = program.post("/api/task", wanted).field("id");
        ok(program.delete("/api/task/" + other), 204);
        Execution execution =
                server.execution(ada, server.task(ada, repository), Secret.random().text());
        ok(program.send("POST", "/api/task/" + execution.taskId() + "/cancel", ""), 202);
    }

    private void executions() {
        Secret secret = Secret.random();
        Execution execution =
                server.execution(ada, server.task(ada, server.repository(ada)), secret.text());
        TestRunner runner = TestRunner.of(server, execution, secret);
        assertThat(runner.send(runner.event("task.started", Map.of())).status()).isEqualTo(200);
        assertThat(runner.send(runner.lines(1, "one", "two")).status()).isEqualTo(200);
        did("POST", "/api/webhook/github-actions");
        String evidence = Json.line(Evidences.failing(execution, "make", "no"));
        for (var file :
                Map.of(
                                FileKind.PATCH,
                                "diff --git a/a b/a\n",
                                FileKind.EVIDENCE,
                                evidence,
                                FileKind.REPORT,
                                "{}",
                                FileKind.TRANSCRIPT,
                                "{}\n")
                        .entrySet()) {
            assertThat(
                            runner.put(
                                            file.getKey(),
                                            file.getValue().getBytes(StandardCharsets.UTF_8))
                                    .status())
                    .isEqualTo(200);
        }
        did("PUT", "/api/execution/x/file/patch");
        Map<String, Object> failed =
                Map.of("error", Map.of("category", "internal", "message", "no"));
        assertThat(runner.send(runner.event("task.failed", failed)).status()).isEqualTo(200);
        assertThat(runner.send(runner.event("task.progress", Map.of())).status()).isEqualTo(409);
        assertThat(runner.sendUnsigned("{}").status()).isEqualTo(401);
        String path = "/api/task/" + execution.taskId();
        ok(program.get(path + "/execution"), 200);
        ok(program.get("/api/execution/" + execution.id()), 200);
        for (String part :
                List.of(
                        "logs",
                        "logs/stream",
                        "logs/download",
                        "patch",
                        "evidence",
                        "report",
                        "transcript")) {
            ok(program.get(path + "/" + part), 200);
        }
        assertThat(program.send("POST", path + "/cancel", "").status()).isEqualTo(409);
        ok(program.send("POST", path + "/publish", ""), 409);
    }

    private void tokens() {
        Browser.Answer made = ok(program.post("/api/token", Map.of("name", "second")), 201);
        ok(program.get("/api/token"), 200);
        String id =
                Json.tree("the token", made.body().getBytes(StandardCharsets.UTF_8))
                        .path("token")
                        .path("id")
                        .asString();
        ok(program.delete("/api/token/" + id), 204);
    }

    private void accounts() {
        ok(program.get("/api/account/me"), 200);
        ok(program.send("PATCH", "/api/account/me", "{\"email\":\"ada@example.org\"}"), 200);
        // A password is changed by who has signed in, not with a token.
        ok(program.send("PUT", "/api/account/me/password", "{\"password\":\"x\"}"), 403);
        Browser.Answer made = ok(program.post("/api/account", Map.of("name", "bea")), 201);
        String path =
                "/api/account/"
                        + Json.tree("the account", made.body().getBytes(StandardCharsets.UTF_8))
                                .path("account")
                                .path("id")
                                .asString();
        ok(program.get("/api/account"), 200);
        ok(program.get(path), 200);
        ok(program.send("PATCH", path, "{\"enabled\":false}"), 200);
        ok(program.send("POST", path + "/link", ""), 201);
        ok(program.send("POST", "/api/account/me/sign-out", ""), 204);
    }
}
