package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInHook;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.Map;

/// What happens to pull requests and runs.
abstract class PullRequestCases extends HookCases {

    @Test
    void pullRequestIsMergedClosedAndOpenAgain() {
        Task task = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, pull.number());
        Browser gitHub =
                new Browser(scene.gitHub.serverUri())
                        .withToken(scene.gitHub.classicToken("acme", "repo"));
        String path = "/api/v3/repos/%s/pulls/%d".formatted(shop.fullName(), pull.number());

        gitHub.send("PATCH", path, "{\"state\":\"closed\"}");
        assertTaken(told("closed"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.CLOSED);

        gitHub.send("PATCH", path, "{\"state\":\"open\"}");
        assertTaken(told("reopened"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.OPEN);

        gitHub.send("PUT", path + "/merge", "{}");
        assertTaken(told("closed"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.MERGED);
    }

    private Receipt told(String action) {
        return send(scene.hook.pullRequest(shop, shop.pullRequests().getLast(), action));
    }

    /// GitHub sends deliveries in any order.
    @Test
    void deliveryThatComesTooLateDoesNotTurnAStateBack() {
        Task task = scene.server.task(owner, connected);
        PullRequest open = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, open.number());
        Browser gitHub =
                new Browser(scene.gitHub.serverUri())
                        .withToken(scene.gitHub.classicToken("acme", "repo"));
        gitHub.send(
                "PUT",
                "/api/v3/repos/%s/pulls/%d/merge".formatted(shop.fullName(), open.number()),
                "{}");

        assertTaken(told("closed"), "taken", "pull-request");
        assertTaken(send(scene.hook.pullRequest(shop, open, "reopened")), "taken", "pull-request");

        await("what GitHub says now", () -> scene.state(execution) == PullRequestState.MERGED);
    }

    @Test
    void pullRequestOfAnotherRepositoryNumberOrTaskIsIgnored() {
        Task task = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, pull.number() + 1);
        StandInRepository other = scene.repository();
        PullRequest foreign = scene.pullRequest(other, task);
        PullRequest nobodys = scene.pullRequest(shop, "pj/nobody");

        assertTaken(
                send(scene.hook.pullRequest(shop, pull, "closed")),
                "ignored",
                "unknown-pull-request");
        assertTaken(
                send(scene.hook.pullRequest(other, foreign, "closed")), "ignored", "unknown-task");
        assertTaken(
                send(scene.hook.pullRequest(shop, nobodys, "closed")), "ignored", "unknown-task");
        assertThat(scene.state(execution)).isNull();
    }

    private void end(Execution execution) {
        var _ =
                scene.server
                        .bean(Executions.class)
                        .end(execution.id(), new Execution.Ending(Outcome.READY, null, null));
    }

    @Test
    void pullRequestThatARunnerToldOfIsLookedForAtGitHub() {
        Task task = scene.server.task(owner, connected);
        Task liar = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution good = scene.published(owner, task, pull.number());
        Execution anothers = scene.published(owner, liar, pull.number());
        scene.gitHub.fault(
                "GET", "/repos/{owner}/{repo}/pulls/{pull_number}", 1, new Fault.Status(404));

        end(good);
        await("a look", () -> scene.state(good) == PullRequestState.MISSING);
        end(anothers);
        await("a look", () -> scene.state(anothers) == PullRequestState.MISSING);

        Task again = scene.server.task(owner, connected);
        PullRequest other = scene.pullRequest(shop, again);
        Execution open = scene.published(owner, again, other.number());
        end(open);
        await("a look", () -> scene.state(open) == PullRequestState.OPEN);
    }

    @Test
    void runIsKnownByItsNameFromTheDelivery() {
        Task task = scene.server.task(owner, connected);
        Execution execution = scene.server.execution(owner, task, null);
        Map<String, Object> run =
                Map.of(
                        "id",
                        77,
                        "run_attempt",
                        1,
                        "event",
                        "repository_dispatch",
                        "display_title",
                        "Pithy Jaunt " + execution.id(),
                        "html_url",
                        scene.gitHub.serverUri() + "/acme/x/actions/runs/77");

        assertTaken(send(run(run, scene.repository())), "ignored", "unknown-run");
        assertThat(stored(execution).run().id()).isNull();

        assertTaken(send(run(run, shop)), "taken", "run");
        assertThat(stored(execution).run())
                .isEqualTo(
                        new Execution.Run(
                                "77", 1, scene.gitHub.serverUri() + "/acme/x/actions/runs/77"));
        assertThat(stored(execution).status()).isEqualTo(Execution.Status.DISPATCHED);

        end(execution);
        assertTaken(send(run(run, shop)), "ignored", "over");
    }

    private Delivery run(Map<String, Object> run, StandInRepository repository) {
        return StandInHook.delivery(
                "workflow_run",
                Map.of(
                        "action",
                        "requested",
                        "workflow_run",
                        run,
                        "repository",
                        Map.of(
                                "id",
                                repository.id(),
                                "html_url",
                                scene.gitHub.serverUri()
                                        + "/"
                                        + repository.fullName().toUpperCase(Locale.ROOT))));
    }

    private Execution stored(Execution execution) {
        return scene.server.bean(ExecutionStore.class).find(execution.id()).orElseThrow();
    }
}
