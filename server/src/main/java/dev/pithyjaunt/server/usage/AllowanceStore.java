package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import java.util.Optional;

/// What executions were granted when they were accepted.
final class AllowanceStore {

    private final Database database;

    AllowanceStore(Database database) {
        this.database = database;
    }

    void add(String executionId, Allowance allowance) {
        database.write(sql ->
                sql.sql(
                                """
                                insert into allowance
                                    (execution_id, tokens, nano_dollars, call_tokens,
                                    call_nano_dollars)
                                values (:executionId, :tokens, :nanoDollars, :callTokens,
                                    :callNanoDollars)
                                """)
                        .param("executionId", executionId)
                        .param("tokens", allowance.tokens())
                        .param("nanoDollars", allowance.nanoDollars())
                        .param("callTokens", allowance.callTokens())
                        .param("callNanoDollars", allowance.callNanoDollars())
                        .update());
    }

    Optional<Allowance> find(String executionId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select tokens, nano_dollars, call_tokens, call_nano_dollars
                                from allowance where execution_id = :executionId
                                """)
                        .param("executionId", executionId)
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new Allowance(
                                    row.number("tokens"),
                                    row.numberOrNull("nano_dollars"),
                                    row.numberOrNull("call_tokens"),
                                    row.numberOrNull("call_nano_dollars"));
                        })
                        .optional());
    }
}
