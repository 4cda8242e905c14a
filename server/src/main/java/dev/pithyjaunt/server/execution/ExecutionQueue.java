package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.execution.Queue.Busy;
import dev.pithyjaunt.server.execution.Queue.Obstacle;
import dev.pithyjaunt.server.execution.Queue.Waiting;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.QueueLimits;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.platform.UnavailableException;
import dev.pithyjaunt.server.task.Priority;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The executions that wait, as rows: the one place that takes them out to be dispatched. [Queue]
/// says which.
@Component
public final class ExecutionQueue {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final Duration COUNT_KEPT = Duration.ofSeconds(1);

    private final Database database;
    private final ExecutionStore executions;
    private final ExecutionSwitch executing;
    private final QueueLimits limits;
    private final Duration timeLimit;
    private final InstantSource clock;

    private volatile Counted counted = new Counted(new AtomicLong(), Instant.EPOCH);

    /// How many waited at a time, and those accepted since.
    private record Counted(AtomicLong waiting, Instant at) {

        boolean isFresh(Instant now) {
            return !now.isBefore(at) && Duration.between(at, now).compareTo(COUNT_KEPT) < 0;
        }
    }

    // One dependency more than is good: what may keep an execution from beginning is asked here.
    public ExecutionQueue(
            Database database,
            ExecutionStore executions,
            ExecutionSwitch executing,
            Settings settings,
            InstantSource clock) {
        this.database = database;
        this.executions = executions;
        this.executing = executing;
        this.limits = settings.queue();
        this.timeLimit = settings.runner().timeLimit();
        this.clock = clock;
    }

    /// Takes the execution that is next, if one may begin: its row says `dispatched` then, its time
    /// runs, and nobody else takes it. Others who take one, on whichever server, wait meanwhile.
    ///
    /// @param method of the backend that asks
    public Optional<Execution> take(Execution.Method method) {
        if (!database.read(sql -> mayOneBegin(sql, method))) {
            return Optional.empty();
        }
        try {
            return takeNext(method);
        } catch (ConflictException _) {
            // It was cancelled between two statements. Another one is next, if one is.
            return takeNext(method);
        }
    }

    private Optional<Execution> takeNext(Execution.Method method) {
        Instant now = clock.instant();
        return database.write(sql -> {
            lock(sql);
            Queue queue = queue(sql);
            if (queue.isFull()) {
                return Optional.empty();
            }
            Optional<Waiting> next = queue.next(firstOfEach(sql, method), now);
            next.ifPresent(one -> serve(sql, one.ownerId(), queue.nextTurn()));
            return next.map(one ->
                    executions.change(
                            one.id(),
                            found -> found.dispatched(Execution.Base.NONE, now.plus(timeLimit))));
        });
    }

    /// Without a lock: this is asked whenever something happened.
    private boolean mayOneBegin(JdbcClient sql, Execution.Method method) {
        return isOneWaiting(sql, method)
                && executing.state().enabled()
                && !new Queue(limits, busy(sql), Map.of()).isFull();
    }

    private static boolean isOneWaiting(JdbcClient sql, Execution.Method method) {
        return sql.sql(
                        """
                        select id from execution
                        where status = 'waiting' and method = :method limit 1
                        """)
                .param("method", Row.word(method))
                .query(String.class)
                .optional()
                .isPresent();
    }

    private void lock(JdbcClient sql) {
        sql.sql("select id from queue_lock where id = 1" + database.forUpdate())
                .query(Integer.class)
                .single();
    }

    private Queue queue(JdbcClient sql) {
        Map<String, Long> turns = new HashMap<>();
        sql.sql("select owner_id, turn from queue_turn")
                .query((set, _) -> turns.put(set.getString("owner_id"), set.getLong("turn")))
                .list();
        return new Queue(limits, busy(sql), turns);
    }

    private static List<Busy> busy(JdbcClient sql) {
        return sql.sql(
                        """
                        select owner_id, repository_id, count(*) as busy from execution
                        where status in ('dispatched', 'running') and status <> 'ended'
                        group by owner_id, repository_id
                        """)
                .query((set, _) ->
                        new Busy(
                                set.getString("owner_id"),
                                set.getString("repository_id"),
                                set.getInt("busy")))
                .list();
    }

    /// The oldest of each user, repository and priority: no other one can be next.
    private static List<Waiting> firstOfEach(JdbcClient sql, Execution.Method method) {
        return sql.sql(
                        """
                        select id, owner_id, repository_id, priority, created_at from (
                            select id, owner_id, repository_id, priority, created_at,
                                row_number() over
                                    (partition by owner_id, repository_id, priority order by id)
                                    as place
                            from execution where status = 'waiting' and method = :method
                        ) as waiting where place = 1
                        """)
                .param("method", Row.word(method))
                .query((set, _) -> waiting(new Row(set)))
                .list();
    }

    private static Waiting waiting(Row row) throws SQLException {
        return new Waiting(
                row.text("id"),
                row.text("owner_id"),
                row.text("repository_id"),
                Priority.ofRank(row.number("priority")),
                row.time("created_at"));
    }

    private static void serve(JdbcClient sql, String ownerId, long turn) {
        sql.sql(
                        """
                        insert into queue_turn (owner_id, turn) values (:ownerId, :turn)
                        on conflict (owner_id) do update set turn = excluded.turn
                        """)
                .param("ownerId", ownerId)
                .param("turn", turn)
                .update();
    }

    /// Refuses one more that would have to wait. Those that are accepted in the same moment do not
    /// count one another. Counting takes the longer the more there are: it is left out while the
    /// last count, and all that were accepted here since, leave half of the room.
    ///
    /// @throws UnavailableException when as many wait as may
    public void requireRoom() {
        Counted last = counted;
        Instant now = clock.instant();
        if (last.isFresh(now) && last.waiting().incrementAndGet() <= limits.waiting() / 2) {
            return;
        }
        long waiting =
                database.read(sql ->
                        sql.sql("select count(*) from execution where status = 'waiting'")
                                .query(Long.class)
                                .single());
        counted = new Counted(new AtomicLong(waiting + 1), now);
        if (waiting >= limits.waiting()) {
            throw new UnavailableException(
                    "queue-full",
                    "%d executions wait already, and no more may (JAUNT_MAX_WAITING)"
                            .formatted(waiting),
                    RETRY_AFTER);
        }
    }

    /// What keeps an execution from beginning; empty when it does not wait.
    Optional<Obstacle> obstacle(Execution execution) {
        if (execution.status() != Execution.Status.WAITING) {
            return Optional.empty();
        }
        if (!executing.state().enabled()) {
            return Optional.of(Obstacle.SWITCH);
        }
        return Optional.of(
                database.read(this::queue).obstacle(execution.ownerId(), execution.repositoryId()));
    }

    /// How many wait and since when, and how many are dispatched or running.
    ///
    /// @param oldest when the one was accepted that waits longest; absent when none does
    public record Figures(long waiting, Optional<Instant> oldest, long busy) {}

    public Figures figures() {
        return database.read(sql ->
                sql.sql(
                                """
                                select count(*) as waiting, min(created_at) as oldest,
                                    (select count(*) from execution
                                     where status in ('dispatched', 'running')
                                        and status <> 'ended') as busy
                                from execution where status = 'waiting'
                                """)
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new Figures(
                                    row.number("waiting"),
                                    Optional.ofNullable(row.timeOrNull("oldest")),
                                    row.number("busy"));
                        })
                        .single());
    }
}
