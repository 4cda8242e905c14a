package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.StandInRun;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Runs that say nothing: what the server finds out at GitHub. No job is run here.
class RunWatchIT {

    @TempDir private Path folder;

    private final BlockingQueue<StandInRun> runs = new ArrayBlockingQueue<>(10);
    private ActionsScene scene;
    private Task task;

    @BeforeEach
    void start() {
        scene = new ActionsScene(folder, Map.of());
        scene.gitHub.onRun(runs::add);
        task = scene.task("Greet");
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    /// Its run is there, under the name that the workflow gives it.
    private StandInRun begun(Execution execution) throws InterruptedException {
        StandInRun run = Objects.requireNonNull(runs.poll(30, TimeUnit.SECONDS));
        run.title("Pithy Jaunt " + execution.id());
        run.start();
        return run;
    }

    private void endsAs(Execution execution, Category category, String message) {
        assertThat(ActionsScene.error(scene.awaitEnd(execution)))
                .isEqualTo(new ExecutionError(category, message));
        assertThat(scene.gitHub.violations()).isEmpty();
    }

    @Test
    void silentRunIsFoundByItsNameAndLostWhenItEndsWithoutAWord() throws InterruptedException {
        Execution execution = scene.execute(task);
        StandInRun run = begun(execution);

        scene.server.setAhead(Duration.ofSeconds(30));
        scene.await("its run", () -> scene.execution(execution).run().id() != null);
        run.complete("failure");
        scene.server.setAhead(Duration.ofSeconds(45));
        scene.await(
                "a look at its end",
                () ->
                        scene.gitHub.requests("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}")
                                > 0);
        scene.server.setAhead(Duration.ofSeconds(90));

        endsAs(
                execution,
                Category.LOST,
                "its run ended (failure) without telling how: %s/ada/greetings/actions/runs/%d"
                        .formatted(scene.gitHub.serverUri(), run.id()));
    }

    @Test
    void cancelledRunIsStoppedAtGitHub() throws InterruptedException {
        Execution execution = scene.execute(task);
        StandInRun run = begun(execution);

        Execution _ = scene.cancel(task);
        scene.await("GitHub to be asked", run::isCancelRequested);
        run.complete("cancelled");
        scene.server.setAhead(Duration.ofMinutes(1));
        scene.await(
                "a look at its end",
                () ->
                        scene.gitHub.requests("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}")
                                > 0);
        scene.server.setAhead(Duration.ofMinutes(2));

        endsAs(execution, Category.CANCELLED, "it was cancelled");
    }

    @Test
    void runThatIsPastItsDeadlineIsStoppedAndTimedOut() throws InterruptedException {
        Execution execution = scene.execute(task);
        StandInRun run = begun(execution);
        scene.server.setAhead(Duration.ofSeconds(30));
        scene.await("its run", () -> scene.execution(execution).run().id() != null);

        scene.server.setAhead(Duration.ofMinutes(11));

        endsAs(execution, Category.TIMED_OUT, "it had not ended 30 s after its deadline");
        assertThat(run.isCancelRequested()).isTrue();
    }

    @Test
    void gitHubThatIsAwayKeepsNoExecutionFromEnding() {
        Execution execution = scene.execute(task);
        scene.await("the dispatch", () -> !scene.gitHub.dispatches().isEmpty());
        scene.gitHub.down();

        scene.server.setAhead(Duration.ofMinutes(11));

        endsAs(execution, Category.TIMED_OUT, "it had not ended 30 s after its deadline");
    }
}
