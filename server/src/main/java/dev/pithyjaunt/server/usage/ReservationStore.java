package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What executions have reserved of the budgets of a day, and what they paid of it.
final class ReservationStore {

    /// What counts of a reservation: what was paid, or all of it while that is not known.
    private static final String USED =
            "select coalesce(sum(coalesce(paid_nano_dollars, reserved_nano_dollars)), 0)"
                    + " from budget_reservation where day = :day";

    private final Database database;

    ReservationStore(Database database) {
        this.database = database;
    }

    /// One execution's.
    ///
    /// @param paid absent: not known
    /// @param isSettled whether the execution has ended
    record Reservation(long reserved, @Nullable Long paid, boolean isSettled) {}

    /// Keeps others from reserving until the commit. To be called inside a write, after whatever
    /// else it locks.
    void lock() {
        database.write(sql ->
                sql.sql("select id from budget_lock where id = 1" + database.forUpdate())
                        .query(Integer.class)
                        .single());
    }

    long usedOn(LocalDate day) {
        return database.read(sql -> sum(sql.sql(USED), day));
    }

    long usedByOwner(LocalDate day, String ownerId) {
        return database.read(sql ->
                sum(sql.sql(USED + " and owner_id = :ownerId").param("ownerId", ownerId), day));
    }

    long usedOfRepository(LocalDate day, String repositoryId) {
        return database.read(sql ->
                sum(
                        sql.sql(USED + " and repository_id = :repositoryId")
                                .param("repositoryId", repositoryId),
                        day));
    }

    private static long sum(JdbcClient.StatementSpec statement, LocalDate day) {
        return statement.param("day", day.toString()).query(Long.class).single();
    }

    void add(Spender spender, LocalDate day, long nanoDollars) {
        database.write(sql ->
                sql.sql(
                                """
                                insert into budget_reservation
                                    (execution_id, owner_id, repository_id, day,
                                    reserved_nano_dollars)
                                values (:executionId, :ownerId, :repositoryId, :day, :reserved)
                                """)
                        .param("executionId", spender.executionId())
                        .param("ownerId", spender.ownerId())
                        .param("repositoryId", spender.repositoryId())
                        .param("day", day.toString())
                        .param("reserved", nanoDollars)
                        .update());
    }

    Optional<Reservation> find(String executionId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select reserved_nano_dollars, paid_nano_dollars, settled_at
                                from budget_reservation where execution_id = :executionId
                                """)
                        .param("executionId", executionId)
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new Reservation(
                                    row.number("reserved_nano_dollars"),
                                    row.numberOrNull("paid_nano_dollars"),
                                    row.numberOrNull("settled_at") != null);
                        })
                        .optional());
    }

    /// @param paid absent: not known, so what is reserved goes on counting
    /// @param at absent: the execution has not ended
    void settle(String executionId, @Nullable Long paid, @Nullable Instant at) {
        database.write(sql ->
                sql.sql(
                                """
                                update budget_reservation
                                set paid_nano_dollars = :paid, settled_at = :at
                                where execution_id = :executionId
                                """)
                        .param("paid", paid)
                        .param("at", Row.millis(at))
                        .param("executionId", executionId)
                        .update());
    }
}
