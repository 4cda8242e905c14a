package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Priorities, the queue and the switch, as people and programs see them. One execution runs, and
/// no other one may.
class QueueIT {

    private static final String SWITCH = "/api/operation/execution";

    @TempDir private static Path folder;
    private static TestServer server;
    private static Person ann;
    private static Browser anns;
    private static Browser roots;

    @BeforeAll
    static void start() {
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder,
                        Map.of("JAUNT_MAX_RUNNING_IN_ALL", "1", "JAUNT_MAX_WAITING", "2"));
        ann = server.member();
        anns = new Browser(server.address()).withToken(ann.token());
        roots = new Browser(server.address()).withToken(server.administrator().token());
        Task running = server.task(ann, server.repository(ann));
        var _ = server.execution(ann, running, null);
    }

    @AfterAll
    static void stop() {
        anns.close();
        roots.close();
        server.close();
    }

    @AfterEach
    void switchOn() {
        put("{\"enabled\": true}");
    }

    private static Browser.Answer put(String body) {
        return roots.send("PUT", SWITCH, body);
    }

    private static Task task() {
        return server.task(ann, server.repository(ann));
    }

    private static Browser.Answer execute(Task task) {
        return anns.post("/api/task/" + task.id() + "/execute", Map.of());
    }

    private static String waitingFor(Browser.Answer accepted) {
        return anns.get("/api/execution/" + accepted.field("executionId")).field("waitingFor");
    }

    @Test
    void queueThatIsFullRefusesAndWhatWaitsSaysForWhat() {
        List<Task> waiting = List.of(task(), task());
        List<Browser.Answer> accepted = waiting.stream().map(QueueIT::execute).toList();
        assertThat(accepted).extracting(Browser.Answer::status).containsOnly(202);
        assertThat(waitingFor(accepted.getFirst())).isEqualTo("limit");
        Task third = task();

        Browser.Answer refused = execute(third);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.field("type")).isEqualTo("urn:pithy-jaunt:queue-full");
        assertThat(anns.get("/api/task/" + third.id()).field("status")).isEqualTo("queued");
        assertThat(anns.get("/api/task/" + third.id() + "/execution").body())
                .isEqualTo("{\"items\":[]}");
        assertThat(roots.get(SWITCH).body())
                .contains("\"waiting\":2", "\"running\":1", "\"oldestWaitingAt\":\"");
        put("{\"enabled\": false}");
        assertThat(waitingFor(accepted.getFirst())).isEqualTo("switch");
        put("{\"enabled\": true}");

        waiting.forEach(task ->
                assertThat(
                                anns.post("/api/task/" + task.id() + "/cancel", Map.of())
                                        .field("status"))
                        .isEqualTo("cancelled"));
        Browser.Answer again = execute(waiting.getFirst());
        assertThat(again.status()).isEqualTo(202);
        assertThat(execute(waiting.getFirst()).status()).isEqualTo(409);
        anns.post("/api/task/" + waiting.getFirst().id() + "/cancel", Map.of());
    }

    @Test
    void administratorSwitchesExecutingOffForAWhile() {
        Browser.Answer off = put("{\"enabled\": false, \"reason\": \" moving house \"}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.field("enabled")).isEqualTo("false");
        assertThat(off.field("bySetting")).isEqualTo("false");
        Task task = task();

        Browser.Answer refused = execute(task);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(refused.field("type")).isEqualTo("urn:pithy-jaunt:execution-off");
        assertThat(refused.field("detail"))
                .isEqualTo("executing tasks is switched off by an administrator: moving house");
        assertThat(anns.get("/api/task/" + task.id()).field("status")).isEqualTo("queued");
        assertThat(put("{\"enabled\": true}").field("enabled")).isEqualTo("true");
        assertThat(execute(task).status()).isEqualTo(202);
        anns.post("/api/task/" + task.id() + "/cancel", Map.of());
    }

    @Test
    void onlyAnAdministratorSeesAndTurnsTheSwitch() {
        assertThat(anns.get(SWITCH).status()).isEqualTo(403);
        assertThat(anns.send("PUT", SWITCH, "{\"enabled\": false}").status()).isEqualTo(403);
        assertThat(anns.get("/operations").status()).isEqualTo(403);
        assertThat(roots.get(SWITCH).field("enabled")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"enabled\": null}",
                "{\"enabled\": \"maybe\"}",
                "{\"enabled\": false, \"reason\": \"two\\nlines\"}",
                "[]",
                ""
            })
    void switchIsNotTurnedByWhatMakesNoSense(String body) {
        assertThat(put(body).status()).isIn(400, 422);
        assertThat(roots.get(SWITCH).field("enabled")).isEqualTo("true");
    }

    @Test
    void longReasonIsRefused() {
        assertThat(
                        put("{\"enabled\": false, \"reason\": \"%s\"}".formatted("r".repeat(501)))
                                .body())
                .contains("{\"field\":\"reason\",\"message\":\"expected at most 500 characters\"}");
    }

    @Test
    void pageShowsTheSwitchAndTurnsIt() {
        assertThat(roots.get("/operations").body())
                .contains("Tasks are executed.", "Switch off", "<dt>Running</dt><dd>1</dd>");

        roots.postForm("/operations/execution", "enabled=false&reason=%3Cb%3Emoving");

        assertThat(roots.get("/operations").body())
                .contains("Tasks are not executed", "<bdi>&lt;b&gt;moving</bdi>");
        assertThat(roots.postForm("/operations/execution", "enabled=true&reason=%0A1%0A2").status())
                .isEqualTo(422);
        roots.postForm("/operations/execution", "enabled=true");
        assertThat(roots.get(SWITCH).field("enabled")).isEqualTo("true");
    }

    @Test
    void priorityIsGivenChangedAndAskedFor() {
        String repository = server.repository(ann).id();
        Map<String, String> wanted =
                Map.of("repositoryId", repository, "description", "Add a door", "priority", "high");

        Browser.Answer made = anns.post("/api/task", wanted);

        assertThat(made.field("priority")).isEqualTo("high");
        String path = "/api/task/" + made.field("id");
        assertThat(anns.get("/api/task?priority=high&repositoryId=" + repository).body())
                .contains(made.field("id"));
        assertThat(anns.send("PATCH", path, "{\"priority\": \"low\"}").field("priority"))
                .isEqualTo("low");
        assertThat(anns.send("PATCH", path, "{\"title\": \"A door\"}").field("priority"))
                .isEqualTo("low");
        assertThat(anns.get("/api/task?priority=high&repositoryId=" + repository).body())
                .contains("\"items\":[]");
        Browser.Answer wrong = anns.send("PATCH", path, "{\"priority\": \"urgent\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "{\"field\":\"priority\",\"message\":\"expected one of high, normal, low\"}");
        assertThat(anns.get("/api/task?priority=1").status()).isEqualTo(422);
        assertThat(anns.get(path).field("priority")).isEqualTo("low");
    }
}
