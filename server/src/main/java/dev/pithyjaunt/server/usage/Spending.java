package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.platform.Budgets;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.usage.Grant.Budget;
import dev.pithyjaunt.server.usage.ReservationStore.Reservation;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What executions may spend and do spend: reserved when they are accepted, settled when they have
/// ended, and settled again when a runner is heard of later. All of it joins the write that it is
/// called in.
@Component
public final class Spending {

    private final Database database;
    private final Settings settings;
    private final ReservationStore reservations;
    private final AllowanceStore allowances;
    private final UsageStore usages;
    private final CallCosts costs;
    private final InstantSource clock;

    public Spending(Database database, Settings settings, UsageStore usages, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.reservations = new ReservationStore(database);
        this.allowances = new AllowanceStore(database);
        this.usages = usages;
        this.costs = new CallCosts(settings.catalog());
        this.clock = clock;
    }

    /// Grants an execution what it may take, and keeps that from others. To be called inside the
    /// write that accepts it, so that a refusal leaves nothing.
    ///
    /// @throws ConflictException when a budget is used up, or a price that has to be known is not
    public Allowance reserve(Spender spender) {
        Budgets budgets = settings.budgets();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return database.write(_ -> {
            Allowance allowance =
                    switch (WorstCase.of(settings, today)) {
                        case WorstCase.Known(long most) -> reserve(spender, most, today);
                        case WorstCase.Unknown(String reason) -> {
                            if (budgets.limitMoney()) {
                                throw new ConflictException("cost-unknown", reason);
                            }
                            yield Allowance.of(budgets, null);
                        }
                    };
            allowances.add(spender.executionId(), allowance);
            return allowance;
        });
    }

    /// Keeps nothing from others, and counts as paid with nothing: for an execution that asks no
    /// model.
    public void reserveNothing(Spender spender) {
        reservations.add(spender, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), 0);
    }

    private Allowance reserve(Spender spender, long most, LocalDate today) {
        Budgets budgets = settings.budgets();
        if (budgets.day().isSet()) {
            reservations.lock();
        }
        return switch (Grant.of(most, budgetsOf(spender, today), today)) {
            case Grant.Granted(long granted) -> {
                reservations.add(spender, today, granted);
                // Nothing limits what costs nothing.
                boolean isLimited = budgets.limitMoney() && granted > 0;
                yield Allowance.of(budgets, isLimited ? (Long) granted : null);
            }
            case Grant.Refused(String reason) ->
                    throw new ConflictException("budget-used-up", reason);
        };
    }

    private List<Budget> budgetsOf(Spender spender, LocalDate today) {
        Budgets.Day day = settings.budgets().day();
        List<Budget> budgets = new ArrayList<>();
        if (day.repository() != null) {
            budgets.add(
                    new Budget(
                            Budgets.Day.REPOSITORY,
                            "this repository",
                            day.repository(),
                            reservations.usedOfRepository(today, spender.repositoryId())));
        }
        if (day.user() != null) {
            budgets.add(
                    new Budget(
                            Budgets.Day.USER,
                            "the task's owner",
                            day.user(),
                            reservations.usedByOwner(today, spender.ownerId())));
        }
        if (day.installation() != null) {
            budgets.add(
                    new Budget(
                            Budgets.Day.INSTALLATION,
                            "the whole installation",
                            day.installation(),
                            reservations.usedOn(today)));
        }
        return budgets;
    }

    /// What it was granted; by the settings when it was accepted without being asked for.
    public Allowance allowanceOf(String executionId) {
        return allowances.find(executionId).orElseGet(() -> Allowance.of(settings.budgets(), null));
    }

    /// Stores what a runner says that its calls took, in the place of what it said before, and what
    /// that costs. That there were no calls is believed when generate left its report: one that was
    /// cut off leaves none, and the phase that tells the end knows of no calls then.
    public void heard(Spender spender, Usage usage) {
        Instant now = clock.instant();
        database.write(_ -> {
            usages.put(spender.executionId(), spender.ownerId(), costs.priced(usage, now), now);
            Optional<Reservation> reservation = reservations.find(spender.executionId());
            if (reservation.isPresent()) {
                boolean isWhole = usage.calls().isEmpty() && leftReport(spender.executionId());
                @Nullable Long paid =
                        Spent.of(usages.ofExecution(spender.executionId()), isWhole).nanoDollars();
                // Whether it has ended is for settle() to say: until then this is what is known.
                reservations.settle(
                        spender.executionId(), paid, reservation.get().isSettled() ? now : null);
            }
            return usage;
        });
    }

    /// Stores how well edits of each form fitted, in the place of what was said before.
    public void heard(Spender spender, List<EditCount> edits) {
        new EditCountStore(database).put(spender.executionId(), edits);
    }

    /// Ends a reservation, if there is one.
    ///
    /// @param isBegun whether the execution was handed to its backend; otherwise it took nothing
    public void settle(Spender spender, boolean isBegun) {
        database.write(_ -> {
            Optional<Reservation> reservation = reservations.find(spender.executionId());
            reservation.ifPresent(found ->
                    reservations.settle(
                            spender.executionId(),
                            isBegun ? found.paid() : (Long) 0L,
                            clock.instant()));
            return reservation;
        });
    }

    private boolean leftReport(String executionId) {
        return database.read(sql ->
                sql.sql(
                                        """
                                        select count(*) from execution_file
                                        where execution_id = :executionId and kind = 'report'
                                        """)
                                .param("executionId", executionId)
                                .query(Long.class)
                                .single()
                        > 0);
    }

    /// What an execution took as far as it is known.
    public Spent of(String executionId) {
        Usage usage = usages.ofExecution(executionId);
        boolean tookNothing =
                reservations
                        .find(executionId)
                        .map(found -> Long.valueOf(0).equals(found.paid()))
                        .orElse(false);
        return Spent.of(usage, tookNothing);
    }

    /// What all executions of a task took together.
    public Spent ofTask(String taskId) {
        List<String> executions =
                database.read(sql ->
                        sql.sql("select id from execution where task_id = :taskId order by id")
                                .param("taskId", taskId)
                                .query(String.class)
                                .list());
        return executions.stream().map(this::of).reduce(Spent.NOTHING, Spent::plus);
    }
}
