package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

@Component
public final class UsageStore {

    private final Database database;

    public UsageStore(Database database) {
        this.database = database;
    }

    /// Stores the calls of an execution in the place of those it had: a runner reports all of them
    /// at its end, and may do so twice.
    public void put(String executionId, String ownerId, Usage usage, Instant at) {
        database.write(sql -> {
            int stored =
                    sql.sql("delete from usage_call where execution_id = :executionId")
                            .param("executionId", executionId)
                            .update();
            for (Usage.Call call : usage.calls()) {
                stored += add(executionId, ownerId, call, at);
            }
            return stored;
        });
    }

    private int add(String executionId, String ownerId, Usage.Call call, Instant at) {
        return database.write(sql ->
                sql.sql(
                                """
                                insert into usage_call
                                    (id, execution_id, owner_id, provider, model,
                                    input_tokens, cached_input_tokens, cache_write_tokens,
                                    output_tokens, reasoning_tokens, counted, seconds,
                                    nano_dollars, at)
                                values (:id, :executionId, :ownerId, :provider, :model,
                                    :input, :cachedInput, :cacheWrite, :output, :reasoning,
                                    :counted, :seconds, :nanoDollars, :at)
                                """)
                        .param("id", Id.next())
                        .param("executionId", executionId)
                        .param("ownerId", ownerId)
                        .param("provider", call.provider())
                        .param("model", call.model())
                        .param("input", call.inputTokens())
                        .param("cachedInput", call.cachedInputTokens())
                        .param("cacheWrite", call.cacheWriteTokens())
                        .param("output", call.outputTokens())
                        .param("reasoning", call.reasoningTokens())
                        .param("counted", call.counted())
                        .param("seconds", call.seconds())
                        .param("nanoDollars", call.nanoDollars())
                        .param("at", Row.millis(at))
                        .update());
    }

    /// The calls of an execution, in order.
    public Usage ofExecution(String executionId) {
        List<Usage.Call> calls =
                database.read(sql ->
                        sql.sql(
                                        """
                                        select provider, model, input_tokens,
                                            cached_input_tokens, cache_write_tokens,
                                            output_tokens, reasoning_tokens, counted,
                                            seconds, nano_dollars
                                        from usage_call
                                        where execution_id = :executionId order by id
                                        """)
                                .param("executionId", executionId)
                                .query((set, _) -> call(new Row(set)))
                                .list());
        return new Usage(calls);
    }

    private static Usage.Call call(Row row) throws SQLException {
        return new Usage.Call(
                row.text("provider"),
                row.text("model"),
                row.number("input_tokens"),
                row.number("cached_input_tokens"),
                row.number("cache_write_tokens"),
                row.number("output_tokens"),
                row.number("reasoning_tokens"),
                row.flag("counted"),
                row.set().getDouble("seconds"),
                row.numberOrNull("nano_dollars"));
    }
}
