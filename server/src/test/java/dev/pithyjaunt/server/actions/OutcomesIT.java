package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.Answer;
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

/// What comes of answers of the model that are not the wanted change, and of checks.
class OutcomesIT {

    @TempDir private static Path folder;
    private static ActionsScene scene;

    @BeforeAll
    static void start() {
        scene = new ActionsScene(folder, Map.of("JAUNT_MODEL_SECONDS", "6", "JAUNT_ATTEMPTS", "2"));
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

    private static Answer replacing(String file, String what, String with) {
        return new Answer.Text(
                "I change it.\n%s\n<<<<<<< SEARCH\n%s\n=======\n%s\n>>>>>>> REPLACE\n"
                        .formatted(file, what, with));
    }

    /// At once, since each is over when the model has answered.
    @Test
    void withoutAPatchNothingIsPublishedAndTheReasonIsTold() {
        Task misfit =
                scene.task("Change a misfit", replacing("greet.sh", "echo goodbye", "echo bye"));
        Task silent = scene.task("Wait for silence", new Answer.Silence());
        Task asking = scene.task("Say something", new Answer.Text("QUESTION: What is it to say?"));
        Task done = scene.task("Say hello", new Answer.Text("NO CHANGE: it says hello already"));
        Execution ofMisfit = scene.execute(misfit);
        Execution ofSilent = scene.execute(silent);
        Execution ofAsking = scene.execute(asking);
        Execution ofDone = scene.execute(done);

        scene.assertEnded(
                misfit,
                ofMisfit,
                Outcome.NEEDS_REVIEW,
                Category.PATCH_REJECTED,
                "1 of the model's edits could not be made; they are kept in report.json");
        scene.assertEnded(silent, ofSilent, Outcome.FAILED, Category.MODEL_TIMEOUT, "6 s");
        scene.assertEnded(
                done, ofDone, Outcome.NO_CHANGE, Category.NO_CHANGE, "it says hello already");
        assertThat(scene.awaitEnd(ofAsking).ending())
                .isEqualTo(
                        new Execution.Ending(
                                Outcome.NEEDS_CLARIFICATION, null, "What is it to say?"));
        assertThat(scene.status(asking)).isEqualTo(Outcome.NEEDS_CLARIFICATION.taskStatus());
        assertThat(scene.asked(misfit)).isEqualTo(2);
        assertThat(scene.repository.pullRequests()).isEmpty();
        assertThat(scene.repository.branches()).containsExactly("main");
        RunResult run = scene.awaitRun(ofMisfit);
        assertThat(run.conclusion()).isEqualTo(RunResult.Result.FAILURE);
        assertThat(run.job("validate").result()).isEqualTo(RunResult.Result.SKIPPED);
        scene.assertLog(ofMisfit, "generate", "report");
    }

    @Test
    void checksThatBreakMakeADraftWithTheEvidenceOnTop() {
        Task task = scene.task("Break it", replacing("greet.sh", "echo hello", "if then"));
        Execution begun = scene.execute(task);

        Execution ended =
                scene.assertEnded(
                        task,
                        begun,
                        Outcome.NEEDS_REVIEW,
                        Category.CHECKS_FAILED,
                        "checks fail with the patch that pass without it");

        PullRequest pull = scene.pullRequests(task).getFirst();
        assertThat(pull.draft()).isTrue();
        assertThat(String.valueOf(pull.body()).lines().findFirst().orElse(""))
                .startsWith("**New failure");
        assertThat(pull.body())
                .contains("| `sh syntax.sh` (`.pithy-jaunt.yml: checks`) | passes | fails");
        assertThat(ended.result().prNumber()).isEqualTo(pull.number());
        assertThat(ended.result().checksVerdict()).isEqualTo(Evidence.Verdict.NEW_FAILURE);
        assertThat(scene.awaitRun(begun).conclusion()).isEqualTo(RunResult.Result.FAILURE);
    }

    @Test
    void checksThatLeaveNoEvidenceKeepThePatchFromBeingPublished() {
        scene.runs.listening((run, told) -> {
            if (told.equals(new RunEvent.StepStarted("validate", "phase"))) {
                scene.runs.kill(run, "validate");
            }
        });
        Task task = scene.task("Greet without evidence");
        Execution begun = scene.execute(task);

        scene.assertEnded(
                task,
                begun,
                Outcome.NEEDS_REVIEW,
                Category.INTERNAL,
                "the job validate failed before the program could write how");
        scene.assertNothingPublished(task);
        assertThat(scene.hasFile(begun, FileKind.PATCH)).isTrue();
    }

    @Test
    void workflowFileIsNotPushed() {
        Task task =
                scene.task(
                        "Rename the workflow",
                        replacing(ActionsScene.WORKFLOW, "name: Pithy Jaunt", "name: Mine"));
        Execution begun = scene.execute(task);

        scene.assertEnded(
                task,
                begun,
                Outcome.NEEDS_REVIEW,
                Category.POLICY_VIOLATION,
                ActionsScene.WORKFLOW);
        scene.assertNothingPublished(task);
    }

    @Test
    void withoutTheEventSecretTheModelIsNotAskedAndTheServerFindsOut() {
        scene.runs.secret("PITHY_JAUNT_EVENT_SECRET", null);
        Task task = scene.task("Greet without a secret");
        Execution begun = scene.execute(task);

        RunResult run = scene.awaitRun(begun);
        scene.runs.secret("PITHY_JAUNT_EVENT_SECRET", scene.eventSecret());
        assertThat(scene.asked(task)).isZero();
        assertThat(run.conclusion()).isEqualTo(RunResult.Result.FAILURE);
        assertThat(run.job("generate").outputs()).containsEntry("code", "2");
        assertThat(run.job("generate").log()).contains("PITHY_JAUNT_EVENT_SECRET is not set");
        assertThat(run.job("report").log()).contains("PITHY_JAUNT_EVENT_SECRET is not set");

        scene.server.setAhead(Duration.ofSeconds(30));
        scene.await("its run to be found", () -> scene.execution(begun).run().id() != null);
        scene.server.setAhead(Duration.ofMinutes(2));
        scene.assertEnded(
                task,
                begun,
                Outcome.FAILED,
                Category.LOST,
                "its run ended (failure) without telling how: ");
        scene.assertNothingPublished(task);
    }
}
