package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.Usage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

class ModelCallsTest {

    private static final List<Message> CONVERSATION =
            List.of(new Message.System("Be brief."), new Message.User("Hello?"));
    private static final Deadline SOON =
            new Deadline(
                    Instant.EPOCH.plus(Duration.ofMinutes(10)), InstantSource.fixed(Instant.EPOCH));

    private final List<AgentEvent> events = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    private static ModelException failure(String provider, Reason reason, String words) {
        return failure(provider, 0, reason, Optional.empty(), words);
    }

    private static ModelException failure(
            String provider,
            int status,
            Reason reason,
            Optional<Duration> retryAfter,
            String words) {
        return new ModelException(
                provider,
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                reason,
                retryAfter,
                words,
                null);
    }

    private static ListedModel model(String provider, Object... answers) {
        return new ListedModel(ListedModel.facts(provider, 100_000), answers);
    }

    private ModelCalls calls(Model... models) {
        return new ModelCalls(
                List.of(models),
                new Budget(Limits.until(SOON.at()), InstantSource.fixed(Instant.EPOCH)),
                new Patience(waits::add, () -> 0));
    }

    private Completion complete(ModelCalls calls) {
        return calls.complete(CONVERSATION, List.of(), events::add, SOON);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"OVERLOADED", "UNREACHABLE", "BROKEN", "STALLED"})
    void failureThatMayPassIsTriedAgainAfterGrowingWaits(Reason reason) {
        ModelException failure = failure("a", reason, "not now");

        assertThat(complete(calls(model("a", failure, failure, failure, "yes"))).text())
                .isEqualTo("yes");
        assertThat(waits)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(events)
                .startsWith(
                        new AgentEvent.CallFailed(failure),
                        new AgentEvent.Retrying("not now", Duration.ofMillis(500)));
    }

    @Test
    void waitsAreUpToAQuarterShorter() {
        ModelException failure = failure("a", Reason.OVERLOADED, "not now");
        ModelCalls calls =
                new ModelCalls(
                        List.of(model("a", failure, failure, "yes")),
                        new Budget(Limits.until(SOON.at()), InstantSource.system()),
                        new Patience(waits::add, () -> 1));

        complete(calls);

        assertThat(waits).containsExactly(Duration.ofMillis(375), Duration.ofMillis(750));
    }

    @Test
    void triesEnd() {
        ModelException failure = failure("a", Reason.OVERLOADED, "not now");
        ListedModel model = model("a", failure, failure, failure, failure, "too late");

        assertThatThrownBy(() -> complete(calls(model)))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "not now (try again later, or set FALLBACK_MODEL_PROVIDER to another provider)");
        assertThat(model.asked()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "TIMEOUT"})
    void failureThatStaysIsNotTriedAgain(Reason reason) {
        ListedModel model = model("a", failure("a", reason, "no"), "too late");

        assertThatThrownBy(() -> complete(calls(model))).isInstanceOf(ModelException.class);
        assertThat(model.asked()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void providerIsLeftAloneForAsLongAsItAsks() {
        ModelException busy =
                failure("a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(17)), "busy");

        complete(calls(model("a", busy, busy, "yes")));

        assertThat(waits).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(17));
    }

    @Test
    void providerThatAsksForTooLongIsNotWaitedFor() {
        ModelException busy =
                failure("a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(61)), "busy");

        assertThatThrownBy(() -> complete(calls(model("a", busy, "too late"))))
                .isInstanceOf(ModelException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void allWaitingForOneAnswerIsBounded() {
        ModelException busy =
                failure("a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(31)), "busy");

        assertThatThrownBy(() -> complete(calls(model("a", busy, busy, "too late"))))
                .isInstanceOf(ModelException.class);
        assertThat(waits).containsExactly(Duration.ofSeconds(31));
    }

    @Test
    void nothingIsWaitedForPastTheDeadline() {
        Deadline near =
                new Deadline(Instant.EPOCH.plusMillis(400), InstantSource.fixed(Instant.EPOCH));
        ListedModel model = model("a", failure("a", Reason.OVERLOADED, "not now"), "too late");

        assertThatThrownBy(() -> calls(model).complete(CONVERSATION, List.of(), events::add, near))
                .isInstanceOf(ModelException.class);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void interruptedWaitIsACancellation() {
        ModelCalls calls =
                new ModelCalls(
                        List.of(model("a", failure("a", Reason.OVERLOADED, "not now"))),
                        new Budget(Limits.until(SOON.at()), InstantSource.system()),
                        new Patience(
                                _ -> {
                                    throw new InterruptedException();
                                },
                                () -> 0));

        assertThatThrownBy(() -> complete(calls)).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "TIMEOUT"})
    void fallbackTakesOverWithTheConversationAndKeepsIt(Reason reason) {
        ListedModel first = model("a", failure("a", reason, "no"));
        ListedModel second = model("b", "yes", "again");
        ModelCalls calls = calls(first, second);

        assertThat(complete(calls).text()).isEqualTo("yes");
        assertThat(complete(calls).text()).isEqualTo("again");

        assertThat(second.asked()).containsExactly(CONVERSATION, CONVERSATION);
        assertThat(first.asked()).hasSize(1);
        assertThat(events).contains(new AgentEvent.FellBack("no", "b", "scripted"));
        assertThat(calls.usage().calls().stream().filter(Usage.Call::counted))
                .hasSize(2)
                .allMatch(call -> call.provider().equals("b"));
    }

    @Test
    void fallbackIsTriedAgainToo() {
        ModelException busy = failure("b", Reason.OVERLOADED, "busy");

        assertThat(
                        complete(
                                        calls(
                                                model("a", failure("a", Reason.REJECTED, "no")),
                                                model("b", busy, "yes")))
                                .text())
                .isEqualTo("yes");
    }

    @Test
    void bothFailingIsOneMessageWithTheWordsOfEachAndWhatToDo() {
        ModelCalls calls =
                calls(
                        model(
                                "openai",
                                failure(
                                        "openai",
                                        401,
                                        Reason.REJECTED,
                                        Optional.empty(),
                                        "openai (scripted) answered 401: Incorrect API key")),
                        model(
                                "anthropic",
                                failure(
                                        "anthropic",
                                        402,
                                        Reason.REJECTED,
                                        Optional.empty(),
                                        "anthropic (scripted) answered 402: credit is too low")));

        assertThatThrownBy(() -> complete(calls))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "no model answered: openai (scripted) answered 401: Incorrect API key (check OPENAI_API_KEY and what it may do); then anthropic (scripted) answered 402: credit is too low (check the credit and the spend limits of that account)");
    }

    @Test
    void refusedToolsAreLeftToWhoOfferedThem() {
        ModelException refusal =
                failure("a", 400, Reason.REJECTED, Optional.empty(), "does not support tools");
        ListedModel second = model("b", "yes");
        ModelCalls calls = calls(model("a", refusal, refusal), second);

        assertThatThrownBy(() ->
                        calls.complete(
                                CONVERSATION,
                                List.of(new ToolSpec("read", "Reads.", List.of())),
                                events::add,
                                SOON))
                .isSameAs(refusal);
        assertThat(second.asked()).isEmpty();
        assertThat(complete(calls).text()).isEqualTo("yes");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"TIMEOUT", "BROKEN", "STALLED"})
    void callThatBrokeOffIsOneThatMayBePaidFor(Reason reason) {
        ModelException failure = failure("a", reason, "no");
        ModelCalls calls = calls(model("a", failure, failure, failure, failure));

        assertThatThrownBy(() -> complete(calls)).isInstanceOf(ModelException.class);
        assertThat(calls.usage().calls()).isNotEmpty().noneMatch(Usage.Call::counted);
    }

    @Test
    void errorInTheMiddleOfAnAnswerIsACallThatMayBePaidFor() {
        ModelException failure =
                failure("a", 200, Reason.OVERLOADED, Optional.empty(), "overloaded");
        ModelCalls calls = calls(model("a", failure, "yes"));

        complete(calls);

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
        ModelCalls calls = calls(model);

        complete(calls);
        complete(calls);

        assertThat(model.outputLimits().get(0) - model.outputLimits().get(1)).isEqualTo(2_000);
    }

    @Test
    void budgetThatKeepsTheFallbackFromBeingAskedTellsWhyItWasNeeded() {
        ListedModel second = new ListedModel(ListedModel.facts("b", 900), "too much");
        ModelCalls calls =
                calls(
                        model("a", failure("a", 401, Reason.REJECTED, Optional.empty(), "wrong")),
                        second);

        assertThatThrownBy(() -> complete(calls))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageStartingWith(
                        "wrong (check A_API_KEY and what it may do); then the conversation of about");
    }

    @Test
    void nothingIsAskedWhereThePriceOfOneModelIsMissingAndMoneyIsLimited() {
        ListedModel model = model("a", "yes");
        Limits standard = Limits.until(SOON.at());
        Limits limits =
                new Limits(standard.deadline(), 100, 100, 1, 1, standard.tokens(), 5L, null, null);
        ModelCalls calls =
                new ModelCalls(
                        List.of(model),
                        new Budget(limits, InstantSource.system()),
                        new Patience(waits::add, () -> 0));

        assertThatThrownBy(() -> complete(calls))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("the price of a (scripted) is not known");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void callThatWasCancelledIsOneThatMayBePaidFor() {
        ModelCalls calls = calls(model("a", new CancellationException()));

        assertThatThrownBy(() -> complete(calls)).isInstanceOf(CancellationException.class);
        assertThat(calls.usage().calls()).hasSize(1).noneMatch(Usage.Call::counted);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "OVERLOADED", "UNREACHABLE"})
    void callThatWasNotBegunCostsNothing(Reason reason) {
        ModelException failure = failure("a", reason, "no");
        ModelCalls calls = calls(model("a", failure, failure, failure, failure));

        assertThatThrownBy(() -> complete(calls)).isInstanceOf(ModelException.class);
        assertThat(calls.usage().calls()).isEmpty();
    }

    @Test
    void callIsNotMadeWhenItsWorstCaseIsOverTheBudget() {
        ListedModel model = new ListedModel(ListedModel.facts("a", 900), "too much");

        assertThatThrownBy(() -> complete(calls(model)))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining(
                        "leaves no room for an answer in the 900 that scripted holds");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void answerIsHeldToWhatTheBudgetHasLeft() {
        ListedModel model = new ListedModel(ListedModel.facts("a", 5_000), "yes");

        complete(calls(model));

        assertThat(model.outputLimits().getFirst()).isBetween(4_900, 4_990);
    }

    @Test
    void costlyExecutionIsToldOnce() {
        ListedModel model = model("a");
        Completion large = new Completion("x", Ending.FINISHED, model.call(30_000, 1_000));
        ModelCalls calls = calls(model("a", large, large, large));

        complete(calls);
        assertThat(events).isEmpty();
        complete(calls);
        complete(calls);

        assertThat(events).containsExactly(new AgentEvent.Costly(62_000));
    }

    @Test
    void promptThatTheProviderCutIsToldOf() {
        ListedModel model =
                model("a", new Completion("x", Ending.FINISHED, model("a").call(100, 1)));

        calls(model)
                .complete(
                        List.of(new Message.User("word ".repeat(10_000))),
                        List.of(),
                        events::add,
                        SOON);

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentEvent.PromptCut.class,
                        cut -> {
                            assertThat(cut.counted()).isEqualTo(100);
                            assertThat(cut.sent()).isGreaterThan(9_000);
                        });
    }
}
