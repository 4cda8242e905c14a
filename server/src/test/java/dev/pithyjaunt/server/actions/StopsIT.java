package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.RunEvent;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Runs that people stop, and runs whose machines die. They are begun by `workflow_dispatch`, whose
/// answer names them.
class StopsIT {

    @TempDir private static Path folder;
    private static ActionsScene scene;

    @BeforeAll
    static void start() {
        scene = new ActionsScene(folder, Map.of("JAUNT_GITHUB_DISPATCH", "workflow"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void reset() {
        scene.assertClean();
        scene.reset();
    }

    @Test
    void cancelledHereOrOnGitHubItEndsAsCancelled() throws IOException, InterruptedException {
        Task here = scene.task("Wait here", new Answer.Silence());
        Task there = scene.task("Wait there", new Answer.Silence());
        Execution ofHere = scene.execute(here);
        Execution ofThere = scene.execute(there);
        scene.await("the model", () -> scene.asked(here) == 1 && scene.asked(there) == 1);

        scene.cancel(here);
        cancelOnGitHub(scene.awaitBegin(ofThere));

        scene.assertEnded(here, ofHere, Outcome.CANCELLED, Category.CANCELLED, "it was cancelled");
        scene.assertEnded(
                there, ofThere, Outcome.CANCELLED, Category.CANCELLED, "it was cancelled");
        assertThat(scene.awaitRun(ofHere).conclusion()).isEqualTo(RunResult.Result.CANCELLED);
        assertThat(scene.awaitRun(ofThere).job("generate").result())
                .isEqualTo(RunResult.Result.CANCELLED);
        assertThat(scene.runs.find(ofHere.id()).orElseThrow().isForced()).isFalse();
        scene.assertNothingPublished(here);
        scene.assertNothingPublished(there);
        scene.assertLog(ofHere, "generate", "report");
    }

    private static void cancelOnGitHub(StandInRun run) throws IOException, InterruptedException {
        URI address =
                URI.create(
                        "%s/repos/ada/greetings/actions/runs/%d/cancel"
                                .formatted(scene.gitHub.apiUri(), run.id()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .header(
                                            "Authorization",
                                            "Bearer " + scene.gitHub.classicToken("ada", "repo"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
        }
    }

    /// The first dies, the second finds no machine.
    @Test
    void generateThatDiesOrNeverBeginsIsToldByReport() {
        Map<Long, String> killed = new ConcurrentHashMap<>();
        scene.runs.listening((run, told) -> {
            if (told.equals(new RunEvent.StepStarted("generate", "phase"))) {
                killed.put(run, "generate");
                scene.runs.kill(run, "generate");
            }
        });
        Task dying = scene.task("Die early");
        Execution ofDying = scene.execute(dying);
        scene.await("the run", () -> scene.runs.find(ofDying.id()).isPresent());
        scene.runs.starting(job -> !job.equals("generate"));
        Task unborn = scene.task("Never begin");
        Execution ofUnborn = scene.execute(unborn);

        String message = "the job generate failed before the program could write how";
        scene.assertEnded(dying, ofDying, Outcome.FAILED, Category.LOST, message);
        scene.assertEnded(unborn, ofUnborn, Outcome.FAILED, Category.LOST, message);
        assertThat(killed).hasSize(1);
        assertThat(scene.runs.find(ofUnborn.id()).orElseThrow().origin().event())
                .isEqualTo("workflow_dispatch");
        assertThat(scene.execution(ofUnborn).run().id()).isNotNull();
        assertThat(scene.asked(unborn)).isZero();
        scene.assertNothingPublished(dying);
        scene.assertNothingPublished(unborn);
    }

    @Test
    void publishThatDiesBeforeThePushLeavesNothing() {
        killPublish("phase");
        Task task = scene.task("Die before the push");
        Execution begun = scene.execute(task);

        scene.assertEnded(
                task,
                begun,
                Outcome.FAILED,
                Category.LOST,
                "the job publish failed before the program could write how");
        scene.assertNothingPublished(task);
    }

    private static void killPublish(String step) {
        scene.runs.listening((run, told) -> {
            if (told.equals(new RunEvent.StepStarted("publish", step))) {
                scene.runs.kill(run, "publish");
            }
        });
    }

    /// And the next execution takes its branch over.
    @Test
    void publishThatDiesAfterThePushIsMadeGoodByTheNextExecution() {
        // So that there is time to die in.
        scene.gitHub.fault(
                "GET", "/repos/{owner}/{repo}/pulls", 1, new Fault.Slow(Duration.ofSeconds(3)));
        Task task = scene.task("Die after the push");
        Execution first = scene.execute(task);
        scene.await("the branch", () -> scene.hasBranch(task));
        scene.runs.kill(scene.awaitBegin(first).id(), "publish");

        scene.assertEnded(
                task,
                first,
                Outcome.FAILED,
                Category.LOST,
                "the job publish failed before the program could write how");
        assertThat(scene.pullRequests(task)).isEmpty();
        String left = scene.repository.branch(ActionsScene.branch(task)).orElseThrow();

        Execution second = scene.assertCompleted(task, scene.execute(task));
        assertThat(second.result().headCommit()).isNotEqualTo(left);
        assertThat(
                        scene.repository
                                .bare()
                                .git(
                                        "rev-list",
                                        "--count",
                                        scene.base() + ".." + ActionsScene.branch(task)))
                .isEqualTo("1");
    }

    @Test
    void reportThatNeverBeginsIsMissedAndThePullRequestIsNamed() {
        scene.runs.starting(job -> !job.equals("report"));
        Task task = scene.task("Do it and say nothing");
        Execution begun = scene.execute(task);
        StandInRun run = scene.awaitBegin(begun);
        scene.awaitRun(run);
        long looks = looks();
        scene.server.setAhead(Duration.ofSeconds(15));
        scene.await("a look at the run", () -> looks() > looks);
        assertThat(scene.execution(begun).isEnded()).isFalse();
        scene.server.setAhead(Duration.ofSeconds(60));

        Execution ended =
                scene.assertEnded(
                        task,
                        begun,
                        Outcome.FAILED,
                        Category.LOST,
                        "its run ended (failure) without telling how: %s/ada/greetings/actions/runs/%d; its pull request is open: "
                                .formatted(scene.gitHub.serverUri(), run.id()));
        assertThat(ended.result().prNumber())
                .isEqualTo(scene.pullRequests(task).getFirst().number());
        assertThat(scene.pullRequests(task)).hasSize(1);
    }

    private static long looks() {
        return scene.gitHub.requests("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}");
    }
}
