package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

class AgentEndTest {

    @TempDir Path folder;

    private AgentScene scene;

    @BeforeEach
    void commit() {
        scene = new AgentScene(folder);
    }

    @Test
    void syntaxErrorGoesBackOnceAndIsMendedByTheNextAnswer() {
        AgentResult.Patched patched =
                (AgentResult.Patched) scene.run(AgentScene.BREAKS, AgentScene.MENDED);

        assertThat(scene.asked.getLast().getLast())
                .isEqualTo(
                        new Message.User(
                                """
                                Your edits can be made, but then a parser finds errors that were not there before:

                                a.json, line 1, error:
                                    {"a" 1}

                                Lines are counted in the files with your edits. Nothing was changed yet: state the whole change again, without these errors. If the lines are right as they are (the parser may lag behind the language), state the same edits again.\
                                """));
        assertThat(patched.warnings()).isEmpty();
        assertThat(patched.patch().text()).contains("+{\"a\": 1}");
    }

    @Test
    void syntaxErrorThatTheModelInsistsOnIsAWarning() {
        AgentResult.Patched patched =
                (AgentResult.Patched) scene.run(AgentScene.BREAKS, AgentScene.BREAKS);

        assertThat(scene.asked).hasSize(2);
        assertThat(patched.warnings()).isEqualTo(AgentScene.WARNINGS);
        assertThat(patched.patch().text()).contains("+{\"a\" 1}");
    }

    @Test
    void patchWithSyntaxErrorIsKeptWhenTheNextAnswersAreWorse() {
        AgentResult.Patched patched =
                (AgentResult.Patched)
                        scene.run(
                                AgentScene.BREAKS,
                                AgentScene.DOES_NOT_FIT,
                                AgentScene.DOES_NOT_FIT.replace("three", "four"));

        assertThat(scene.asked).hasSize(3);
        assertThat(patched.warnings()).isEqualTo(AgentScene.WARNINGS);
        assertThat(patched.summary()).isEqualTo("I add.");
    }

    @Test
    void patchWithSyntaxErrorIsKeptAsAPartWhenTheModelFails() {
        AgentResult.Partial partial =
                (AgentResult.Partial)
                        scene.run(
                                AgentScene.BREAKS,
                                AgentScene.failure(ModelException.Reason.TIMEOUT));

        assertThat(partial.patched().warnings()).isEqualTo(AgentScene.WARNINGS);
        assertThat(partial.error().category()).isEqualTo(Category.MODEL_TIMEOUT);
    }

    @Test
    void patchWithSyntaxErrorIsKeptWhenTheModelSaysThatNothingIsToBeChanged() {
        assertThat(scene.run(AgentScene.BREAKS, "NO CHANGE: it is right"))
                .isInstanceOf(AgentResult.Patched.class);
    }

    @Test
    void patchThatTheModelTakesBackIsGone() {
        assertThat(
                        scene.run(
                                AgentScene.BREAKS,
                                "START OVER\n" + AgentScene.DOES_NOT_FIT,
                                AgentScene.DOES_NOT_FIT.replace("three", "four")))
                .isInstanceOf(AgentResult.Refused.class);
    }

    @Test
    void questionAfterAPatchWithASyntaxErrorIsAsked() {
        assertThat(scene.run(AgentScene.BREAKS, "QUESTION: which?"))
                .isEqualTo(new AgentResult.Asks("which?"));
    }

    @Test
    void patchWithSyntaxErrorIsTheResultOfTheLastAttempt() {
        AgentResult.Patched patched =
                (AgentResult.Patched)
                        scene.run(
                                AgentScene.DOES_NOT_FIT,
                                AgentScene.DOES_NOT_FIT.replace("three", "four"),
                                AgentScene.BREAKS);

        assertThat(patched.warnings()).isEqualTo(AgentScene.WARNINGS);
    }

    @Test
    void questionAndNothingToChangeEndIt() {
        assertThat(scene.run("QUESTION: which?")).isEqualTo(new AgentResult.Asks("which?"));
    }

    @Test
    void nothingToChangeEndsIt() {
        assertThat(scene.run("NO CHANGE: done already"))
                .isEqualTo(new AgentResult.NothingToChange("done already"));
    }

    @Test
    void modelsFailureIsTheResult() {
        assertThat(scene.run(AgentScene.failure(ModelException.Reason.TIMEOUT)))
                .isEqualTo(
                        new AgentResult.Failed(
                                new ExecutionError(
                                        Category.MODEL_TIMEOUT,
                                        "it took too long (try again, give a call more time, or set MODEL_NAME to a faster model)")));
    }

    @Test
    void editsThatFitAreKeptAsAPartWhenTheModelFailsBeforeTheOthersAreMended() {
        AgentResult.Partial partial =
                (AgentResult.Partial)
                        scene.run(
                                AgentScene.FITS + AgentScene.DOES_NOT_FIT,
                                AgentScene.failure(ModelException.Reason.TIMEOUT));

        assertThat(partial.patched().patch().text()).contains("-one\n+hello\n two\n");
        assertThat(partial.patched().summary()).isEqualTo("I greet.");
        assertThat(partial.error().category()).isEqualTo(Category.MODEL_TIMEOUT);
        assertThat(scene.events).last().isEqualTo(new AgentEvent.Ended(partial));
    }

    @Test
    void editsThatFitAreNoPartWhenTheyAreNotAllowed() {
        String forbidden = ".git/hooks/pre-commit\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";

        assertThat(
                        scene.run(
                                forbidden + AgentScene.DOES_NOT_FIT,
                                AgentScene.failure(ModelException.Reason.TIMEOUT)))
                .isInstanceOf(AgentResult.Failed.class);
    }

    @Test
    void sameAnswerAgainEndsIt() {
        assertThat(scene.run(AgentScene.DOES_NOT_FIT, AgentScene.DOES_NOT_FIT))
                .isInstanceOf(AgentResult.Refused.class);
        assertThat(scene.events)
                .contains(new AgentEvent.Stopped("the model gave the same answer again"));
    }

    @Test
    void sameEditInOtherWordsEndsIt() {
        scene.run(AgentScene.DOES_NOT_FIT, "Now it is right.\n" + AgentScene.DOES_NOT_FIT);

        assertThat(scene.events)
                .contains(
                        new AgentEvent.Stopped(
                                "the model stated the same edits again, which do not fit"));
    }

    @Test
    void timeoutAtTheDeadlineIsTheExecutionsOwn() {
        Deadline over = new Deadline(Instant.EPOCH, InstantSource.system());

        assertThat(
                        scene.run(
                                over,
                                scene.events::add,
                                AgentScene.failure(ModelException.Reason.TIMEOUT)))
                .isEqualTo(
                        new AgentResult.Failed(
                                new ExecutionError(
                                        Category.TIMED_OUT,
                                        "the time for the model was over while it was asked: it took too long")));
    }
}
