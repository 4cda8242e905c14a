package dev.pithyjaunt.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.ExecutionSwitch;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is not published again, and what is said of it.
class PublishIT {

    private static final String PATCH =
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n";

    @TempDir private static Path folder;
    private static TestServer server;
    private static Person ann;
    private static Browser anns;

    @BeforeAll
    static void start() {
        server = new TestServer(DatabaseKind.SQLITE, folder);
        ann = server.member();
        anns = new Browser(server.address()).withToken(ann.token());
    }

    @AfterAll
    static void stop() {
        anns.close();
        server.close();
    }

    private static Report report(Execution execution, Outcome outcome) {
        return new Report(
                execution.id(),
                execution.taskId(),
                "1".repeat(40),
                outcome,
                null,
                false,
                null,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                Usage.NONE,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /// One that has ended with a patch.
    private static Execution ended(Outcome outcome, String patch) {
        Task task = server.task(ann, server.repository(ann));
        Execution begun =
                server.bean(Executions.class)
                        .begin(ann.account(), task.id(), Execution.Method.GITHUB_ACTIONS, null);
        server.bean(ExecutionStore.class)
                .change(
                        begun.id(),
                        found ->
                                found.dispatched(
                                        new Execution.Base("main", "1".repeat(40)),
                                        server.now().plus(Duration.ofMinutes(10))));
        FileStore files = server.bean(FileStore.class);
        files.put(begun.id(), FileKind.PATCH, patch.getBytes(StandardCharsets.UTF_8));
        files.put(
                begun.id(),
                FileKind.REPORT,
                Json.line(report(begun, outcome)).getBytes(StandardCharsets.UTF_8));
        return server.bean(Executions.class)
                .end(begun.id(), Execution.Ending.failed(Category.FORGE_ERROR, "no push"));
    }

    private static Browser.Answer publish(String task) {
        return anns.post("/api/task/" + task + "/publish", Map.of());
    }

    private static void assertRefused(String task, String type, String detail) {
        ExecutionStore executions = server.bean(ExecutionStore.class);
        List<Execution> before = executions.listOfTask(task);

        Browser.Answer answer = publish(task);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.field("type")).isEqualTo("urn:pithy-jaunt:" + type);
        assertThat(answer.field("detail")).contains(detail);
        assertThat(executions.listOfTask(task)).isEqualTo(before);
    }

    @Test
    void taskThatIsRunningIsNotPublished() {
        Task task = server.task(ann, server.repository(ann));
        var _ = server.execution(ann, task, null);

        assertThat(publish(task.id()).status()).isEqualTo(409);
        assertThat(publish(task.id()).field("detail")).contains("running");
    }

    @Test
    void taskWithoutAPatchIsNotPublished() {
        Task task = server.task(ann, server.repository(ann));

        assertRefused(task.id(), "no-patch", "has no patch that was kept");
    }

    @Test
    void patchOfWhichTheReportSaysThatItIsNoneIsNotPublished() {
        Execution ended = ended(Outcome.FAILED, PATCH);

        assertRefused(ended.taskId(), "no-patch", "left nothing that may be published");
    }

    @Test
    void patchOfAWorkflowIsNotPublished() {
        Execution ended =
                ended(Outcome.READY, PATCH.replace("a/a b/a", "a/.github/workflows/a.yml b/a"));

        assertRefused(ended.taskId(), "workflow-files", "a person has to push it");
    }

    @Test
    void patchForAGitHubWithoutCredentialsIsNotPublished() {
        Execution ended = ended(Outcome.READY, PATCH);

        assertRefused(ended.taskId(), "no-credentials", "this server has no credentials");
    }

    @Test
    void patchOfAnotherOnesTaskOrOfNoExecutionIsNotFound() {
        Execution ended = ended(Outcome.READY, PATCH);
        try (Browser others = new Browser(server.address()).withToken(server.member().token())) {
            assertThat(others.post("/api/task/" + ended.taskId() + "/publish", Map.of()).status())
                    .isEqualTo(404);
        }
        assertThat(
                        anns.post("/api/task/" + ended.taskId() + "/publish?execution=x", Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void nothingIsPublishedWhileExecutingIsSwitchedOff() {
        Execution ended = ended(Outcome.READY, PATCH);
        ExecutionSwitch executing = server.bean(ExecutionSwitch.class);
        executing.turn(server.administrator().account(), false, "moving house");
        try {
            assertThat(publish(ended.taskId()).status()).isEqualTo(503);
        } finally {
            executing.turn(server.administrator().account(), true, "");
        }
    }
}
