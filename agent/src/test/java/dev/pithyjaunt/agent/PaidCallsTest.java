package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Usage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

class PaidCallsTest {

    private final CallScene scene = new CallScene();

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"TIMEOUT", "BROKEN", "STALLED"})
    void callThatBrokeOffIsOneThatMayBePaidFor(Reason reason) {
        ModelException failure = CallScene.failure("a", reason, "no");
        ModelCalls calls = scene.calls(CallScene.model("a", failure, failure, failure, failure));

        assertThatThrownBy(() -> scene.complete(calls)).isInstanceOf(ModelException.class);
        assertThat(calls.usage().calls()).isNotEmpty().noneMatch(Usage.Call::counted);
    }

    @Test
    void errorInTheMiddleOfAnAnswerIsACallThatMayBePaidFor() {
        ModelException failure =
                CallScene.failure("a", 200, Reason.OVERLOADED, Optional.empty(), "overloaded");
        ModelCalls calls = scene.calls(CallScene.model("a", failure, "yes"));

        scene.complete(calls);

        assertThat(calls.usage().calls()).hasSize(2);
        assertThat(calls.usage().calls().getFirst().counted()).isFalse();
    }

    @Test
    void reasoningThatIsSentBackCountsWithThePrompt() {
        Usage.Call thought = new Usage.Call("a", "scripted", 10, 0, 0, 2_005, 2_000, true, 1, null);
        ListedModel model =
                new ListedModel(
                        ListedModel.facts("a", 5_000),
                        new Completion("x", Ending.FINISHED, thought),
                        "y");
        ModelCalls calls = scene.calls(model);

        scene.complete(calls);
        scene.complete(calls);

        assertThat(model.outputLimits().get(0) - model.outputLimits().get(1)).isEqualTo(2_000);
    }

    @Test
    void budgetThatKeepsTheFallbackFromBeingAskedTellsWhyItWasNeeded() {
        ListedModel second = new ListedModel(ListedModel.facts("b", 900), "too much");
        ModelCalls calls =
                scene.calls(
                        CallScene.model(
                                "a",
                                CallScene.failure(
                                        "a", 401, Reason.REJECTED, Optional.empty(), "wrong")),
                        second);

        assertThatThrownBy(() -> scene.complete(calls))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageStartingWith(
                        "wrong (check A_API_KEY and what it may do); then the conversation of about");
    }

    @Test
    void nothingIsAskedWhereThePriceOfOneModelIsMissingAndMoneyIsLimited() {
        ListedModel model = CallScene.model("a", "yes");
        Limits standard = Limits.until(CallScene.SOON.at());
        Limits limits =
                new Limits(standard.deadline(), 100, 100, 1, 1, standard.tokens(), 5L, null, null);
        ModelCalls calls =
                new ModelCalls(
                        List.of(model),
                        new Budget(limits, InstantSource.system()),
                        new Patience(scene.waits::add, () -> 0));

        assertThatThrownBy(() -> scene.complete(calls))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("the price of a (scripted) is not known");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void callThatWasCancelledIsOneThatMayBePaidFor() {
        ModelCalls calls = scene.calls(CallScene.model("a", new CancellationException()));

        assertThatThrownBy(() -> scene.complete(calls)).isInstanceOf(CancellationException.class);
        assertThat(calls.usage().calls()).hasSize(1).noneMatch(Usage.Call::counted);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "OVERLOADED", "UNREACHABLE"})
    void callThatWasNotBegunCostsNothing(Reason reason) {
        ModelException failure = CallScene.failure("a", reason, "no");
        ModelCalls calls = scene.calls(CallScene.model("a", failure, failure, failure, failure));

        assertThatThrownBy(() -> scene.complete(calls)).isInstanceOf(ModelException.class);
        assertThat(calls.usage().calls()).isEmpty();
    }

    @Test
    void callIsNotMadeWhenItsWorstCaseIsOverTheBudget() {
        ListedModel model = new ListedModel(ListedModel.facts("a", 900), "too much");

        assertThatThrownBy(() -> scene.complete(scene.calls(model)))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining(
                        "leaves no room for an answer in the 900 that scripted holds");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void answerIsHeldToWhatTheBudgetHasLeft() {
        ListedModel model = new ListedModel(ListedModel.facts("a", 5_000), "yes");

        scene.complete(scene.calls(model));

        assertThat(model.outputLimits().getFirst()).isBetween(4_900, 4_990);
    }

    @Test
    void costlyExecutionIsToldOnce() {
        ListedModel model = CallScene.model("a");
        Completion large = new Completion("x", Ending.FINISHED, model.call(30_000, 1_000));
        ModelCalls calls = scene.calls(CallScene.model("a", large, large, large));

        scene.complete(calls);
        assertThat(scene.events).isEmpty();
        scene.complete(calls);
        scene.complete(calls);

        assertThat(scene.events).containsExactly(new AgentEvent.Costly(62_000));
    }

    @Test
    void promptThatTheProviderCutIsToldOf() {
        ListedModel model =
                CallScene.model(
                        "a",
                        new Completion("x", Ending.FINISHED, CallScene.model("a").call(100, 1)));

        scene.calls(model)
                .complete(
                        List.of(new Message.User("word ".repeat(10_000))),
                        List.of(),
                        scene.events::add,
                        CallScene.SOON);

        assertThat(scene.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentEvent.PromptCut.class,
                        cut -> {
                            assertThat(cut.counted()).isEqualTo(100);
                            assertThat(cut.sent()).isGreaterThan(9_000);
                        });
    }
}
