package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// What the executions that were made within a period took. All of an execution counts on the day
/// on which it was made.
record UsageReport(Database database) {

    /// What rows are about. Fragments of SQL, so nothing of a request may come here.
    enum By {
        DAY("e.created_at / 86400000", "null", ""),
        USER("e.owner_id", "a.name", ""),
        REPOSITORY("e.repository_id", "p.name", ""),
        MODEL("c.part", "null", "u.model"),
        PROVIDER("c.part", "null", "u.provider");

        private final String key;
        private final String name;
        private final String part;

        /// @param part what the calls of one execution are told apart by; empty: by nothing
        By(String key, String name, String part) {
            this.key = key;
            this.name = name;
            this.part = part;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String sql() {
            return """
            with call as (
                select u.execution_id, %1$s as part, count(*) as calls,
                    sum(u.input_tokens) as input_tokens,
                    sum(u.cached_input_tokens) as cached_input_tokens,
                    sum(u.cache_write_tokens) as cache_write_tokens,
                    sum(u.output_tokens) as output_tokens,
                    sum(u.reasoning_tokens) as reasoning_tokens,
                    sum(case when u.counted then 0 else 1 end) as uncounted_calls,
                    sum(case when u.nano_dollars is null then 1 else 0 end) as unknown_calls,
                    sum(u.nano_dollars) as nano_dollars
                from usage_call u join execution e on e.id = u.execution_id
                where e.created_at >= :start and e.created_at < :end
                    and (:isAll = 1 or e.owner_id = :ownerId)
                group by u.execution_id%2$s)
            select %3$s as row_key, %4$s as row_name, count(*) as executions,
                sum(case when e.outcome = 'ready' then 1 else 0 end) as completed,
                sum(case when e.outcome in ('failed', 'no_change') then 1 else 0 end) as failed,
                avg(case when e.started_at is not null
                    then (e.completed_at - e.started_at) / 1000.0 end) as average_seconds,
                sum(case when c.execution_id is null and e.status = 'ended'
                    and e.deadline_at is not null and coalesce(r.paid_nano_dollars, 1) <> 0
                    then 1 else 0 end) as unheard_executions,
                coalesce(sum(c.calls), 0) as calls,
                coalesce(sum(c.input_tokens), 0) as input_tokens,
                coalesce(sum(c.cached_input_tokens), 0) as cached_input_tokens,
                coalesce(sum(c.cache_write_tokens), 0) as cache_write_tokens,
                coalesce(sum(c.output_tokens), 0) as output_tokens,
                coalesce(sum(c.reasoning_tokens), 0) as reasoning_tokens,
                coalesce(sum(c.uncounted_calls), 0) as uncounted_calls,
                coalesce(sum(c.unknown_calls), 0) as unknown_calls,
                coalesce(sum(c.nano_dollars), 0) as nano_dollars
            from execution e
                %5$s join call c on c.execution_id = e.id
                join account a on a.id = e.owner_id
                join repository p on p.id = e.repository_id
                left join budget_reservation r on r.execution_id = e.id
            where e.created_at >= :start and e.created_at < :end
                and (:isAll = 1 or e.owner_id = :ownerId)
            group by %3$s%6$s order by %3$s
            """
                    .formatted(
                            part.isEmpty() ? "''" : part,
                            part.isEmpty() ? "" : ", " + part,
                            key,
                            name,
                            part.isEmpty() ? "left" : "",
                            name.equals("null") ? "" : ", " + name);
        }

        private String key(Row row) throws SQLException {
            return this == DAY
                    ? LocalDate.ofEpochDay(row.number("row_key")).toString()
                    : row.text("row_key");
        }
    }

    /// @param key day, id, or name of the model or provider
    /// @param name of the user or the repository
    /// @param executions of them, by model and provider, those that asked it
    /// @param failed without a result; what a person has to look at is neither completed nor failed
    /// @param averageSeconds from start to end; absent when none has ended
    /// @param uncountedCalls whose tokens the provider did not report
    /// @param nanoDollars 10⁻⁹ dollars of the calls whose cost is known
    /// @param unknownCalls whose cost is not known
    /// @param unheardExecutions which ran, and of whose calls nothing was heard
    record Line(
            String key,
            @Nullable String name,
            long executions,
            long completed,
            long failed,
            @Nullable Double averageSeconds,
            long calls,
            long inputTokens,
            long cachedInputTokens,
            long cacheWriteTokens,
            long outputTokens,
            long reasoningTokens,
            long uncountedCalls,
            long nanoDollars,
            long unknownCalls,
            long unheardExecutions) {

        /// In JSON beside the figures: `$0.0123`, `at least $0.0123`, or `unknown`.
        public String getCost() {
            if (unknownCalls == 0 && unheardExecutions == 0) {
                return Dollars.inWords(nanoDollars);
            }
            return nanoDollars == 0 ? "unknown" : "at least " + Dollars.inWords(nanoDollars);
        }
    }

    /// @param ownerId of tasks; absent: everybody's
    List<Line> read(Period period, By by, @Nullable String ownerId) {
        return database.read(sql ->
                sql.sql(by.sql())
                        .param("start", period.start())
                        .param("end", period.end())
                        .param("isAll", ownerId == null ? 1 : 0)
                        .param("ownerId", ownerId == null ? "" : ownerId)
                        .query((set, _) -> line(by, new Row(set)))
                        .list());
    }

    private static Line line(By by, Row row) throws SQLException {
        double seconds = row.set().getDouble("average_seconds");
        boolean isEnded = !row.set().wasNull();
        return new Line(
                by.key(row),
                row.textOrNull("row_name"),
                row.number("executions"),
                row.number("completed"),
                row.number("failed"),
                isEnded ? (Double) seconds : null,
                row.number("calls"),
                row.number("input_tokens"),
                row.number("cached_input_tokens"),
                row.number("cache_write_tokens"),
                row.number("output_tokens"),
                row.number("reasoning_tokens"),
                row.number("uncounted_calls"),
                row.number("nano_dollars"),
                row.number("unknown_calls"),
                row.number("unheard_executions"));
    }
}
