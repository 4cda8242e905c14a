package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.ReservationStore.Reservation;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

/// What becomes of a dollar that an execution reserved, in each way in which one ends.
class SettlementIT extends StoreContract {

    private static final long DOLLAR = 1_000_000_000;

    /// 1,000 in at 2.50, 2,000 cached at 1.25, 100 out at 10 dollars a million; the runner says
    /// something else.
    private static final Usage.Call CALL =
            new Usage.Call("openai", "gpt-4o", 1_000, 2_000, 0, 100, 0, true, 1.5, 7L);

    private static final long COST = 1_000 * 2_500 + 2_000 * 1_250 + 100 * 10_000;

    private static final Usage.Call UNCOUNTED =
            new Usage.Call("openai", "gpt-4o", 0, 0, 0, 0, 0, false, 1.5, 7L);

    private static final Execution.Ending READY = new Execution.Ending(Outcome.READY, null, null);
    private static final Execution.Result NOTHING = Execution.Result.NONE;

    private Spending spending;
    private Executions executions;
    private ExecutionStore store;
    private Account jo;
    private Execution execution;

    @BeforeEach
    void accept() {
        spending =
                spending(
                        Map.of(
                                "OPENAI_API_KEY", "k",
                                "MODEL_NAME", "gpt-4o",
                                "JAUNT_EXECUTION_TOKENS", "100000",
                                "JAUNT_DAY_DOLLARS", "5"));
        store = new ExecutionStore(database);
        executions =
                new Executions(database, new TaskStore(database), store, spending, _ -> {}, clock);
        jo = member("jo");
        String task = task(jo).id();
        execution =
                database.write(_ -> {
                    Execution begun = executions.begin(jo, task, Execution.Method.LOCAL, null);
                    spending.reserve(begun.spender());
                    return begun;
                });
    }

    private void dispatch() {
        store.change(
                execution.id(),
                found -> found.dispatched(new Execution.Base("main", "abc"), NOW.plusSeconds(600)));
    }

    private void hear(Usage.Call... calls) {
        spending.heard(execution.spender(), new Usage(List.of(calls)));
    }

    private static Execution.Ending failed(Category category) {
        return Execution.Ending.failed(category, "no word");
    }

    private void assertSettled(@Nullable Long paid) {
        assertThat(new ReservationStore(database).find(execution.id()))
                .hasValue(new Reservation(DOLLAR, paid, true));
        assertThat(used()).isEqualTo(paid == null ? DOLLAR : paid);
    }

    private long used() {
        return new ReservationStore(database).usedOn(java.time.LocalDate.of(2026, 11, 22));
    }

    private @Nullable Long shown() {
        return spending.of(execution.id()).nanoDollars();
    }

    @Test
    void openReservationCountsWhole() {
        dispatch();

        assertThat(used()).isEqualTo(DOLLAR);
        assertThat(shown()).isNull();
    }

    @Test
    void serversOwnCostTakesThePlaceOfTheReservation() {
        dispatch();
        hear(CALL, CALL);
        executions.end(execution.id(), READY, NOTHING);

        assertSettled(2 * COST);
        assertThat(shown()).isEqualTo(2 * COST);
        assertThat(new UsageStore(database).ofExecution(execution.id()).calls())
                .extracting(Usage.Call::nanoDollars)
                .containsExactly(COST, COST);
    }

    @Test
    void usageThatComesWithTheEndOrAfterItIsSettledToo() {
        dispatch();
        executions.end(execution.id(), failed(Category.MODEL_ERROR));
        assertSettled(null);

        hear(CALL);
        assertSettled(COST);

        hear(CALL, CALL);
        assertSettled(2 * COST);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "TIMED_OUT", "CANCELLED", "INTERNAL"})
    void executionThatRanAndWasNotHeardOfStaysReserved(Category category) {
        dispatch();
        executions.end(execution.id(), failed(category));

        assertSettled(null);
        assertThat(shown()).isNull();
    }

    @Test
    void correctedEndIsPaidAsTheRunnerSays() {
        dispatch();
        executions.end(execution.id(), failed(Category.LOST));
        executions.correct(execution.id(), READY, NOTHING);
        hear(CALL);

        assertSettled(COST);
    }

    @Test
    void cancelledWhileItWaitedTookNothing() {
        executions.cancel(execution.id());

        assertSettled(0L);
        assertThat(shown()).isEqualTo(0);
    }

    @Test
    void cancelledWhileItRanIsSettledAtItsEnd() {
        dispatch();
        executions.cancel(execution.id());
        assertThat(new ReservationStore(database).find(execution.id()))
                .hasValue(new Reservation(DOLLAR, null, false));

        hear(CALL);
        executions.end(execution.id(), failed(Category.CANCELLED));
        assertSettled(COST);
    }

    @Test
    void refusedBeforeItsDispatchTookNothing() {
        executions.end(execution.id(), failed(Category.FORGE_ERROR));

        assertSettled(0L);
    }

    @Test
    void callWithoutCountOrPriceLeavesItReserved() {
        dispatch();
        hear(CALL, UNCOUNTED);
        executions.end(execution.id(), READY);
        assertSettled(null);
        assertThat(shown()).isNull();

        hear(CALL, new Usage.Call("openai", "house", 1, 0, 0, 1, 0, true, 1, 3L));
        assertSettled(null);
        hear(CALL, new Usage.Call("acme", "m", 1, 0, 0, 1, 0, true, 1, 3L));
        assertSettled(null);
        hear(
                CALL,
                new Usage.Call(
                        "openai",
                        "gpt-4o",
                        900_000_000_000L,
                        0,
                        0,
                        900_000_000_000L,
                        0,
                        true,
                        1,
                        null));
        assertSettled(null);
    }

    @Test
    void noCallsAreBelievedOnlyOfAGenerateThatCameToItsEnd() {
        dispatch();
        hear();
        executions.end(execution.id(), failed(Category.INTERNAL));
        assertSettled(null);

        new FileStore(database, clock).put(execution.id(), FileKind.REPORT, new byte[] {'{', '}'});
        hear();
        assertSettled(0L);
    }

    @Test
    void openRouterIsPaidWhatItReports() {
        dispatch();
        hear(new Usage.Call("openrouter", "openai/gpt-4o", 1_000, 0, 0, 0, 0, true, 1, 12_345L));
        assertThat(shown()).isEqualTo(12_345);

        hear(new Usage.Call("openrouter", "openai/gpt-4o", 1_000, 0, 0, 0, 0, true, 1, null));
        assertThat(shown()).isEqualTo(2_500_000);

        hear(new Usage.Call("openrouter", "acme/house", 1_000, 0, 0, 0, 0, true, 1, null));
        assertThat(shown()).isNull();
    }
}
