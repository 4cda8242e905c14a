package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What GitHub may say to a dispatch. Runs stay queued where they are not what is asked about.
class DispatchIT {

    private static final String DISPATCHES = "/repos/{owner}/{repo}/dispatches";

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
        scene.gitHub.swallowDispatches(false);
    }

    private static long asked() {
        return scene.gitHub.requests("POST", DISPATCHES);
    }

    @Test
    void dispatchOfWhichNoRunComesEndsWithWhatToLookAt() {
        scene.gitHub.swallowDispatches(true);
        Task task = scene.task("Be swallowed");
        Execution begun = scene.execute(task);
        scene.await("the dispatch", () -> scene.execution(begun).isBegun());

        scene.server.setAhead(Duration.ofMinutes(2));
        scene.await(
                "a search",
                () -> scene.gitHub.requests("GET", "/repos/{owner}/{repo}/actions/runs") > 0);
        assertThat(scene.execution(begun).isEnded()).isFalse();
        scene.server.setAhead(Duration.ofMinutes(4));

        scene.assertEnded(
                task,
                begun,
                Outcome.FAILED,
                Category.DISPATCH_ERROR,
                "GitHub took the dispatch, and no run began within 180 s: look whether pithy-jaunt-execute.yml is on the default branch");
    }

    static Stream<List<Fault>> faults() {
        Fault.Status broken = new Fault.Status(500);
        return Stream.of(
                List.of(new Fault.SecondaryLimit(Duration.ofSeconds(1))),
                List.of(broken, broken),
                List.of(new Fault.Cut()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void passingTroubleIsWaitedOutAndDispatchedOnce(List<Fault> trouble) {
        scene.runs.idle(true);
        long before = asked();
        trouble.forEach(fault -> scene.gitHub.fault("POST", DISPATCHES, 1, fault));
        Task task = scene.task("Be patient with " + trouble);
        Execution begun = scene.execute(task);

        scene.await("the run", () -> !runsOf(begun).isEmpty());

        // A request is counted when it has been answered, which is after the run has begun.
        scene.await("the last answer", () -> asked() - before >= trouble.size() + 1);
        assertThat(asked() - before).isEqualTo(trouble.size() + 1);
        assertThat(runsOf(begun)).hasSize(1);
        assertThat(scene.execution(begun).status()).isEqualTo(Execution.Status.DISPATCHED);
    }

    private static List<StandInRun> runsOf(Execution execution) {
        return scene.repository.runs().stream()
                .filter(run -> run.origin().payload().toString().contains(execution.id()))
                .toList();
    }

    @Test
    void refusalIsToldAtOnceInGitHubsWords() {
        long before = asked();
        scene.gitHub.fault(
                "POST",
                DISPATCHES,
                1,
                new Fault.Status(
                        403,
                        Map.of(),
                        "{\"message\": \"Resource not accessible by personal access token\", \"documentation_url\": \"https://docs.github.com/rest\", \"status\": \"403\"}"));
        Task task = scene.task("Be refused");
        Execution begun = scene.execute(task);

        scene.assertEnded(
                task,
                begun,
                Outcome.FAILED,
                Category.DISPATCH_ERROR,
                "Resource not accessible by personal access token");
        assertThat(asked() - before).isEqualTo(1);
        assertThat(runsOf(begun)).isEmpty();
    }

    /// GitHub has no way to ask whether a dispatch was taken, so it is sent again.
    @Test
    void dispatchThatWasTakenTwiceIsPublishedOnce() {
        scene.gitHub.fault("POST", DISPATCHES, 1, new Fault.DoneThenCut());
        Task task = scene.task("Be done twice");
        Execution begun = scene.execute(task);

        scene.assertCompleted(task, begun);
        scene.await("both runs", () -> runsOf(begun).size() == 2);
        String head = scene.repository.branch(ActionsScene.branch(task)).orElseThrow();
        List<RunResult> results = runsOf(begun).stream().map(scene::awaitRun).toList();

        assertThat(results.getFirst().conclusion()).isEqualTo(RunResult.Result.SUCCESS);
        assertThat(results.getLast().conclusion()).isEqualTo(RunResult.Result.FAILURE);
        scene.assertCompleted(task, begun);
        assertThat(scene.repository.branch(ActionsScene.branch(task))).contains(head);
        scene.assertLog(begun, "generate", "publish", "validate", "report");
    }
}
