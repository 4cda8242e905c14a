package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.git.process.Deadline;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/// What an agent makes of the checks on a patch.
class TrialTest {

    private static final String OTHER = AgentScene.FITS.replace("hello", "hallo");
    private static final String THIRD = AgentScene.FITS.replace("hello", "salut");

    @TempDir Path folder;

    private AgentScene scene;

    @BeforeEach
    void commit() {
        scene = new AgentScene(folder);
    }

    /// A trial in the scene, and two rounds.
    private ListedTrial trial(Integer... failures) {
        ListedTrial trial = new ListedTrial(failures);
        scene.rounds = new Agent.Rounds(3, trial, 2);
        return trial;
    }

    private AgentResult.Patched patched(Object... answers) {
        return (AgentResult.Patched) scene.run(answers);
    }

    private static void assertGreets(AgentResult.Patched patched, String greeting, int failures) {
        assertThat(patched.patch().text()).contains("-one\n+" + greeting + "\n two\n");
        assertThat(patched.warnings())
                .isEqualTo(
                        failures == 0
                                ? List.of()
                                : List.of(
                                        "checks newly fail: \"make test\": %d tests"
                                                .formatted(failures)));
    }

    @Test
    void patchThatNothingObjectsToIsTheResult() {
        ListedTrial trial = trial(0);

        AgentResult.Patched patched = patched(AgentScene.FITS);

        assertGreets(patched, "hello", 0);
        assertThat(trial.tried()).containsExactly(patched.patch());
        assertThat(scene.events).endsWith(new AgentEvent.Trying(1), new AgentEvent.Ended(patched));
    }

    @Test
    void whatNewlyFailsGoesBackAndIsMendedByTheNextAnswer() {
        ListedTrial trial = trial(2, 0);

        assertGreets(patched(AgentScene.FITS, OTHER), "hallo", 0);

        assertThat(trial.tried()).hasSize(2);
        assertThat(scene.asked.getLast())
                .containsExactly(
                        new Message.System("system"),
                        new Message.User("user"),
                        new Message.Assistant(AgentScene.FITS),
                        new Message.User("With it, 2 tests newly fail."));
        assertThat(scene.events)
                .containsSubsequence(
                        new AgentEvent.Trying(1),
                        new AgentEvent.Objected(1, ListedTrial.objection(2)),
                        new AgentEvent.Asking(2, "test", "scripted"),
                        new AgentEvent.Trying(2));
    }

    @Test
    void patchWithTheFewestNewFailuresIsTheResultOfTheLastRound() {
        ListedTrial trial = trial(2, 1, 3);

        assertGreets(patched(AgentScene.FITS, OTHER, THIRD), "hallo", 1);

        assertThat(trial.tried()).hasSize(3);
        assertThat(scene.asked).hasSize(3);
    }

    @Test
    void lastOfPatchesWithAsManyNewFailuresIsTheResult() {
        trial(2, 2, 2);

        assertGreets(patched(AgentScene.FITS, OTHER, THIRD), "salut", 2);
    }

    @Test
    void withoutRoundsNothingIsTried() {
        ListedTrial trial = trial(1);
        scene.rounds = new Agent.Rounds(3, trial, 0);

        assertGreets(patched(AgentScene.FITS), "hello", 0);

        assertThat(trial.tried()).isEmpty();
    }

    @Test
    void triedPatchIsKeptWhenTheModelFailsAfterwards() {
        trial(1);

        assertGreets(
                patched(AgentScene.FITS, AgentScene.failure(ModelException.Reason.TIMEOUT)),
                "hello",
                1);
        assertThat(scene.events)
                .contains(
                        new AgentEvent.Stopped(
                                "it took too long (try again, give a call more time, or set MODEL_NAME to a faster model)"));
    }

    @Test
    void triedPatchIsKeptWhenTheBudgetIsUsedUp() {
        trial(1);

        assertGreets(
                patched(AgentScene.FITS, new BudgetExceededException("no token is left")),
                "hello",
                1);
        assertThat(scene.events).contains(new AgentEvent.Stopped("no token is left"));
    }

    @Test
    void triedPatchIsBetterThanWhatFitsOfALaterAnswer() {
        trial(1);

        assertGreets(
                patched(
                        AgentScene.FITS,
                        OTHER + AgentScene.DOES_NOT_FIT,
                        AgentScene.failure(ModelException.Reason.TIMEOUT)),
                "hello",
                1);
    }

    @Test
    void triedPatchIsKeptWhenTheModelFindsNothingToChange() {
        trial(1);

        assertGreets(patched(AgentScene.FITS, "NO CHANGE: it is right"), "hello", 1);
    }

    @Test
    void triedPatchIsKeptWhenTheModelDeclines() {
        trial(1);

        assertGreets(
                patched(AgentScene.FITS, new Completion("No.", Ending.REFUSED, AgentScene.CALL)),
                "hello",
                1);
    }

    @Test
    void triedPatchIsKeptWhenNoAnswerOfTheNextRoundIsAnyGood() {
        ListedTrial trial = trial(1);

        assertGreets(
                patched(
                        AgentScene.FITS,
                        AgentScene.DOES_NOT_FIT,
                        "Sure!",
                        AgentScene.DOES_NOT_FIT.replace("three", "four")),
                "hello",
                1);
        assertThat(scene.asked).hasSize(4);
        assertThat(trial.tried()).hasSize(1);
    }

    @Test
    void attemptsBeginAnewWithEachRound() {
        trial(1, 0);

        assertGreets(
                patched(
                        AgentScene.DOES_NOT_FIT,
                        "Sure!",
                        AgentScene.FITS,
                        AgentScene.DOES_NOT_FIT.replace("three", "four"),
                        "I would.",
                        OTHER),
                "hallo",
                0);
        assertThat(scene.events).contains(new AgentEvent.Asking(6, "test", "scripted"));
    }

    @Test
    void answersWithoutProgressAreCountedAnewWithEachRound() {
        trial(1, 0);
        scene.rounds = new Agent.Rounds(4, scene.rounds.trial(), 2);

        assertGreets(
                patched("Sure!", "I would.", AgentScene.FITS, "Really.", "Indeed.", OTHER),
                "hallo",
                0);
    }

    @Test
    void questionAfterAnObjectionIsAsked() {
        trial(1);

        assertThat(scene.run(AgentScene.FITS, "QUESTION: which?"))
                .isEqualTo(new AgentResult.Asks("which?"));
    }

    @Test
    void sameChangeAgainIsNotTriedAgainAndEndsIt() {
        ListedTrial trial = trial(1, 1);

        assertGreets(patched(AgentScene.FITS, "It has to fail.\n" + AgentScene.FITS), "hello", 1);

        assertThat(trial.tried()).hasSize(1);
        assertThat(scene.events)
                .contains(new AgentEvent.Stopped("the model stated the same change again"));
    }

    @Test
    void whatIsRefusedForbiddenOrAPartIsNotTried() {
        ListedTrial trial = trial();
        String collides = "A.txt\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";

        assertThat(
                        scene.run(
                                AgentScene.DOES_NOT_FIT,
                                collides,
                                AgentScene.FITS + AgentScene.DOES_NOT_FIT.replace("three", "four")))
                .isInstanceOf(AgentResult.Refused.class);
        assertThat(trial.tried()).isEmpty();
    }

    @Test
    void whatFitsWhenTheModelFailsIsNotTried() {
        ListedTrial trial = trial();

        assertThat(
                        scene.run(
                                AgentScene.FITS + AgentScene.DOES_NOT_FIT,
                                AgentScene.failure(ModelException.Reason.TIMEOUT)))
                .isInstanceOf(AgentResult.Partial.class);
        assertThat(trial.tried()).isEmpty();
    }

    @Test
    void patchWhoseSyntaxIsDoubtedIsTriedWhenItIsStatedAgain() {
        ListedTrial trial = trial();

        assertThat(patched(AgentScene.BREAKS, AgentScene.BREAKS).warnings())
                .isEqualTo(AgentScene.WARNINGS);
        assertThat(trial.tried()).hasSize(1);
    }

    @Test
    void triedPatchIsBetterThanOneWhoseSyntaxIsDoubted() {
        ListedTrial trial = trial(1);

        assertGreets(patched(AgentScene.FITS, AgentScene.BREAKS, "Sure!", "I would."), "hello", 1);
        assertThat(trial.tried()).hasSize(1);
    }

    @Test
    void nothingIsTriedAfterTheDeadline() {
        ListedTrial trial = trial(1);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Deadline deadline = new Deadline(Instant.EPOCH.plusSeconds(1), now::get);
        AgentListener late =
                event -> {
                    if (event instanceof AgentEvent.Answered) {
                        now.set(deadline.at());
                    }
                };

        assertGreets((AgentResult.Patched) scene.run(deadline, late, AgentScene.FITS), "hello", 0);
        assertThat(trial.tried()).isEmpty();
    }

    @Test
    void patchThatThereIsNoTimeToTryIsTakenInPlaceOfOneThatFails() {
        ListedTrial trial = trial(1);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Deadline deadline = new Deadline(Instant.EPOCH.plusSeconds(1), now::get);
        AgentListener late =
                event -> {
                    if (event instanceof AgentEvent.Answered(int attempt, _, _) && attempt == 2) {
                        now.set(deadline.at());
                    }
                };

        assertGreets(
                (AgentResult.Patched) scene.run(deadline, late, AgentScene.FITS, OTHER),
                "hallo",
                0);
        assertThat(trial.tried()).hasSize(1);
    }

    @Test
    void modelIsNotAskedWhenTheTrialTookTheTime() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Deadline deadline = new Deadline(Instant.EPOCH.plusSeconds(1), now::get);
        ListedTrial trial = trial(1);
        AgentListener late =
                event -> {
                    if (event instanceof AgentEvent.Trying) {
                        now.set(deadline.at());
                    }
                };

        assertGreets((AgentResult.Patched) scene.run(deadline, late, AgentScene.FITS), "hello", 1);
        assertThat(scene.asked).hasSize(1);
        assertThat(trial.tried()).hasSize(1);
    }

    @Test
    void cancelledTrialCancelsTheWork() {
        scene.rounds =
                new Agent.Rounds(
                        3,
                        _ -> {
                            throw new CancellationException("interrupted");
                        },
                        2);

        assertThatThrownBy(() -> scene.run(AgentScene.FITS))
                .isInstanceOf(CancellationException.class);
    }
}
