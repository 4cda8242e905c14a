package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.event.EvidenceSummary;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.signin.SignInLinks;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// One server for all tests on a database; each test has a repository of its own.
@ParameterizedClass(name = "{0}")
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {

    @TempDir static Path folder = Path.of(".");

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private ConfigurableApplicationContext server;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private URI address;

    private Browser browser;
    private Browser program;
    private Path sample;

    @BeforeParameterizedClassInvocation
    void start() {
        server =
                Server.start(
                        kind.settings(
                                folder.resolve("data-" + kind),
                                // What waits here stays so: no backend takes it.
                                Map.of(
                                        "JAUNT_LOCAL_ROOT",
                                        root().toString(),
                                        "EXECUTION_ENABLED",
                                        "false")));
        address = server.getBean(ServerAddress.class).local();
    }

    private Path root() {
        return folder.resolve("root-" + kind);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        sample = root().resolve(Id.next()).resolve("sample");
        TestRepository.create(sample).write("a.txt", "a\n").commit("First");
        browser = new Browser(address);
        program = signedIn(server.getBean(SignInLinks.class).create(address));
    }

    @AfterEach
    void leave() {
        browser.close();
        program.close();
    }

    /// A program with a token that a person made after signing in.
    private Browser signedIn(URI link) {
        assertThat(browser.signIn(link).status()).isEqualTo(303);
        Browser.Answer made = browser.post("/api/token", Map.of("name", "test"));
        assertThat(made.status()).isEqualTo(201);
        return browser.withToken(made.field("secret"));
    }

    private String sample() {
        return sample.toString();
    }

    private String connect() {
        return program.post("/api/repo/connect", Map.of("path", sample())).field("id");
    }

    private String createTask() {
        return program.post(
                        "/api/task",
                        Map.of("repositoryId", connect(), "description", "Add a door\nto it"))
                .field("id");
    }

    /// A second account's program.
    private Browser stranger() {
        Account eve =
                server.getBean(AccountStore.class)
                        .add(new Account(Id.next(), Id.next(), Account.Role.USER, Instant.EPOCH));
        return browser.withToken(TestTokens.create(server.getBean(Database.class), eve));
    }

    @Test
    void linkIsUsedUpByTheButtonAndNotByALook() {
        URI link = server.getBean(SignInLinks.class).create(address);

        assertThat(browser.get(link.getPath()).status()).isEqualTo(200);
        assertThat(browser.signIn(link).status()).isEqualTo(303);
        assertThat(browser.get(link.getPath()).status()).isEqualTo(410);
        assertThat(browser.get("/sign-in/none").body()).contains("This link has been used");
    }

    @Test
    void cookieIsForHttpAndThisSiteOnly() {
        Browser.Answer answer = browser.signIn(server.getBean(SignInLinks.class).create(address));

        assertThat(answer.header("Set-Cookie"))
                .matches(
                        "jaunt-session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; Expires=[^;]+; HttpOnly; SameSite=Lax");
        assertThat(answer.header("Location")).isEqualTo("/");
    }

    @Test
    void sessionWorksUntilSignedOut() {
        assertThat(browser.get("/api/task").status()).isEqualTo(200);

        assertThat(browser.postForm("/sign-out", "").status()).isEqualTo(303);

        assertThat(browser.get("/api/task").status()).isEqualTo(401);
        assertThat(program.get("/api/task").status()).isEqualTo(200);
    }

    @Test
    void changeFromAForeignPageIsRefused() {
        Browser.Answer answer = browser.forge("/api/token", Map.of("name", "x"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:csrf");
    }

    @Test
    void badTokenIsNotMadeUpForByASession() {
        try (Browser bad = browser.withToken("pj_none")) {
            assertThat(bad.get("/api/task").status()).isEqualTo(401);
            assertThat(bad.get("/api/task").header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void pagesAskStrangersToSignIn() {
        try (Browser other = new Browser(address)) {
            Browser.Answer answer = other.get("/");

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).endsWith("/sign-in");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(other.get("/sign-in").status()).isEqualTo(200);
            assertThat(other.get("/actuator/health").body()).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void tokensAreListedWithoutTheirSecretAndDeleted() {
        String list = program.get("/api/token").body();
        assertThat(list).contains("\"name\":\"test\"").doesNotContain("pj_");

        Browser.Answer made = program.post("/api/token", Map.of("name", "second"));
        try (Browser second = browser.withToken(made.field("secret"))) {
            String id = made.body().replaceFirst(".*\"token\":\\{\"id\":\"(\\w+)\".*", "$1");
            assertThat(second.get("/api/token").status()).isEqualTo(200);
            assertThat(program.delete("/api/token/" + id).status()).isEqualTo(204);
            assertThat(second.get("/api/token").status()).isEqualTo(401);
            assertThat(program.delete("/api/token/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void localRepositoryBelowTheRootIsConnected() {
        Browser.Answer answer =
                program.post(
                        "/api/repo/connect",
                        Map.of("path", sample(), "checkCommand", "make", "checksAllowed", true));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/repo/" + answer.field("id"));
        assertThat(answer.field("name")).isEqualTo("sample");
        assertThat(answer.field("url")).isEqualTo(sample());
        assertThat(answer.field("defaultBranch")).isEqualTo("main");
        assertThat(answer.field("valid")).isEqualTo("true");
        assertThat(answer.field("checksAllowed")).isEqualTo("true");
        assertThat(program.get(answer.header("Location")).body()).isEqualTo(answer.body());
        assertThat(program.post("/api/repo/connect", Map.of("path", sample())).status())
                .isEqualTo(409);
        assertThat(
                        program.send(
                                        "PATCH",
                                        answer.header("Location"),
                                        "{\"checkCommand\":\"id\"}")
                                .field("checksAllowed"))
                .isEqualTo("false");
        assertThat(program.delete(answer.header("Location")).status()).isEqualTo(204);
    }

    @Test
    void repositoryThatMayNotOrCannotBeUsedIsRefused() {
        TestRepository.create(folder.resolve("outside-" + kind)).commit("First");
        TestRepository.create(root().resolve("empty"));

        assertThat(refusal("path", folder.resolve("outside-" + kind).toString()))
                .contains("is no folder below JAUNT_LOCAL_ROOT");
        assertThat(refusal("path", root().resolve("empty").toString()))
                .contains("has no commit yet");
        assertThat(refusal("path", root().toString())).contains("is not a git repository");
        assertThat(refusal("url", "file://" + sample())).contains("expected an address such as");
        assertThat(refusal("url", "ext::sh -c id")).contains("expected an address such as");
        assertThat(refusal("url", "https://evil.example/a/b"))
                .contains("the host evil.example is not one of those configured");
        assertThat(program.post("/api/repo/connect", Map.of()).status()).isEqualTo(422);
    }

    private String refusal(String field, String value) {
        Browser.Answer answer = program.post("/api/repo/connect", Map.of(field, value));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:invalid-input");
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"" + field + "\"");
        return answer.field("detail");
    }

    @Test
    void onlyAnAdministratorAllowsChecks() {
        try (Browser eve = stranger()) {
            Map<String, Object> wanted = Map.of("path", sample(), "checksAllowed", true);

            assertThat(eve.post("/api/repo/connect", wanted).status()).isEqualTo(403);
        }
    }

    @Test
    void backendIsOneThatTheRepositoryCanUse() {
        String repository = program.get("/api/task/" + createTask()).field("repositoryId");
        String path = "/api/repo/" + repository;

        assertThat(program.get(path).field("backend")).isEqualTo("local");
        Browser.Answer unknown = program.send("PATCH", path, "{\"backend\":\"jenkins\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.field("detail")).contains("expected one of local, github-actions");
        Browser.Answer gitHub = program.send("PATCH", path, "{\"backend\":\"github-actions\"}");
        assertThat(gitHub.status()).isEqualTo(422);
        assertThat(gitHub.field("detail"))
                .contains("this server has no credentials for GitHub: set GITHUB_TOKEN");
        assertThat(program.send("PATCH", path, "{\"backend\":\"local\"}").field("backend"))
                .isEqualTo("local");
    }

    @Test
    void eventSecretOfARepositoryIsItsOwners() {
        String repository = program.get("/api/task/" + createTask()).field("repositoryId");
        String path = "/api/repo/" + repository + "/secret";

        Browser.Answer secret = program.get(path);
        assertThat(secret.field("eventSecret"))
                .isEqualTo(
                        server.getBean(dev.pithyjaunt.server.event.EventSecrets.class)
                                .ofRepository(repository)
                                .text());
        assertThat(secret.header("Cache-Control")).contains("no-store");
        try (Browser eve = stranger()) {
            assertThat(eve.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void taskIsMadeChangedListedAndDeleted() {
        String id = createTask();

        Browser.Answer task = program.get("/api/task/" + id);
        assertThat(task.field("title")).isEqualTo("Add a door");
        assertThat(task.field("status")).isEqualTo("queued");
        assertThat(
                        program.send("PATCH", "/api/task/" + id, "{\"title\":\"Two doors\"}")
                                .field("title"))
                .isEqualTo("Two doors");
        assertThat(program.get("/api/task?status=queued&limit=1").body()).contains(id);
        assertThat(program.get("/api/task?status=failed").body()).doesNotContain(id);
        assertThat(program.get("/api/task/" + id + "/execution").body())
                .isEqualTo("{\"items\":[]}");
        assertThat(program.delete("/api/task/" + id).status()).isEqualTo(204);
        assertThat(program.get("/api/task/" + id).status()).isEqualTo(404);
    }

    @Test
    void foreignThingsAreNotThere() {
        String task = createTask();
        String repository = program.get("/api/task/" + task).field("repositoryId");
        Execution execution = begin(task);

        try (Browser eve = stranger()) {
            for (String path :
                    java.util.List.of(
                            "/api/task/" + task,
                            "/api/task/" + task + "/execution",
                            "/api/execution/" + execution.id(),
                            "/api/repo/" + repository)) {
                assertThat(eve.get(path).status()).as(path).isEqualTo(404);
                assertThat(program.get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(eve.delete("/api/task/" + task).status()).isEqualTo(404);
            assertThat(eve.send("PATCH", "/api/task/" + task, "{}").status()).isEqualTo(404);
            assertThat(eve.delete("/api/repo/" + repository).status()).isEqualTo(404);
            assertThat(eve.get("/api/task").body()).isEqualTo("{\"items\":[]}");
            assertThat(
                            eve.post(
                                            "/api/task",
                                            Map.of("repositoryId", repository, "description", "x"))
                                    .status())
                    .isEqualTo(422);
        }
    }

    private Execution begin(String task) {
        Account administrator = server.getBean(Database.class).read(TestTokens::administrator);
        return server.getBean(Executions.class)
                .begin(administrator, task, Execution.Method.GITHUB_ACTIONS, null);
    }

    @Test
    void executionIsShownWithoutItsSecretAndItsTaskIsLocked() {
        String task = createTask();
        Execution execution = begin(task);

        Browser.Answer answer = program.get("/api/execution/" + execution.id());
        assertThat(answer.field("method")).isEqualTo("github-actions");
        assertThat(answer.field("status")).isEqualTo("waiting");
        assertThat(program.delete("/api/task/" + task).status()).isEqualTo(409);
        assertThat(program.send("PATCH", "/api/task/" + task, "{}").field("detail"))
                .isEqualTo("task %s is running and can't be changed".formatted(task));
    }

    @Test
    void executionTellsWhatItsChecksSaidIfItsEvidenceIsOfItsForm() {
        Execution execution = begin(createTask());
        FileStore files = server.getBean(FileStore.class);
        Evidence evidence = Evidences.failing(execution, "make", "no");
        files.put(
                execution.id(),
                FileKind.EVIDENCE,
                Json.line(evidence).getBytes(StandardCharsets.UTF_8));

        assertThat(evidenceOf(execution))
                .isEqualTo(Json.read(Json.line(EvidenceSummary.of(evidence)), Object.class))
                .hasToString(
                        "{verdict=new_failure, checks=[{command=make, comparison=newly_fails, baseExitCode=1, patchedExitCode=1, newFailures=2}, {command=npm test, comparison=flaky, baseExitCode=0, patchedExitCode=0, newFailures=0}], seconds=31.5}");
        assertThat(program.get("/api/task/" + execution.taskId() + "/evidence").body())
                .isEqualTo(Json.line(evidence));

        files.put(
                execution.id(),
                FileKind.EVIDENCE,
                "{\"verdict\": \"no_new_failure\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(evidenceOf(execution)).isNull();
    }

    private @Nullable Object evidenceOf(Execution execution) {
        return Json.read(program.get("/api/execution/" + execution.id()).body(), Map.class)
                .get("evidence");
    }

    @Test
    void wrongInputIsToldByField() {
        assertThat(program.send("POST", "/api/task", "{").status()).isEqualTo(400);
        assertThat(program.send("POST", "/api/task", "").status()).isEqualTo(400);
        assertThat(program.send("POST", "/api/task", "{\"title\":{}}").field("detail"))
                .startsWith("the field title is not of the type expected");
        assertThat(program.post("/api/task", Map.of("description", " ")).body())
                .contains("{\"field\":\"description\",\"message\":\"the task is empty");
        assertThat(program.get("/api/task?limit=0").status()).isEqualTo(422);
        assertThat(program.get("/api/task?limit=x").status()).isEqualTo(400);
        assertThat(program.get("/api/none").field("type")).isEqualTo("urn:pithy-jaunt:not-found");
        assertThat(program.send("PUT", "/api/task", "{}").status()).isEqualTo(405);
        assertThat(program.postForm("/api/task", "a=b").status()).isEqualTo(415);
    }

    @Test
    void everyRefusalIsAProblemDocument() {
        try (Browser nobody = new Browser(address)) {
            assertProblem(nobody.get("/api/task"), 401, "unauthorized");
            assertProblem(nobody.get("/api/none"), 401, "unauthorized");
        }
        assertProblem(program.get("/api"), 404, "not-found");
        assertProblem(program.get("/api/none/at/all"), 404, "not-found");
        assertProblem(program.get("/api/task/a%2Fb"), 400, "bad-request");
        Browser.Answer put = program.send("PUT", "/api/task", "{}");
        assertProblem(put, 405, "method-not-allowed");
        assertThat(put.header("Allow")).contains("GET", "POST");
        assertProblem(
                program.send("GET", "/api/task", "", Map.of("Accept", "image/png")),
                406,
                "not-acceptable");
        assertProblem(program.postForm("/api/task", "a=b"), 415, "unsupported-media-type");
        Browser.Answer large =
                program.send("POST", "/api/task", " ".repeat(2 * 1024 * 1024) + "{}");
        assertProblem(large, 413, "content-too-large");
        assertProblem(program.get("/api/task?status=odd"), 422, "invalid-input");
        assertThat(program.get("/api/task?odd=1").status()).isEqualTo(200);
    }

    private static void assertProblem(Browser.Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("status")).isEqualTo(Integer.toString(status));
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:" + type);
        assertThat(answer.field("title")).isNotEmpty();
        assertThat(answer.field("detail")).isNotEmpty();
        assertThat(answer.field("instance"))
                .isEqualTo(answer.response().request().uri().getRawPath());
    }

    @Test
    void workIsScheduledInTheTransactionThatNeedsIt() {
        Database database = server.getBean(Database.class);
        SchedulerClient scheduler = server.getBean(SchedulerClient.class);
        var task = Tasks.oneTime("later").execute((_, _) -> {});
        Instant later = Instant.parse("2099-01-01T00:00:00Z");

        try {
            database.write(_ -> {
                scheduler.scheduleIfNotExists(task.instance("refused"), later);
                throw new IllegalStateException("refused");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("refused");
        }
        database.write(_ -> scheduler.scheduleIfNotExists(task.instance("kept"), later));

        assertThat(scheduler.getScheduledExecution(TaskInstanceId.of("later", "refused")))
                .isEmpty();
        assertThat(scheduler.getScheduledExecution(TaskInstanceId.of("later", "kept")))
                .hasValueSatisfying(
                        execution -> assertThat(execution.getExecutionTime()).isEqualTo(later));
    }
}
