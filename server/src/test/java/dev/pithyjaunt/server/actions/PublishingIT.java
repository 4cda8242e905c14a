package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.workflow.RunEvent;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the forge or a later execution has against what is to be published.
class PublishingIT {

    private static final String CANCEL = "/repos/{owner}/{repo}/actions/runs/{run_id}/cancel";

    @TempDir private static Path folder;
    private static ActionsScene scene;

    @BeforeAll
    static void start() {
        scene = new ActionsScene(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void reset() {
        scene.assertClean();
        scene.reset();
        scene.repository.actions(ActionsSettings.initial().allowingPullRequests(true));
    }

    @Test
    void refusedPullRequestLeavesTheBranchAndTheWayToOpenIt() {
        scene.repository.actions(ActionsSettings.initial().allowingPullRequests(false));
        Task task = scene.task("Greet where Actions may not open pull requests");
        Execution begun = scene.execute(task);

        Execution ended =
                scene.assertEnded(
                        task,
                        begun,
                        Outcome.FAILED,
                        Category.FORGE_ERROR,
                        "the branch %s is pushed, and the pull request was not opened: "
                                .formatted(ActionsScene.branch(task)));

        String compare =
                "http://github.localhost/ada/greetings/compare/main...%s?expand=1"
                        .formatted(ActionsScene.branch(task));
        assertThat(ActionsScene.error(ended).message())
                .contains(
                        "GitHub Actions is not permitted to create or approve pull requests",
                        "open it at " + compare);
        assertThat(scene.hasBranch(task)).isTrue();
        assertThat(scene.pullRequests(task)).isEmpty();
        assertThat(ended.result().branch()).isEqualTo(ActionsScene.branch(task));
        assertThat(ended.result().headCommit())
                .isEqualTo(scene.repository.branch(ActionsScene.branch(task)).orElseThrow());
        assertThat(ended.result().prUrl()).isNull();
        assertThat(scene.get("/api/execution/" + begun.id()).body())
                .contains(compare, "\"branch\":\"" + ActionsScene.branch(task) + "\"");
        RunResult run = scene.awaitRun(begun);
        assertThat(run.conclusion()).isEqualTo(RunResult.Result.FAILURE);
    }

    @Test
    void secondExecutionFindsThePullRequestAndSaysThatTheBaseMoved() {
        Task task = scene.task("Greet twice");
        Execution first = scene.assertCompleted(task, scene.execute(task));
        PullRequest before = scene.pullRequests(task).getFirst();
        scene.awaitRun(first);
        String[] head = new String[1];
        scene.runs.listening((_, told) -> {
            if (told.equals(new RunEvent.StepStarted("generate", "phase"))) {
                head[0] = commit("main", scene.base(), "somebody", "somebody@example.org");
            }
        });

        Execution second = scene.assertCompleted(task, scene.execute(task));

        PullRequest after = scene.pullRequests(task).getFirst();
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(second.result().headCommit()).isNotEqualTo(first.result().headCommit());
        assertThat(second.base().commit()).isEqualTo(scene.base());
        assertThat(parent(second)).isEqualTo(scene.base());
        assertThat(after.body())
                .contains(
                        "execution `%s`".formatted(second.id()),
                        "The base branch has moved on since: it is at `%.10s`, and this starts where the execution began."
                                .formatted(head[0]));
        scene.repository.bare().git("update-ref", "refs/heads/main", scene.base());
    }

    private static String parent(Execution execution) {
        return scene.repository
                .bare()
                .git("log", "-1", "--format=%P", String.valueOf(execution.result().headCommit()));
    }

    /// Adds a commit without a change to a branch, which is made if it is not there.
    private static String commit(String branch, String parent, String name, String email) {
        TestRepository bare = scene.repository.bare();
        String commit =
                bare.git(
                        "-c",
                        "user.name=" + name,
                        "-c",
                        "user.email=" + email,
                        "commit-tree",
                        parent + "^{tree}",
                        "-p",
                        parent,
                        "-m",
                        "Work of somebody else");
        bare.git("update-ref", "refs/heads/" + branch, commit);
        return commit;
    }

    @Test
    void branchOfSomebodyElseStaysAsItIs() {
        Task task = scene.task("Greet on a branch that is taken");
        String theirs = commit(ActionsScene.branch(task), scene.base(), "eve", "eve@example.org");
        Execution begun = scene.execute(task);

        scene.assertEnded(
                task,
                begun,
                Outcome.FAILED,
                Category.FORGE_ERROR,
                "it holds a commit that is not this task's");
        assertThat(scene.repository.branch(ActionsScene.branch(task))).contains(theirs);
        assertThat(scene.pullRequests(task)).isEmpty();
    }

    /// A run that was given up, and could not be stopped, comes to publishing at last.
    @Test
    void runThatWasGivenUpPublishesNothing() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        scene.runs.listening((_, told) -> {
            if (told.equals(new RunEvent.StepStarted("publish", "phase"))) {
                held.countDown();
                awaitLatch(release);
            }
        });
        scene.gitHub.fault("POST", CANCEL, 1, new Fault.Status(404));
        Task task = scene.task("Greet too late", new Answer.Text(ActionsScene.GREETS));
        Execution zombie = scene.execute(task);
        awaitLatch(held);
        scene.runs.reset();
        scene.server.setAhead(Duration.ofMinutes(11));
        scene.assertEnded(
                task,
                zombie,
                Outcome.FAILED,
                Category.TIMED_OUT,
                "it had not ended 30 s after its deadline");
        scene.server.setAhead(Duration.ZERO);
        Execution second = scene.execute(task);
        scene.await(
                "the second run",
                () ->
                        scene.repository.runs().stream().filter(run -> !run.isCompleted()).count()
                                == 2);

        release.countDown();
        RunResult run = scene.awaitRun(zombie);

        assertThat(run.job("publish").log())
                .contains("not pushed: for the server this execution is over")
                .doesNotContain("pushing pj/");
        assertThat(run.job("publish").outputs()).containsEntry("code", "130");
        Execution ended = scene.assertCompleted(task, second);
        assertThat(
                        scene.repository
                                .bare()
                                .git(
                                        "log",
                                        "-1",
                                        "--format=%B",
                                        String.valueOf(ended.result().headCommit())))
                .contains("Execution: " + second.id());
        assertThat(ActionsScene.error(scene.execution(zombie)).category())
                .isEqualTo(Category.TIMED_OUT);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
