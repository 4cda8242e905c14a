package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/// From the task to the pull request, on the real workflow file.
class WholeRunIT {

    @TempDir private Path folder;

    @Test
    void taskBecomesAPullRequest() {
        try (ActionsScene scene =
                new ActionsScene(
                        folder, Script.of(new Answer.Text(ActionsScene.GREETS)), Map.of())) {
            Task task = scene.task("Greet the world in greet.sh");

            Execution ended = scene.awaitEnd(scene.execute(task));
            RunResult run = scene.awaitRun();
            assertThat(ended.ending()).isNotNull();
            assertThat(ended.ending().outcome()).isEqualTo(Outcome.READY);
            assertThat(scene.status(task)).isEqualTo(TaskStatus.COMPLETED);
            assertThat(run.conclusion()).isEqualTo(RunResult.Result.SUCCESS);
            assertThat(scene.repository.pullRequests()).hasSize(1);
            scene.assertClean();
        }
    }

    @Test
    void runWithoutASecretSaysWhoItIsAndGetsOneOfItsOwn() {
        try (ActionsScene scene =
                new ActionsScene(
                        folder, Script.of(new Answer.Text("QUESTION: Which world?")), Map.of())) {
            scene.secret("PITHY_JAUNT_EVENT_SECRET", null);
            Task task = scene.task("Greet the world in greet.sh");

            Execution ended = scene.awaitEnd(scene.execute(task));

            scene.awaitRun();
            assertThat(scene.status(task))
                    .as(scene.logs())
                    .isEqualTo(TaskStatus.NEEDS_CLARIFICATION);
            assertThat(scene.server.bean(ExecutionStore.class).findSecret(ended.id())).isPresent();
            scene.assertClean();
        }
    }
}
