package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sessions of browsers, as rows: they outlive a restart. A session ends a month after it was
/// opened, and earlier when it is not used for a week.
@Component
public final class SessionStore {

    static final Duration LIFE = Duration.ofDays(30);
    static final Duration IDLE = Duration.ofDays(7);

    /// Uses closer together than this are not written: a request that reads stays one.
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(10);

    private final Database database;
    private final InstantSource clock;

    SessionStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Secret open(String accountId) {
        Secret secret = Secret.create("");
        Instant now = clock.instant();
        database.write(sql -> {
            sql.sql("delete from session where expires_at <= :now or used_at <= :idle")
                    .param("now", Row.millis(now))
                    .param("idle", Row.millis(now.minus(IDLE)))
                    .update();
            return sql.sql(
                            """
                            insert into session
                                (hash, account_id, created_at, expires_at, used_at)
                            values (:hash, :accountId, :now, :expiresAt, :now)
                            """)
                    .param("hash", secret.hash())
                    .param("accountId", accountId)
                    .param("now", Row.millis(now))
                    .param("expiresAt", Row.millis(now.plus(LIFE)))
                    .update();
        });
        return secret;
    }

    /// Whose session it is, unless it is over or its account is disabled.
    Optional<Account> findAccount(Secret secret) {
        Instant now = clock.instant();
        Optional<Used> used =
                database.read(sql ->
                        sql.sql(
                                        """
                                        select %s, s.used_at
                                        from session s join account a on a.id = s.account_id
                                        where s.hash = :hash and s.expires_at > :now
                                            and s.used_at > :idle and a.enabled
                                        """
                                                .formatted(AccountStore.COLUMNS))
                                .param("hash", secret.hash())
                                .param("now", Row.millis(now))
                                .param("idle", Row.millis(now.minus(IDLE)))
                                .query((set, _) -> used(new Row(set)))
                                .optional());
        used.filter(session -> session.usedAt().isBefore(now.minus(USE_RESOLUTION)))
                .ifPresent(_ -> write(secret, now));
        return used.map(Used::account);
    }

    private record Used(Account account, Instant usedAt) {}

    private static Used used(Row row) throws SQLException {
        return new Used(AccountStore.account(row), row.time("used_at"));
    }

    private void write(Secret secret, Instant now) {
        database.write(sql ->
                sql.sql("update session set used_at = :now where hash = :hash")
                        .param("now", Row.millis(now))
                        .param("hash", secret.hash())
                        .update());
    }

    void close(Secret secret) {
        database.write(sql ->
                sql.sql("delete from session where hash = :hash")
                        .param("hash", secret.hash())
                        .update());
    }

    /// Ends all sessions of an account.
    ///
    /// @param but one that goes on
    public void closeAll(String accountId, @Nullable Secret but) {
        database.write(sql ->
                sql.sql("delete from session where account_id = :accountId and hash <> :but")
                        .param("accountId", accountId)
                        .param("but", but == null ? "" : but.hash())
                        .update());
    }
}
