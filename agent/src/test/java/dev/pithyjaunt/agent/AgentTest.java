package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Rule;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

class AgentTest {

    @TempDir Path folder;

    private AgentScene scene;

    @BeforeEach
    void commit() {
        scene = new AgentScene(folder);
    }

    @Test
    void editThatFitsBecomesAPatch() {
        AgentResult result = scene.run(AgentScene.FITS);

        assertThat(result).isInstanceOf(AgentResult.Patched.class);
        AgentResult.Patched patched = (AgentResult.Patched) result;
        assertThat(patched.summary()).isEqualTo("I greet.");
        assertThat(patched.patch().paths()).containsExactly("a.txt");
        assertThat(List.of(patched.patch().added(), patched.patch().removed()))
                .containsExactly(1, 1);
        assertThat(patched.patch().text())
                .contains("--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-one\n+hello\n two\n");
    }

    @Test
    void whatTheModelLooksUpIsNoAttempt() {
        Completion read = AgentScene.calling("read", "{\"path\":\"a.txt\"}");

        assertThat(scene.run(read, AgentScene.DOES_NOT_FIT, AgentScene.FITS))
                .isInstanceOf(AgentResult.Patched.class);

        assertThat(scene.asked.get(1))
                .containsExactly(
                        new Message.System("system"),
                        new Message.User("user"),
                        new Message.Assistant("", read.calls(), null),
                        new Message.ToolAnswer(
                                "id", "read", "<file path=\"a.txt\">\none\ntwo\n</file>\n\n"));
        assertThat(scene.events.stream().filter(event -> !(event instanceof AgentEvent.Said)))
                .startsWith(
                        new AgentEvent.Asking(1, "test", "scripted"),
                        new AgentEvent.Answered(1, Ending.FINISHED, AgentScene.CALL),
                        new AgentEvent.Looked("read", "a.txt", "2 lines"),
                        new AgentEvent.Asking(1, "test", "scripted"),
                        new AgentEvent.Answered(1, Ending.FINISHED, AgentScene.CALL));
        assertThat(scene.events).contains(new AgentEvent.Asking(2, "test", "scripted"));
        assertThat(scene.offered).containsOnly(List.of("read", "search", "list"));
    }

    @Test
    void modelThatIsToldToAnswerAndLooksOnHasFailed() {
        AgentResult result =
                scene.run(
                        AgentScene.calling("list", "{}"),
                        AgentScene.calling("read", "{\"path\":\"b\"}"),
                        AgentScene.calling("read", "{\"path\":\"c\"}"));

        assertThat(scene.asked.getLast().getLast().text())
                .isEqualTo(
                        "There is no file b.\nNo more can be looked up. Answer now: state the change, or"
                                + " answer with QUESTION: or NO CHANGE:.");
        assertThat(result)
                .isEqualTo(
                        new AgentResult.Failed(
                                new ExecutionError(
                                        Category.MODEL_ERROR,
                                        "test (scripted) went on calling tools after it was told to"
                                                + " answer")));
    }

    @Test
    void modelThatTakesNoToolsIsAskedWithoutThem() {
        ModelException refusal =
                new ModelException(
                        "test",
                        OptionalInt.of(400),
                        ModelException.Reason.REJECTED,
                        "scripted does not support tools",
                        null);

        assertThat(scene.run(refusal, AgentScene.DOES_NOT_FIT, AgentScene.FITS))
                .isInstanceOf(AgentResult.Patched.class);

        assertThat(scene.offered)
                .containsExactly(List.of("read", "search", "list"), List.of(), List.of());
        assertThat(scene.events)
                .contains(new AgentEvent.ToolsRefused("scripted does not support tools"));
        assertThat(scene.run(refusal, refusal)).isInstanceOf(AgentResult.Failed.class);
    }

    @Test
    void editThatDoesNotFitGoesBackWithTheReasonAndIsMendedByTheNextAnswer() {
        assertThat(scene.run(AgentScene.DOES_NOT_FIT, AgentScene.FITS))
                .isInstanceOf(AgentResult.Patched.class);

        assertThat(scene.asked.getLast())
                .containsExactly(
                        new Message.System("system"),
                        new Message.User("user"),
                        new Message.Assistant(AgentScene.DOES_NOT_FIT),
                        new Message.User(
                                """
                                These edits could not be made, so nothing was changed yet:

                                a.txt: the text to be replaced (1 line) is not in the file

                                State the whole change again, with search text copied exactly from the files.\
                                """));
    }

    @Test
    void editsThatFitAreKeptWhileOthersAreAskedForAgain() {
        AgentResult result =
                scene.run(
                        AgentScene.FITS + AgentScene.DOES_NOT_FIT,
                        "Now it fits.\n" + AgentScene.DOES_NOT_FIT.replace("three", "two"));

        assertThat(((AgentResult.Patched) result).patch().text())
                .contains("@@ -1,2 +1,2 @@\n-one\n-two\n+hello\n+hello\n");
        assertThat(((AgentResult.Patched) result).summary()).isEqualTo("I greet.\nNow it fits.");
        assertThat(scene.asked.getLast().getLast())
                .isEqualTo(
                        new Message.User(
                                """
                                These edits could not be made, so nothing was changed yet:

                                a.txt: the text to be replaced (1 line) is not in the file

                                Your other edits (1) fit and are kept. State only the ones above again, with search \
                                text copied exactly from the files. If the others are no longer meant, begin your \
                                answer with the line START OVER and state the whole change.\
                                """));
    }

    @Test
    void whatIsStatedLastOfTheSameLinesHolds() {
        AgentResult result =
                scene.run(
                        AgentScene.FITS + AgentScene.DOES_NOT_FIT,
                        "a.txt\n<<<<<<< SEARCH\none\ntwo\n=======\n1\n2\n>>>>>>> REPLACE\n");

        assertThat(((AgentResult.Patched) result).patch().text())
                .contains("-one\n-two\n+1\n+2\n")
                .doesNotContain("hello");
    }

    @Test
    void modelMayTakeBackWhatItStatedBefore() {
        AgentResult result =
                scene.run(
                        AgentScene.FITS + AgentScene.DOES_NOT_FIT,
                        "START OVER\n" + AgentScene.DOES_NOT_FIT.replace("three", "two"));

        assertThat(((AgentResult.Patched) result).patch().text()).contains(" one\n-two\n+hello\n");
        assertThat(((AgentResult.Patched) result).summary()).isEmpty();
    }

    @Test
    void editsThatNeverFitAreKeptAfterTheLastAttempt() {
        AgentResult result =
                scene.run(
                        AgentScene.DOES_NOT_FIT,
                        AgentScene.DOES_NOT_FIT.replace("three", "four"),
                        AgentScene.DOES_NOT_FIT.replace("three", "five"));

        assertThat(scene.asked).hasSize(3);
        assertThat(result).isInstanceOf(AgentResult.Refused.class);
        assertThat(((AgentResult.Refused) result).refusals().getFirst().raw())
                .contains("<<<<<<< SEARCH\nfive");
    }

    @Test
    void changeThatPolicyRefusesGoesBackWithTheReason() {
        String secret = "gh" + "p_" + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX";
        String leaks = AgentScene.FITS.replace("hello", "hello " + secret);

        assertThat(scene.run(leaks, AgentScene.FITS)).isInstanceOf(AgentResult.Patched.class);

        assertThat(scene.asked.getLast().getLast())
                .isEqualTo(
                        new Message.User(
                                """
                                This change is not allowed here, so nothing was changed:

                                - a.txt holds what looks like a GitHub token in line 1

                                Read secrets from the environment or from a file outside the repository; a value that \
                                is made up says so, such as "fake-token".
                                State the whole change again without that.\
                                """));
        assertThat(scene.events)
                .contains(
                        new AgentEvent.Rejected(
                                1, "a.txt holds what looks like a GitHub token in line 1"));
    }

    @Test
    void changeThatPolicyRefusesToTheLastEndsSo() {
        String outside = "../a.txt\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";
        String collides = "A.txt\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";

        assertThat(scene.run(outside, collides, collides + " "))
                .isEqualTo(
                        new AgentResult.Forbidden(
                                List.of(
                                        new Reason(
                                                Rule.COLLISION,
                                                "A.txt",
                                                "is the same as a.txt on some file systems"))));
    }

    @Test
    void changeThatNeedsALookIsAPatchThatSaysSo() {
        AgentResult result =
                scene.run("package.json\n<<<<<<< SEARCH\n=======\n{}\n>>>>>>> REPLACE\n");

        assertThat(((AgentResult.Patched) result).review())
                .extracting(Reason::rule)
                .containsExactly(Rule.MANIFEST);
    }

    @Test
    void sameAnswerTwiceEndsTheConversation() {
        assertThat(scene.run(AgentScene.DOES_NOT_FIT, AgentScene.DOES_NOT_FIT))
                .isInstanceOf(AgentResult.Refused.class);
        assertThat(scene.asked).hasSize(2);
    }

    @Test
    void proseAndSilenceFailAfterTheLastAttempt() {
        assertThat(scene.run("Sure!", "I would.", "Really."))
                .isEqualTo(
                        AgentScene.failed(
                                "the model answered with prose and no edit: \"Really.\""));
    }

    @Test
    void emptyAnswersFail() {
        assertThat(scene.run("", "", ""))
                .isEqualTo(AgentScene.failed("the model answered nothing"));
    }

    @Test
    void answerThatWasCutOffIsNeverApplied() {
        assertThat(
                        scene.run(
                                new Completion(AgentScene.FITS, Ending.CUT_OFF, AgentScene.CALL),
                                new Completion(
                                        AgentScene.FITS + "\n", Ending.CUT_OFF, AgentScene.CALL),
                                new Completion(AgentScene.FITS, Ending.CUT_OFF, AgentScene.CALL)))
                .isEqualTo(AgentScene.failed("the answer was cut off at the model's output limit"));
    }

    @Test
    void editsWithoutEffectFail() {
        String same = "a.txt\n<<<<<<< SEARCH\none\n=======\none\n>>>>>>> REPLACE\n";

        assertThat(scene.run(same, same))
                .isEqualTo(AgentScene.failed("the edits leave every file as it is"));
    }
}
