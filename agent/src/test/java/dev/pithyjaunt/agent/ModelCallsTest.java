package dev.pithyjaunt.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.budget.Budget;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

class ModelCallsTest {

    private final CallScene scene = new CallScene();

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"OVERLOADED", "UNREACHABLE", "BROKEN", "STALLED"})
    void failureThatMayPassIsTriedAgainAfterGrowingWaits(Reason reason) {
        ModelException failure = CallScene.failure("a", reason, "not now");

        assertThat(
                        scene.complete(
                                        scene.calls(
                                                CallScene.model(
                                                        "a", failure, failure, failure, "yes")))
                                .text())
                .isEqualTo("yes");
        assertThat(scene.waits)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(scene.events)
                .startsWith(
                        new AgentEvent.CallFailed(failure),
                        new AgentEvent.Retrying("not now", Duration.ofMillis(500)));
    }

    @Test
    void waitsAreUpToAQuarterShorter() {
        ModelException failure = CallScene.failure("a", Reason.OVERLOADED, "not now");
        ModelCalls calls =
                new ModelCalls(
                        List.of(CallScene.model("a", failure, failure, "yes")),
                        new Budget(Limits.until(CallScene.SOON.at()), InstantSource.system()),
                        new Patience(scene.waits::add, () -> 1));

        scene.complete(calls);

        assertThat(scene.waits).containsExactly(Duration.ofMillis(375), Duration.ofMillis(750));
    }

    @Test
    void triesEnd() {
        ModelException failure = CallScene.failure("a", Reason.OVERLOADED, "not now");
        ListedModel model = CallScene.model("a", failure, failure, failure, failure, "too late");

        assertThatThrownBy(() -> scene.complete(scene.calls(model)))
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
        ListedModel model = CallScene.model("a", CallScene.failure("a", reason, "no"), "too late");

        assertThatThrownBy(() -> scene.complete(scene.calls(model)))
                .isInstanceOf(ModelException.class);
        assertThat(model.asked()).hasSize(1);
        assertThat(scene.waits).isEmpty();
    }

    @Test
    void providerIsLeftAloneForAsLongAsItAsks() {
        ModelException busy =
                CallScene.failure(
                        "a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(17)), "busy");

        scene.complete(scene.calls(CallScene.model("a", busy, busy, "yes")));

        assertThat(scene.waits).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(17));
    }

    @Test
    void providerThatAsksForTooLongIsNotWaitedFor() {
        ModelException busy =
                CallScene.failure(
                        "a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(61)), "busy");

        assertThatThrownBy(
                        () -> scene.complete(scene.calls(CallScene.model("a", busy, "too late"))))
                .isInstanceOf(ModelException.class);
        assertThat(scene.waits).isEmpty();
    }

    @Test
    void allWaitingForOneAnswerIsBounded() {
        ModelException busy =
                CallScene.failure(
                        "a", 429, Reason.OVERLOADED, Optional.of(Duration.ofSeconds(31)), "busy");

        assertThatThrownBy(() ->
                        scene.complete(scene.calls(CallScene.model("a", busy, busy, "too late"))))
                .isInstanceOf(ModelException.class);
        assertThat(scene.waits).containsExactly(Duration.ofSeconds(31));
    }

    @Test
    void nothingIsWaitedForPastTheDeadline() {
        Deadline near =
                new Deadline(Instant.EPOCH.plusMillis(400), InstantSource.fixed(Instant.EPOCH));
        ListedModel model =
                CallScene.model(
                        "a", CallScene.failure("a", Reason.OVERLOADED, "not now"), "too late");

        assertThatThrownBy(() ->
                        scene.calls(model)
                                .complete(
                                        CallScene.CONVERSATION, List.of(), scene.events::add, near))
                .isInstanceOf(ModelException.class);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void interruptedWaitIsACancellation() {
        ModelCalls calls =
                new ModelCalls(
                        List.of(
                                CallScene.model(
                                        "a", CallScene.failure("a", Reason.OVERLOADED, "not now"))),
                        new Budget(Limits.until(CallScene.SOON.at()), InstantSource.system()),
                        new Patience(
                                _ -> {
                                    throw new InterruptedException();
                                },
                                () -> 0));

        assertThatThrownBy(() -> scene.complete(calls)).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "TIMEOUT"})
    void fallbackTakesOverWithTheConversationAndKeepsIt(Reason reason) {
        ListedModel first = CallScene.model("a", CallScene.failure("a", reason, "no"));
        ListedModel second = CallScene.model("b", "yes", "again");
        ModelCalls calls = scene.calls(first, second);

        assertThat(scene.complete(calls).text()).isEqualTo("yes");
        assertThat(scene.complete(calls).text()).isEqualTo("again");

        assertThat(second.asked()).containsExactly(CallScene.CONVERSATION, CallScene.CONVERSATION);
        assertThat(first.asked()).hasSize(1);
        assertThat(scene.events).contains(new AgentEvent.FellBack("no", "b", "scripted"));
        assertThat(calls.usage().calls().stream().filter(Usage.Call::counted))
                .hasSize(2)
                .allMatch(call -> call.provider().equals("b"));
    }

    @Test
    void fallbackIsTriedAgainToo() {
        ModelException busy = CallScene.failure("b", Reason.OVERLOADED, "busy");

        assertThat(
                        scene.complete(
                                        scene.calls(
                                                CallScene.model(
                                                        "a",
                                                        CallScene.failure(
                                                                "a", Reason.REJECTED, "no")),
                                                CallScene.model("b", busy, "yes")))
                                .text())
                .isEqualTo("yes");
    }

    @Test
    void bothFailingIsOneMessageWithTheWordsOfEachAndWhatToDo() {
        ModelCalls calls =
                scene.calls(
                        CallScene.model(
                                "openai",
                                CallScene.failure(
                                        "openai",
                                        401,
                                        Reason.REJECTED,
                                        Optional.empty(),
                                        "openai (scripted) answered 401: Incorrect API key")),
                        CallScene.model(
                                "anthropic",
                                CallScene.failure(
                                        "anthropic",
                                        402,
                                        Reason.REJECTED,
                                        Optional.empty(),
                                        "anthropic (scripted) answered 402: credit is too low")));

        assertThatThrownBy(() -> scene.complete(calls))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "no model answered: openai (scripted) answered 401: Incorrect API key (check OPENAI_API_KEY and what it may do); then anthropic (scripted) answered 402: credit is too low (check the credit and the spend limits of that account)");
    }

    @Test
    void refusedToolsAreLeftToWhoOfferedThem() {
        ModelException refusal =
                CallScene.failure(
                        "a", 400, Reason.REJECTED, Optional.empty(), "does not support tools");
        ListedModel second = CallScene.model("b", "yes");
        ModelCalls calls = scene.calls(CallScene.model("a", refusal, refusal), second);

        assertThatThrownBy(() ->
                        calls.complete(
                                CallScene.CONVERSATION,
                                List.of(new ToolSpec("read", "Reads.", List.of())),
                                scene.events::add,
                                CallScene.SOON))
                .isSameAs(refusal);
        assertThat(second.asked()).isEmpty();
        assertThat(scene.complete(calls).text()).isEqualTo("yes");
    }
}
