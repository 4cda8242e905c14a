package dev.pithyjaunt.server.idempotency;

import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The keys of the last day, each with the answer to the request that it was first used for. A row
/// is made in the transaction of that request's effect: so there is one exactly when there is the
/// effect, whatever dies.
@Component
final class AnswerStore {

    static final Duration KEPT = Duration.ofHours(24);

    private final Database database;
    private final InstantSource clock;

    AnswerStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param fingerprint of the body
    record Kept(String fingerprint, KeptAnswer answer) {}

    Optional<Kept> find(RequestKey key) {
        return database.read(sql ->
                sql.sql(
                                """
                                select fingerprint, status, location, content_type, body
                                from idempotency_key
                                where account_id = :accountId and path = :path
                                    and request_key = :key and created_at > :oldest
                                """)
                        .param("accountId", key.accountId())
                        .param("path", key.path())
                        .param("key", key.key())
                        .param("oldest", oldest())
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new Kept(
                                    row.text("fingerprint"),
                                    new KeptAnswer(
                                            (int) row.number("status"),
                                            row.textOrNull("location"),
                                            row.textOrNull("content_type"),
                                            row.text("body")));
                        })
                        .optional());
    }

    private long oldest() {
        return clock.instant().minus(KEPT).toEpochMilli();
    }

    /// Takes the key, in the transaction of the effect. Where another server is about to take it,
    /// this waits for the end of that one's transaction.
    ///
    /// @throws ConflictException when another request has it
    void take(JdbcClient sql, RequestKey key, String fingerprint) {
        sql.sql(
                        """
                        delete from idempotency_key
                        where account_id = :accountId and path = :path
                            and request_key = :key and created_at <= :oldest
                        """)
                .param("accountId", key.accountId())
                .param("path", key.path())
                .param("key", key.key())
                .param("oldest", oldest())
                .update();
        int taken =
                sql.sql(
                                """
                                insert into idempotency_key (account_id, path, request_key,
                                    fingerprint, status, body, created_at)
                                values (:accountId, :path, :key, :fingerprint, 0, :body, :now)
                                on conflict do nothing
                                """)
                        .param("accountId", key.accountId())
                        .param("path", key.path())
                        .param("key", key.key())
                        .param("fingerprint", fingerprint)
                        .param("body", "")
                        .param("now", Row.millis(clock.instant()))
                        .update();
        if (taken == 0) {
            throw IdempotencyFilter.inProgress();
        }
    }

    /// Writes down the answer, before the commit of the transaction that took the key.
    void keep(JdbcClient sql, RequestKey key, KeptAnswer answer) {
        sql.sql(
                        """
                        update idempotency_key set status = :status, location = :location,
                            content_type = :contentType, body = :body
                        where account_id = :accountId and path = :path and request_key = :key
                        """)
                .param("status", answer.status())
                .param("location", answer.location())
                .param("contentType", answer.contentType())
                .param("body", answer.body())
                .param("accountId", key.accountId())
                .param("path", key.path())
                .param("key", key.key())
                .update();
    }

    /// @return how many were older than a day
    int forgetOld() {
        return database.write(sql ->
                sql.sql("delete from idempotency_key where created_at <= :oldest")
                        .param("oldest", oldest())
                        .update());
    }
}
