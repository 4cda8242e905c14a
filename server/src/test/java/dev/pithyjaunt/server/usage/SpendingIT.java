package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// An execution's worst case is one dollar here: 100,000 tokens at ten dollars a million.
class SpendingIT extends StoreContract {

    private static final long DOLLAR = 1_000_000_000;

    private Spending spending(String... settings) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "OPENAI_API_KEY", "k",
                                "MODEL_NAME", "gpt-4o",
                                "JAUNT_EXECUTION_TOKENS", "100000"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return spending(all);
    }

    /// As it is accepted.
    private Execution accept(Spending spending, Account by, Task task) {
        Executions executions =
                new Executions(
                        database,
                        new TaskStore(database),
                        new ExecutionStore(database),
                        spending,
                        _ -> {},
                        clock);
        return database.write(_ -> {
            Execution begun = executions.begin(by, task.id(), Execution.Method.LOCAL, null);
            spending.reserve(begun.spender());
            return begun;
        });
    }

    private Long granted(Spending spending, Execution execution) {
        Long granted = spending.allowanceOf(execution.id()).nanoDollars();
        return granted == null ? -1L : granted;
    }

    private long count(String sql) {
        return database.read(client -> client.sql(sql).query(Long.class).single());
    }

    private static String refusal(Callable<?> work) {
        try {
            work.call();
            return "accepted";
        } catch (ConflictException e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void executionsThatAreAcceptedAtOnceDoNotOverbook() throws Exception {
        Spending spending = spending("JAUNT_DAY_DOLLARS", "3.5");
        List<Callable<Execution>> works = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Account owner = member("member-" + i);
            Task task = task(owner);
            works.add(() -> accept(spending, owner, task));
        }

        List<Long> granted = new ArrayList<>();
        int refused = 0;
        for (Future<Execution> work : together(works)) {
            try {
                granted.add(granted(spending, work.get()));
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(ConflictException.class);
                refused++;
            }
        }

        assertThat(granted).containsExactlyInAnyOrder(DOLLAR, DOLLAR, DOLLAR, DOLLAR / 2);
        assertThat(refused).isEqualTo(12);
        assertThat(count("select sum(reserved_nano_dollars) from budget_reservation"))
                .isEqualTo(7 * DOLLAR / 2);
        assertThat(count("select count(*) from execution")).isEqualTo(4);
        assertThat(count("select count(*) from allowance")).isEqualTo(4);
        assertThat(count("select count(*) from task where status = 'running'")).isEqualTo(4);
    }

    @Test
    void refusalNamesTheBudgetAndLeavesNothing() {
        Spending spending = spending("JAUNT_DAY_DOLLARS", "1.05");
        Account jo = member("jo");
        accept(spending, jo, task(jo));
        Task task = task(jo);

        assertThat(refusal(() -> accept(spending, jo, task)))
                .isEqualTo(
                        "the budget of the day for the whole installation (JAUNT_DAY_DOLLARS) is $1.05, $1.00 of it are used or reserved, and an execution may take $1.00, of which at least a tenth must be left: it is free again at 2026-11-23T00:00Z");
        assertThat(count("select count(*) from execution")).isEqualTo(1);
        assertThat(new TaskStore(database).find(task.id()).map(Task::status))
                .hasValue(TaskStatus.QUEUED);
    }

    @Test
    void budgetsOfAUserAndOfARepositoryAreTheirOwn() {
        Spending spending =
                spending("JAUNT_USER_DAY_DOLLARS", "2", "JAUNT_REPOSITORY_DAY_DOLLARS", "1");
        Account jo = member("jo");
        Account eve = member("eve");
        ConnectedRepository first = repository(jo);

        accept(spending, jo, task(jo, first));
        assertThat(refusal(() -> accept(spending, jo, task(jo, first))))
                .startsWith(
                        "the budget of the day for this repository (JAUNT_REPOSITORY_DAY_DOLLARS) is $1.00, $1.00 of it are");
        accept(spending, jo, task(jo));
        assertThat(refusal(() -> accept(spending, jo, task(jo))))
                .startsWith(
                        "the budget of the day for the task's owner (JAUNT_USER_DAY_DOLLARS) is $2.00, $2.00 of it are");
        assertThat(granted(spending, accept(spending, eve, task(eve)))).isEqualTo(DOLLAR);
    }

    @Test
    void taskOfAnotherIsOnItsOwnersBudget() {
        Spending spending = spending("JAUNT_USER_DAY_DOLLARS", "1");
        Account jo = member("jo");
        Account ann = administrator("ann");
        accept(spending, ann, task(jo));

        assertThat(refusal(() -> accept(spending, jo, task(jo))))
                .contains("JAUNT_USER_DAY_DOLLARS");
        assertThat(granted(spending, accept(spending, ann, task(ann)))).isEqualTo(DOLLAR);
    }

    @Test
    void nextDayIsAnotherBudget() {
        Spending spending = spending("JAUNT_DAY_DOLLARS", "1");
        Account jo = member("jo");
        accept(spending, jo, task(jo));
        pass(Duration.ofHours(12).minusMillis(1));
        assertThat(refusal(() -> accept(spending, jo, task(jo)))).contains("is free again at");
        pass(Duration.ofMillis(1));

        assertThat(granted(spending, accept(spending, jo, task(jo)))).isEqualTo(DOLLAR);
    }

    @Test
    void deletedTaskStaysPaid() {
        Spending spending = spending("JAUNT_DAY_DOLLARS", "1");
        Account jo = member("jo");
        Execution execution = accept(spending, jo, task(jo));
        database.write(sql -> sql.sql("update execution set status = 'ended'").update());
        database.write(sql -> sql.sql("update task set status = 'failed'").update());
        new TaskStore(database).delete(jo, execution.taskId());

        assertThat(count("select count(*) from execution")).isZero();
        assertThat(refusal(() -> accept(spending, jo, task(jo)))).contains("JAUNT_DAY_DOLLARS");
    }

    @Test
    void withoutBudgetNothingIsLimitedButTokens() {
        Spending spending = spending("JAUNT_CALL_TOKENS", "7000");
        Account jo = member("jo");
        Execution execution = accept(spending, jo, task(jo));

        assertThat(spending.allowanceOf(execution.id()))
                .isEqualTo(new Allowance(100_000, null, 7_000L, null));
        assertThat(spending.allowanceOf(execution.id()).limits(NOW, 180, 3).tokens())
                .isEqualTo(100_000);
        assertThat(
                        granted(
                                spending("MODEL_NAME", "house"),
                                accept(spending("MODEL_NAME", "house"), jo, task(jo))))
                .isEqualTo(-1);
    }

    @Test
    void grantedAllowanceStaysWhateverTheSettingsSayLater() {
        Account jo = member("jo");
        Execution execution =
                accept(
                        spending("JAUNT_EXECUTION_DOLLARS", "0.25", "JAUNT_CALL_DOLLARS", "0.05"),
                        jo,
                        task(jo));

        assertThat(spending("JAUNT_EXECUTION_TOKENS", "5").allowanceOf(execution.id()))
                .isEqualTo(new Allowance(100_000, DOLLAR / 4, null, DOLLAR / 20));
    }

    @Test
    void whatCostsNothingIsNotLimitedInMoney() {
        Spending spending =
                spending("MODEL_PROVIDER", "ollama", "MODEL_NAME", "q", "JAUNT_DAY_DOLLARS", "1");
        Account jo = member("jo");

        assertThat(granted(spending, accept(spending, jo, task(jo)))).isEqualTo(-1);
    }

    @Test
    void anyBudgetNeedsThePriceOfEveryModelThatMayBeAsked() {
        Account jo = member("jo");
        Task task = task(jo);
        for (String budget :
                List.of(
                        "JAUNT_EXECUTION_DOLLARS",
                        "JAUNT_CALL_DOLLARS",
                        "JAUNT_DAY_DOLLARS",
                        "JAUNT_USER_DAY_DOLLARS",
                        "JAUNT_REPOSITORY_DAY_DOLLARS")) {
            Spending spending = spending("FALLBACK_MODEL_NAME", "house", budget, "1");

            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> accept(spending, jo, task))
                    .withMessage(
                            "the price of the model house of openai is not known, and a budget is set: add its price to the file that JAUNT_MODELS names, or unset the budget");
        }
        assertThat(count("select count(*) from execution")).isZero();
        assertThat(count("select count(*) from budget_reservation")).isZero();
    }
}
