package dev.pithyjaunt.github.actions;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.ScriptedGitHub.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;

class ActionsTest {

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private Optional<DispatchedRun> start() {
        return github.client()
                .dispatches(SHOP, IN_TEN_MINUTES)
                .workflow("go.yml", "main", Map.of("task", "1", "model", "m"));
    }

    @Test
    void workflowIsStartedAndItsRunIsTold() {
        github.reply(200, "{\"workflow_run_id\":9,\"run_url\":\"x\",\"html_url\":\"page\"}");
        assertThat(start()).contains(new DispatchedRun(9, "page"));
        assertThat(github.lines())
                .containsExactly(
                        "POST /repos/acme/shop/actions/workflows/go.yml/dispatches"
                                + " {\"ref\":\"main\",\"inputs\":{\"model\":\"m\",\"task\":\"1\"},\"return_run_details\":true}");
    }

    @ParameterizedTest
    @CsvSource({"400, Bad Request", "422, return_run_details is not a permitted key."})
    void oldServerIsAskedAgainWithoutTheFieldThatItDoesNotKnow(int status, String words) {
        github.reply(Reply.message(status, words), Reply.of(204, ""));
        assertThat(start()).isEmpty();
        assertThat(github.lines().getLast())
                .endsWith(" {\"ref\":\"main\",\"inputs\":{\"model\":\"m\",\"task\":\"1\"}}");
    }

    @Test
    void otherRefusalOfAWorkflowIsNotAskedAgain() {
        github.reply(Reply.message(422, "Workflow does not have 'workflow_dispatch' trigger"));
        ForgeException failure = catchThrowableOfType(ForgeException.class, this::start);
        assertThat(failure)
                .hasMessage(
                        "starting the workflow go.yml of acme/shop at main: GitHub answered 422: Workflow does not have"
                                + " 'workflow_dispatch' trigger");
        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(github.requests()).hasSize(1);
    }

    private static String run(int id, String title, String status, String conclusion) {
        return """
        {"id": %d, "run_attempt": 2, "status": "%s", "conclusion": %s, "event": "repository_dispatch",
         "display_title": "%s", "head_sha": "c0ffee", "created_at": "2026-11-28T12:00:03Z",
         "html_url": "page"}\
        """
                .formatted(id, status, conclusion, title);
    }

    @Test
    void runIsFoundByItsTitleOnALaterPage() {
        String list = "{\"total_count\":2,\"workflow_runs\":[%s]}";
        github.reply(
                        200,
                        list.formatted(run(1, "pithy-jaunt 12", "queued", "null")),
                        "Link",
                        "</api/v3/next>; rel=\"next\"")
                .reply(200, list.formatted(run(2, "pithy-jaunt 123", "queued", "null")));
        assertThat(
                        github.client()
                                .runs(SHOP, IN_TEN_MINUTES)
                                .find("repository_dispatch", START.plusMillis(5), "jaunt 123"))
                .contains(
                        new WorkflowRun(
                                2,
                                2,
                                RunStatus.QUEUED,
                                Optional.empty(),
                                "repository_dispatch",
                                "pithy-jaunt 123",
                                "c0ffee",
                                START.plusSeconds(3),
                                "page"));
        assertThat(github.lines())
                .containsExactly(
                        "GET /repos/acme/shop/actions/runs?event=repository_dispatch&created=%3E%3D2026-11-28T12%3A00%3A00Z&per_page=100",
                        "GET /next");
    }

    @Test
    void runThatIsNotThereYetIsNotFound() {
        github.reply(200, "{\"total_count\":0,\"workflow_runs\":[]}");
        assertThat(github.client().runs(SHOP, IN_TEN_MINUTES).find("push", START, "x")).isEmpty();
    }

    @Test
    void runSaysHowItEnded() {
        github.reply(200, run(7, "t", "completed", "\"timed_out\""))
                .reply(200, run(7, "t", "invented", "\"invented\""));
        var runs = github.client().runs(SHOP, IN_TEN_MINUTES);
        WorkflowRun run = runs.get(7);
        assertThat(run.isFinished()).isTrue();
        assertThat(run.conclusion()).contains(Conclusion.TIMED_OUT);
        WorkflowRun unknown = runs.get(7);
        assertThat(unknown.status()).isEqualTo(RunStatus.OTHER);
        assertThat(unknown.isFinished()).isFalse();
        assertThat(unknown.conclusion()).contains(Conclusion.OTHER);
    }

    @Test
    void runIsCancelledOrCanNotBe() {
        github.reply(202, "{}").reply(Reply.message(409, "Cannot cancel")).reply(202, "{}");
        var runs = github.client().runs(SHOP, IN_TEN_MINUTES);
        assertThat(runs.cancel(7)).isEqualTo(Cancellation.ACCEPTED);
        assertThat(runs.cancel(7)).isEqualTo(Cancellation.NOT_CANCELLABLE);
        assertThat(runs.forceCancel(7)).isEqualTo(Cancellation.ACCEPTED);
        assertThat(github.lines())
                .containsExactly(
                        "POST /repos/acme/shop/actions/runs/7/cancel",
                        "POST /repos/acme/shop/actions/runs/7/cancel",
                        "POST /repos/acme/shop/actions/runs/7/force-cancel");
    }

    @Test
    void settingsAreRead() {
        github.reply(200, "{\"enabled\":true,\"allowed_actions\":\"selected\"}")
                .reply(
                        200,
                        "{\"default_workflow_permissions\":\"read\",\"can_approve_pull_request_reviews\":true}")
                .reply(200, "{\"total_count\":2,\"secrets\":[{\"name\":\"A\"},{\"name\":\"B\"}]}");
        var settings = github.client().actionsSettings(SHOP, IN_TEN_MINUTES);
        assertThat(settings.allowed()).isEqualTo(new ActionsSettings.Allowed(true, "selected"));
        assertThat(settings.workflowToken())
                .isEqualTo(new ActionsSettings.WorkflowToken("read", true));
        assertThat(settings.secretNames()).containsExactly("A", "B");
    }
}
