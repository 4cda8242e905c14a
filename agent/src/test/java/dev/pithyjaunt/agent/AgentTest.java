package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Rule;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.tool.ToolLimits;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Usage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class AgentTest {

    private static final String FITS =
            "I greet.\na.txt\n<<<<<<< SEARCH\none\n=======\nhello\n>>>>>>> REPLACE\n";
    private static final String DOES_NOT_FIT =
            "a.txt\n<<<<<<< SEARCH\nthree\n=======\nhello\n>>>>>>> REPLACE\n";
    private static final Usage.Call CALL =
            new Usage.Call("test", "scripted", 10, 0, 0, 5, 0, true, 0.1, null);

    /// A new file with an error.
    private static final String BREAKS =
            "I add.\na.json\n<<<<<<< SEARCH\n=======\n{\"a\" 1}\n>>>>>>> REPLACE\n";

    private static final String MENDED = BREAKS.replace("\"a\" 1", "\"a\": 1");

    private static final List<String> WARNINGS =
            List.of("syntax of a.json, line 1: error: {\"a\" 1}");

    private static final ToolLimits LIMITS =
            new ToolLimits(40, 2, 10_000, 100_000, Duration.ofSeconds(20));

    @TempDir Path folder;

    private final List<List<Message>> asked = new ArrayList<>();
    private final List<List<String>> offered = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();

    private AgentResult run(Object... answers) {
        return run(TestTree.SOON, events::add, answers);
    }

    private AgentResult run(Deadline deadline, AgentListener listener, Object... answers) {
        TestTree tree = TestTree.of(folder, Map.of("a.txt", "one\ntwo\n"));
        ListedModel model = new ListedModel(ListedModel.facts("test", 100_000), answers);
        Agent agent =
                new Agent(
                        new ModelCalls(
                                List.of(model),
                                new Budget(
                                        ExecutionRequest.Limits.until(deadline.at()),
                                        InstantSource.system()),
                                new Patience(_ -> {}, () -> 0)),
                        Policy.of(tree.tree()),
                        new PatchPrinter(tree.index()),
                        new Toolbox(tree.tree(), List.of(), LIMITS, deadline),
                        3,
                        listener);
        AgentResult result =
                agent.run(new Prompt("system", "user", List.of("a.txt"), List.of(), 2), deadline);
        asked.addAll(model.asked());
        offered.addAll(model.offered());
        return result;
    }

    @Test
    void editThatFitsBecomesAPatch() {
        AgentResult result = run(FITS);

        assertThat(result).isInstanceOf(AgentResult.Patched.class);
        AgentResult.Patched patched = (AgentResult.Patched) result;
        assertThat(patched.summary()).isEqualTo("I greet.");
        assertThat(patched.patch().paths()).containsExactly("a.txt");
        assertThat(List.of(patched.patch().added(), patched.patch().removed()))
                .containsExactly(1, 1);
        assertThat(patched.patch().text())
                .contains("--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-one\n+hello\n two\n");
    }

    private static Completion calling(String tool, String arguments) {
        return new Completion(
                "", List.of(new ToolCall("id", tool, arguments)), null, Ending.FINISHED, CALL);
    }

    @Test
    void whatTheModelLooksUpIsNoAttempt() {
        Completion read = calling("read", "{\"path\":\"a.txt\"}");

        assertThat(run(read, DOES_NOT_FIT, FITS)).isInstanceOf(AgentResult.Patched.class);

        assertThat(asked.get(1))
                .containsExactly(
                        new Message.System("system"),
                        new Message.User("user"),
                        new Message.Assistant("", read.calls(), null),
                        new Message.ToolAnswer(
                                "id", "read", "<file path=\"a.txt\">\none\ntwo\n</file>\n\n"));
        assertThat(events.stream().filter(event -> !(event instanceof AgentEvent.Said)))
                .startsWith(
                        new AgentEvent.Asking(1, "test", "scripted"),
                        new AgentEvent.Answered(1, Ending.FINISHED, CALL),
                        new AgentEvent.Looked("read", "a.txt", "2 lines"),
                        new AgentEvent.Asking(1, "test", "scripted"),
                        new AgentEvent.Answered(1, Ending.FINISHED, CALL));
        assertThat(events).contains(new AgentEvent.Asking(2, "test", "scripted"));
        assertThat(offered).containsOnly(List.of("read", "search", "list"));
    }

    @Test
    void modelThatIsToldToAnswerAndLooksOnHasFailed() {
        AgentResult result =
                run(
                        calling("list", "{}"),
                        calling("read", "{\"path\":\"b\"}"),
                        calling("read", "{\"path\":\"c\"}"));

        assertThat(asked.getLast().getLast().text())
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

        assertThat(run(refusal, DOES_NOT_FIT, FITS)).isInstanceOf(AgentResult.Patched.class);

        assertThat(offered)
                .containsExactly(List.of("read", "search", "list"), List.of(), List.of());
        assertThat(events).contains(new AgentEvent.ToolsRefused("scripted does not support tools"));
        assertThat(run(refusal, refusal)).isInstanceOf(AgentResult.Failed.class);
    }

    @Test
    void editThatDoesNotFitGoesBackWithTheReasonAndIsMendedByTheNextAnswer() {
        assertThat(run(DOES_NOT_FIT, FITS)).isInstanceOf(AgentResult.Patched.class);

        assertThat(asked.getLast())
                .containsExactly(
                        new Message.System("system"),
                        new Message.User("user"),
                        new Message.Assistant(DOES_NOT_FIT),
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
                run(FITS + DOES_NOT_FIT, "Now it fits.\n" + DOES_NOT_FIT.replace("three", "two"));

        assertThat(((AgentResult.Patched) result).patch().text())
                .contains("@@ -1,2 +1,2 @@\n-one\n-two\n+hello\n+hello\n");
        assertThat(((AgentResult.Patched) result).summary()).isEqualTo("I greet.\nNow it fits.");
        assertThat(asked.getLast().getLast())
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
                run(
                        FITS + DOES_NOT_FIT,
                        "a.txt\n<<<<<<< SEARCH\none\ntwo\n=======\n1\n2\n>>>>>>> REPLACE\n");

        assertThat(((AgentResult.Patched) result).patch().text())
                .contains("-one\n-two\n+1\n+2\n")
                .doesNotContain("hello");
    }

    @Test
    void modelMayTakeBackWhatItStatedBefore() {
        AgentResult result =
                run(FITS + DOES_NOT_FIT, "START OVER\n" + DOES_NOT_FIT.replace("three", "two"));

        assertThat(((AgentResult.Patched) result).patch().text()).contains(" one\n-two\n+hello\n");
        assertThat(((AgentResult.Patched) result).summary()).isEmpty();
    }

    @Test
    void editsThatNeverFitAreKeptAfterTheLastAttempt() {
        AgentResult result =
                run(
                        DOES_NOT_FIT,
                        DOES_NOT_FIT.replace("three", "four"),
                        DOES_NOT_FIT.replace("three", "five"));

        assertThat(asked).hasSize(3);
        assertThat(result).isInstanceOf(AgentResult.Refused.class);
        assertThat(((AgentResult.Refused) result).refusals().getFirst().raw())
                .contains("<<<<<<< SEARCH\nfive");
    }

    @Test
    void changeThatPolicyRefusesGoesBackWithTheReason() {
        String secret = "gh" + "p_" + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX";
        String leaks = FITS.replace("hello", "hello " + secret);

        assertThat(run(leaks, FITS)).isInstanceOf(AgentResult.Patched.class);

        assertThat(asked.getLast().getLast())
                .isEqualTo(
                        new Message.User(
                                """
                                This change is not allowed here, so nothing was changed:

                                - a.txt holds what looks like a GitHub token in line 1

                                Read secrets from the environment or from a file outside the repository; a value that \
                                is made up says so, such as "fake-token".
                                State the whole change again without that.\
                                """));
        assertThat(events)
                .contains(
                        new AgentEvent.Rejected(
                                1, "a.txt holds what looks like a GitHub token in line 1"));
    }

    @Test
    void changeThatPolicyRefusesToTheLastEndsSo() {
        String outside = "../a.txt\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";
        String collides = "A.txt\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";

        assertThat(run(outside, collides, collides + " "))
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
        AgentResult result = run("package.json\n<<<<<<< SEARCH\n=======\n{}\n>>>>>>> REPLACE\n");

        assertThat(((AgentResult.Patched) result).review())
                .extracting(Reason::rule)
                .containsExactly(Rule.MANIFEST);
    }

    @Test
    void sameAnswerTwiceEndsTheConversation() {
        assertThat(run(DOES_NOT_FIT, DOES_NOT_FIT)).isInstanceOf(AgentResult.Refused.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void proseAndSilenceFailAfterTheLastAttempt() {
        assertThat(run("Sure!", "I would.", "Really."))
                .isEqualTo(failed("the model answered with prose and no edit: \"Really.\""));
    }

    @Test
    void emptyAnswersFail() {
        assertThat(run("", "", "")).isEqualTo(failed("the model answered nothing"));
    }

    @Test
    void answerThatWasCutOffIsNeverApplied() {
        assertThat(
                        run(
                                new Completion(FITS, Ending.CUT_OFF, CALL),
                                new Completion(FITS + "\n", Ending.CUT_OFF, CALL),
                                new Completion(FITS, Ending.CUT_OFF, CALL)))
                .isEqualTo(failed("the answer was cut off at the model's output limit"));
    }

    @Test
    void editsWithoutEffectFail() {
        String same = "a.txt\n<<<<<<< SEARCH\none\n=======\none\n>>>>>>> REPLACE\n";

        assertThat(run(same, same)).isEqualTo(failed("the edits leave every file as it is"));
    }

    @Test
    void syntaxErrorGoesBackOnceAndIsMendedByTheNextAnswer() {
        AgentResult.Patched patched = (AgentResult.Patched) run(BREAKS, MENDED);

        assertThat(asked.getLast().getLast())
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
        AgentResult.Patched patched = (AgentResult.Patched) run(BREAKS, BREAKS);

        assertThat(asked).hasSize(2);
        assertThat(patched.warnings()).isEqualTo(WARNINGS);
        assertThat(patched.patch().text()).contains("+{\"a\" 1}");
    }

    @Test
    void patchWithSyntaxErrorIsKeptWhenTheNextAnswersAreWorse() {
        AgentResult.Patched patched =
                (AgentResult.Patched)
                        run(BREAKS, DOES_NOT_FIT, DOES_NOT_FIT.replace("three", "four"));

        assertThat(asked).hasSize(3);
        assertThat(patched.warnings()).isEqualTo(WARNINGS);
        assertThat(patched.summary()).isEqualTo("I add.");
    }

    @Test
    void patchWithSyntaxErrorIsKeptAsAPartWhenTheModelFails() {
        AgentResult.Partial partial =
                (AgentResult.Partial) run(BREAKS, failure(ModelException.Reason.TIMEOUT));

        assertThat(partial.patched().warnings()).isEqualTo(WARNINGS);
        assertThat(partial.error().category()).isEqualTo(Category.MODEL_TIMEOUT);
    }

    @Test
    void patchWithSyntaxErrorIsKeptWhenTheModelSaysThatNothingIsToBeChanged() {
        assertThat(run(BREAKS, "NO CHANGE: it is right")).isInstanceOf(AgentResult.Patched.class);
    }

    @Test
    void patchThatTheModelTakesBackIsGone() {
        assertThat(
                        run(
                                BREAKS,
                                "START OVER\n" + DOES_NOT_FIT,
                                DOES_NOT_FIT.replace("three", "four")))
                .isInstanceOf(AgentResult.Refused.class);
    }

    @Test
    void questionAfterAPatchWithASyntaxErrorIsAsked() {
        assertThat(run(BREAKS, "QUESTION: which?")).isEqualTo(new AgentResult.Asks("which?"));
    }

    @Test
    void patchWithSyntaxErrorIsTheResultOfTheLastAttempt() {
        AgentResult.Patched patched =
                (AgentResult.Patched)
                        run(DOES_NOT_FIT, DOES_NOT_FIT.replace("three", "four"), BREAKS);

        assertThat(patched.warnings()).isEqualTo(WARNINGS);
    }

    @Test
    void questionAndNothingToChangeEndIt() {
        assertThat(run("QUESTION: which?")).isEqualTo(new AgentResult.Asks("which?"));
    }

    @Test
    void nothingToChangeEndsIt() {
        assertThat(run("NO CHANGE: done already"))
                .isEqualTo(new AgentResult.NothingToChange("done already"));
    }

    @Test
    void modelsFailureIsTheResult() {
        assertThat(run(failure(ModelException.Reason.TIMEOUT)))
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
                        run(FITS + DOES_NOT_FIT, failure(ModelException.Reason.TIMEOUT));

        assertThat(partial.patched().patch().text()).contains("-one\n+hello\n two\n");
        assertThat(partial.patched().summary()).isEqualTo("I greet.");
        assertThat(partial.error().category()).isEqualTo(Category.MODEL_TIMEOUT);
        assertThat(events).last().isEqualTo(new AgentEvent.Ended(partial));
    }

    @Test
    void editsThatFitAreNoPartWhenTheyAreNotAllowed() {
        String forbidden = ".git/hooks/pre-commit\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n";

        assertThat(run(forbidden + DOES_NOT_FIT, failure(ModelException.Reason.TIMEOUT)))
                .isInstanceOf(AgentResult.Failed.class);
    }

    @Test
    void sameAnswerAgainEndsIt() {
        assertThat(run(DOES_NOT_FIT, DOES_NOT_FIT)).isInstanceOf(AgentResult.Refused.class);
        assertThat(events).contains(new AgentEvent.Stopped("the model gave the same answer again"));
    }

    @Test
    void sameEditInOtherWordsEndsIt() {
        run(DOES_NOT_FIT, "Now it is right.\n" + DOES_NOT_FIT);

        assertThat(events)
                .contains(
                        new AgentEvent.Stopped(
                                "the model stated the same edits again, which do not fit"));
    }

    @Test
    void timeoutAtTheDeadlineIsTheExecutionsOwn() {
        Deadline over = new Deadline(Instant.EPOCH, InstantSource.system());

        assertThat(run(over, events::add, failure(ModelException.Reason.TIMEOUT)))
                .isEqualTo(
                        new AgentResult.Failed(
                                new ExecutionError(
                                        Category.TIMED_OUT,
                                        "the time for the model was over while it was asked: it took too long")));
    }

    private static AgentResult failed(String message) {
        return new AgentResult.Failed(new ExecutionError(Category.MODEL_ERROR, message));
    }

    private static ModelException failure(ModelException.Reason reason) {
        return new ModelException("test", OptionalInt.empty(), reason, "it took too long", null);
    }
}
