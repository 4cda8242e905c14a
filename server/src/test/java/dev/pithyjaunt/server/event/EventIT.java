package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestRunner.Answer;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.UsageStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class EventIT {

    private static Path folder;
    private static TestServer server;
    private static final String FORMER_MASTER = "the former master";

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    private Person owner;
    private ConnectedRepository repository;
    private Task task;
    private Execution execution;
    private TestRunner runner;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        folder = Files.createTempDirectory("event");
        server =
                new TestServer(
                        kind, folder, Map.of("GITHUB_WEBHOOK_SECRET_PREVIOUS", FORMER_MASTER));
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
        execution = server.execution(owner, task, null);
        runner = TestRunner.of(server, execution, secretOf(repository));
    }

    @AfterEach
    void resetClock() {
        server.setAhead(Duration.ZERO);
    }

    private static Secret secretOf(ConnectedRepository repository) {
        return Secret.ofRepository(Secret.of(TestServer.MASTER_SECRET), repository.id());
    }

    private Execution stored() {
        return server.bean(ExecutionStore.class).find(execution.id()).orElseThrow();
    }

    private TaskStatus taskStatus() {
        return server.bean(TaskStore.class).find(task.id()).orElseThrow().status();
    }

    private List<String> texts() {
        return texts(execution);
    }

    private static List<String> texts(Execution of) {
        return server.bean(LogStore.class).page(of.id(), 0, 1_000).stream()
                .map(PositionedLine::text)
                .toList();
    }

    private void end(ExecutionError.Category category) {
        server.bean(Executions.class)
                .end(execution.id(), Execution.Ending.failed(category, "no word"));
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("type")).isEqualTo("urn:pithy-jaunt:" + type);
        assertThat(answer.headers().get("content-type"))
                .containsExactly("application/problem+json");
    }

    @Test
    void wholeExecutionIsToldByItsEvents() {
        assertThat(
                        runner.send(
                                        runner.event(
                                                "task.started",
                                                Map.of("runId", 42, "runUrl", "https://ci/42")))
                                .body())
                .isEqualTo("{\"nextSequence\":1,\"cancelRequested\":false}");
        assertThat(stored().status()).isEqualTo(Execution.Status.RUNNING);
        assertThat(stored().run()).isEqualTo(new Execution.Run("42", 1, "https://ci/42"));

        assertThat(runner.send(runner.lines(1, "a", "b")).json().get("nextSequence")).isEqualTo(3);
        assertThat(runner.send(runner.event("task.progress", Map.of())).status()).isEqualTo(200);
        assertThat(stored().times().heartbeatAt()).isNotNull();

        Answer end =
                runner.send(
                        runner.event(
                                "task.completed",
                                Map.of(
                                        "branchName",
                                        "pj/x",
                                        "headCommit",
                                        "a".repeat(40),
                                        "prUrl",
                                        "https://evil.example/pull/7",
                                        "prNumber",
                                        7,
                                        "evidence",
                                        Map.of(
                                                "verdict",
                                                "new_failure",
                                                "checks",
                                                List.of(),
                                                "seconds",
                                                2),
                                        "logs",
                                        "c\nd",
                                        "usage",
                                        Map.of(
                                                "calls",
                                                List.of(
                                                        Map.of(
                                                                "provider", "openai",
                                                                "model", "m",
                                                                "inputTokens", 1,
                                                                "cachedInputTokens", 2,
                                                                "cacheWriteTokens", 0,
                                                                "outputTokens", 3,
                                                                "reasoningTokens", 0,
                                                                "counted", true,
                                                                "seconds", 1.5))))));

        assertThat(end.status()).isEqualTo(200);
        assertThat(taskStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(stored().ending()).isEqualTo(new Execution.Ending(Outcome.READY, null, null));
        assertThat(stored().result())
                .isEqualTo(
                        new Execution.Result(
                                "pj/x",
                                "a".repeat(40),
                                repository.url().replace(".git", "") + "/pull/7",
                                7L,
                                Evidence.Verdict.NEW_FAILURE));
        assertThat(texts()).containsExactly("a", "b", "c", "d");
        assertThat(server.bean(UsageStore.class).ofExecution(execution.id()).calls()).hasSize(1);
    }

    @Test
    void endsAreToldApart() {
        runner.send(
                runner.event(
                        "task.failed",
                        Map.of("error", Map.of("category", "no_change", "message", "fine as is"))));

        assertThat(taskStatus()).isEqualTo(TaskStatus.FAILED);
        assertThat(stored().ending())
                .isEqualTo(
                        new Execution.Ending(
                                Outcome.NO_CHANGE,
                                new ExecutionError(ExecutionError.Category.NO_CHANGE, "fine as is"),
                                null));

        execution = server.execution(owner, task, null);
        runner = TestRunner.of(server, execution, secretOf(repository));
        runner.send(runner.event("task.needs_clarification", Map.of("question", "Which door?")));

        assertThat(taskStatus()).isEqualTo(TaskStatus.NEEDS_CLARIFICATION);
        assertThat(stored().ending())
                .isEqualTo(new Execution.Ending(Outcome.NEEDS_CLARIFICATION, null, "Which door?"));
    }

    @Test
    void repeatIsAnsweredAsTheFirstTimeAndAppliedOnce() {
        String body = runner.event("task.log", Map.of("logs", "a"));
        Answer first = runner.send("delivery-1", body);
        runner.send(runner.lines(1, "b"));

        Answer repeat = runner.send("delivery-1", body);
        Answer broken = runner.sendBroken("delivery-1", body, " no JSON");

        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(broken.body()).isEqualTo(first.body());
        assertThat(texts()).containsExactly("a", "b");
        end(ExecutionError.Category.CANCELLED);
        assertThat(runner.send("delivery-1", body).body()).isEqualTo(first.body());
    }

    @Test
    void linesAreKnownAgainByTheirNumbersWhateverTheirDeliveryIsCalled() {
        String body = runner.lines(1, "a", "b");
        Answer first = runner.send("delivery-1", body);
        runner.send("delivery-1", runner.lines(3, "c"));
        assertThat(texts()).containsExactly("a", "b", "c");

        assertThat(runner.send("delivery-1", body).body()).isEqualTo(first.body());
        assertThat(runner.send("delivery-2", body).body()).isEqualTo(first.body());
        assertThat(texts()).containsExactly("a", "b", "c");
    }

    @Test
    void repeatOfLinesTellsWhetherTheyCameAfterTheEnd() {
        String early = runner.lines(1, "a", "b");
        String late = runner.lines(3, "c");
        Answer taken = runner.send("early", early);
        end(ExecutionError.Category.CANCELLED);
        Answer over = runner.send("late", late);
        assertThat(over.status()).isEqualTo(409);

        assertThat(runner.send("early", early).body()).isEqualTo(taken.body());
        assertThat(runner.send("late", late).body()).isEqualTo(over.body());
        assertThat(texts()).containsExactly("a", "b", "c");
    }

    @Test
    void repeatsAtTheSameTimeAreAppliedOnce() throws Exception {
        String body = runner.event("task.log", Map.of("logs", "once"));
        Callable<Answer> send = () -> runner.send("delivery-2", body);
        try (ExecutorService threads =
                java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer :
                    threads.invokeAll(java.util.Collections.nCopies(8, send))) {
                assertThat(answer.get().body())
                        .isEqualTo("{\"nextSequence\":1,\"cancelRequested\":false}");
            }
        }
        assertThat(texts()).containsExactly("once");
    }

    @Test
    void sameDeliveryIdOfAnotherExecutionIsAnotherDelivery() {
        Execution other = server.execution(owner, server.task(owner, repository), null);
        TestRunner otherRunner = TestRunner.of(server, other, secretOf(repository));

        runner.send("delivery-3", runner.lines(1, "mine"));
        otherRunner.send("delivery-3", otherRunner.lines(1, "other"));

        assertThat(texts()).containsExactly("mine");
        assertThat(texts(other)).containsExactly("other");
    }

    @Test
    void githubsFormOfSignatureIsTaken() {
        String body = runner.event("task.log", Map.of("logs", "a\nb"));

        Answer first = runner.sendAsHub("hub-1", body);

        assertThat(first.status()).isEqualTo(200);
        assertThat(runner.sendAsHub("hub-1", body).body()).isEqualTo(first.body());
        assertThat(runner.sendAsHub("replayed", body).body()).isEqualTo(first.body());
        assertThat(texts()).containsExactly("a", "b");
        assertProblem(
                runner.withSecret(Secret.random()).sendAsHub("hub-2", body), 401, "unauthorized");
    }

    @Test
    void badMissingAndStaleSignaturesAreRefusedInOneText() {
        String body = runner.lines(1, "a");
        Answer missing = runner.sendUnsigned(body);

        assertProblem(missing, 401, "unauthorized");
        assertThat(runner.withSecret(Secret.random()).send(body))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.body()).isEqualTo(missing.body());
                });
        Duration tooLong = Duration.ofMinutes(6);
        assertThat(runner.send("old", body, server.now().minus(tooLong)).body())
                .isEqualTo(missing.body());
        assertThat(runner.send("new", body, server.now().plus(tooLong)).body())
                .isEqualTo(missing.body());
        assertThat(texts()).isEmpty();
    }

    @Test
    void strangersDoNotLearnWhichExecutionsThereAre() {
        TestRunner stranger = runner.withSecret(Secret.random());
        String unknown = runner.event("task.progress", Map.of("executionId", Id.next()));

        assertThat(stranger.send(unknown).body())
                .isEqualTo(stranger.send(runner.event("task.progress", Map.of())).body());
        assertThat(runner.sendUnsigned("no JSON").status()).isEqualTo(401);
    }

    @Test
    void unknownExecutionsAndThoseOfOthersAreNotFound() {
        Person other = server.member();
        ConnectedRepository theirs = server.repository(other);
        Execution their = server.execution(other, server.task(other, theirs), null);
        TestRunner intruder = TestRunner.of(server, their, secretOf(repository));

        assertProblem(intruder.send(intruder.lines(1, "x")), 404, "not-found");
        assertProblem(
                runner.send(runner.event("task.progress", Map.of("executionId", Id.next()))),
                404,
                "not-found");
        assertProblem(
                runner.send(runner.event("task.progress", Map.of("taskId", Id.next()))),
                404,
                "not-found");
        assertThat(texts(their)).isEmpty();
    }

    @Test
    void bodyThatNamesTwoExecutionsIsNotAppliedToTheSecond() {
        Person other = server.member();
        Execution their =
                server.execution(other, server.task(other, server.repository(other)), null);
        String body =
                "{\"executionId\":\"%s\",".formatted(execution.id())
                        + TestRunner.of(server, their, Secret.random()).lines(1, "x").substring(1);

        assertProblem(runner.send(body), 404, "not-found");
        assertThat(texts(their)).isEmpty();
    }

    @Test
    void runThatBeganBeforeTheMasterWasChangedIsHeard() {
        Secret former = Secret.ofRepository(Secret.of(FORMER_MASTER), repository.id());
        assertThat(runner.withSecret(former).send(runner.lines(1, "a")).status()).isEqualTo(200);
        assertThat(runner.send(runner.lines(2, "b")).status()).isEqualTo(200);
        assertThat(texts()).containsExactly("a", "b");

        Execution local =
                server.execution(owner, server.task(owner, repository), Secret.random().text());
        TestRunner other = TestRunner.of(server, local, former);
        assertThat(other.send(other.lines(1, "a")).status()).isEqualTo(404);
    }

    @Test
    void localExecutionHasASecretOfItsOwn() {
        Task another = server.task(owner, repository);
        Secret own = Secret.random();
        Execution local = server.execution(owner, another, own.text());
        TestRunner localRunner = TestRunner.of(server, local, own);

        assertThat(localRunner.send(localRunner.lines(1, "a")).status()).isEqualTo(200);
        assertThat(
                        localRunner
                                .withSecret(secretOf(repository))
                                .send(localRunner.lines(2, "b"))
                                .status())
                .isEqualTo(404);
        assertThat(texts(local)).containsExactly("a");
    }

    @Test
    void secretThatIsGivenLaterCountsAtOnce() {
        assertThat(runner.send(runner.lines(1, "a")).status()).isEqualTo(200);
        Secret own = Secret.random();
        server.bean(ExecutionStore.class).giveSecret(execution.id(), own.text());

        assertThat(runner.send(runner.lines(2, "b")).status()).isEqualTo(404);
        assertThat(runner.withSecret(own).send(runner.lines(2, "c")).status()).isEqualTo(200);
        assertThat(texts()).containsExactly("a", "c");
    }

    @Test
    void executionThatIsDeletedIsUnknownAtOnce() {
        assertThat(runner.send(runner.lines(1, "a")).status()).isEqualTo(200);
        end(ExecutionError.Category.CANCELLED);
        server.bean(TaskStore.class).delete(owner.account(), task.id());

        assertProblem(runner.send(runner.lines(2, "b")), 404, "not-found");
    }

    @Test
    void malformedEventIsRefusedWithItsFields() {
        Answer answer =
                runner.send(
                        runner.event(
                                "task.log",
                                Map.of("lines", List.of(Map.of("sequence", 0, "text", "x")))));

        assertProblem(answer, 400, "bad-request");
        assertThat(answer.body())
                .contains("/lines/0/sequence", "/lines/0/at", "/lines/0/level", "is missing");
        assertThat(runner.send(runner.event("task.danced", Map.of())).body()).contains("/type");
        assertThat(runner.send("no JSON").status()).isEqualTo(400);
    }

    @Test
    void gapIsNotStoredAndTheAnswerSaysWhereToResume() {
        runner.send(runner.lines(1, "a"));

        Answer gap = runner.send("gap", runner.lines(3, "c"));

        assertThat(gap.status()).isEqualTo(200);
        assertThat(gap.json().get("nextSequence")).isEqualTo(2);
        assertThat(texts()).containsExactly("a");
        assertThat(runner.send(runner.lines(1, "a", "b")).json().get("nextSequence")).isEqualTo(3);
        assertThat(runner.send("gap", runner.lines(3, "c")).json().get("nextSequence"))
                .isEqualTo(4);
        assertThat(texts()).containsExactly("a", "b", "c");
    }

    @Test
    void textDoesNotTakeNumbersFromLines() {
        runner.send(runner.event("task.log", Map.of("logs", "x\ny")));

        assertThat(runner.send(runner.lines(1, "a")).json().get("nextSequence")).isEqualTo(2);
        assertThat(texts()).containsExactly("x", "y", "a");
    }

    @Test
    void cancelIsToldInTheAnswer() {
        server.bean(ExecutionStore.class).change(execution.id(), Execution::cancelAsked);

        assertThat(runner.send(runner.lines(1, "a")).body())
                .isEqualTo("{\"nextSequence\":2,\"cancelRequested\":true}");
    }

    @Test
    void afterTheEndLinesAreTakenForFiveMinutesAndAnsweredWithConflict() {
        end(ExecutionError.Category.CANCELLED);

        Answer soon = runner.send(runner.lines(1, "soon"));
        assertProblem(soon, 409, "execution-over");
        assertThat(soon.json().get("nextSequence")).isEqualTo(2);
        assertThat(runner.send(runner.event("task.progress", Map.of())).status()).isEqualTo(409);
        assertThat(runner.send(runner.event("task.completed", Map.of())).status()).isEqualTo(409);
        server.setAhead(Duration.ofMinutes(6));
        assertThat(runner.send(runner.lines(2, "late")).status()).isEqualTo(409);

        assertThat(texts()).containsExactly("soon");
        assertThat(taskStatus()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void runnerThatWasGivenUpCorrectsItsEndOnce() {
        end(ExecutionError.Category.LOST);
        server.setAhead(Duration.ofMinutes(20));

        Map<String, Object> evidence =
                Map.of("verdict", "not_checked", "checks", List.of(), "seconds", 0);
        assertThat(
                        runner.send(
                                        runner.event(
                                                "task.completed",
                                                Map.of("prNumber", 3, "evidence", evidence)))
                                .status())
                .isEqualTo(200);
        assertThat(taskStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(stored().result().prNumber()).isEqualTo(3);
        assertThat(stored().result().checksVerdict()).isEqualTo(Evidence.Verdict.NOT_CHECKED);
        assertThat(runner.send(runner.event("task.needs_review", Map.of())).status())
                .isEqualTo(409);
        assertThat(taskStatus()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void tooLargeIsRefused() {
        assertProblem(
                runner.send(runner.lines(1, "a") + " ".repeat(1 << 20)), 413, "content-too-large");
    }

    @Test
    void tooManyAreRefusedForAWhile() {
        Answer answer = runner.send("malformed", "{\"executionId\":\"" + execution.id() + "\"}");
        for (int i = 0; i < 1_000 && answer.status() != 429; i++) {
            answer = runner.send(Id.next(), "{\"executionId\":\"" + execution.id() + "\"}");
        }

        assertProblem(answer, 429, "too-many-requests");
        assertThat(answer.headers().get("retry-after")).containsExactly("1");
    }

    @Test
    void lockedDatabaseIsToldAndTheRetrySucceeds() throws SQLException {
        assumeThat(kind).isEqualTo(DatabaseKind.SQLITE);
        String body = runner.lines(1, "a");
        try (Connection other =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("pithy-jaunt.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertUnavailable(runner.send("locked", body));
            statement.execute("rollback");
        }

        assertThat(runner.send("locked", body).json().get("nextSequence")).isEqualTo(2);
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void fullDatabaseIsToldAndTheRetrySucceeds() {
        assumeThat(kind).isEqualTo(DatabaseKind.SQLITE);
        String body = runner.lines(1, "x".repeat(8_000), "y".repeat(8_000));
        pragma("max_page_count = 1");
        assertUnavailable(runner.send("full", body));
        pragma("max_page_count = 1000000");

        assertThat(runner.send("full", body).json().get("nextSequence")).isEqualTo(3);
        assertThat(texts()).hasSize(2);
    }

    private static void assertUnavailable(Answer answer) {
        assertProblem(answer, 503, "storage-unavailable");
        assertThat(answer.headers().get("retry-after")).containsExactly("1");
    }

    private static void pragma(String text) {
        server.bean(Database.class)
                .write(sql -> sql.sql("pragma " + text).query(Long.class).single());
    }

    @Test
    void fileIsStoredOnceUnderItsSignedName() {
        byte[] patch = "diff".getBytes(StandardCharsets.UTF_8);

        Answer first = runner.put(FileKind.PATCH, patch);

        assertThat(first.body()).isEqualTo("{\"cancelRequested\":false}");
        assertThat(runner.put(FileKind.PATCH, patch).body()).isEqualTo(first.body());
        assertThat(
                        server.bean(FileStore.class)
                                .find(
                                        execution.id(),
                                        dev.pithyjaunt.server.execution.FileKind.PATCH))
                .hasValue(patch);
        String asPatch = FileKind.PATCH.deliveryId(execution.id(), patch);
        assertProblem(runner.put("evidence", asPatch, patch), 401, "unauthorized");
        assertProblem(runner.put("secrets", asPatch, patch), 404, "not-found");
        assertProblem(
                runner.withSecret(Secret.random()).put(FileKind.PATCH, patch), 401, "unauthorized");
        end(ExecutionError.Category.CANCELLED);
        assertThat(runner.put(FileKind.REPORT, patch).status()).isEqualTo(409);
    }

    @Test
    void largeFileIsTaken() {
        byte[] content = new byte[FileKind.MAX_BYTES];

        assertThat(runner.put(FileKind.TRANSCRIPT, content).status()).isEqualTo(200);
    }
}
