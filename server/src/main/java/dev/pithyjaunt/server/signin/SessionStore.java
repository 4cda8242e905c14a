package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sessions of browsers, as rows: they outlive a restart.
@Component
final class SessionStore {

    static final Duration LIFE = Duration.ofDays(30);

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
            sql.sql("delete from session where expires_at <= :now")
                    .param("now", Row.millis(now))
                    .update();
            return sql.sql(
                            """
                            insert into session (hash, account_id, created_at, expires_at)
                            values (:hash, :accountId, :now, :expiresAt)
                            """)
                    .param("hash", secret.hash())
                    .param("accountId", accountId)
                    .param("now", Row.millis(now))
                    .param("expiresAt", Row.millis(now.plus(LIFE)))
                    .update();
        });
        return secret;
    }

    Optional<Account> findAccount(Secret secret) {
        return database.read(sql ->
                sql.sql(
                                """
                                select %s
                                from session s join account a on a.id = s.account_id
                                where s.hash = :hash and s.expires_at > :now
                                    and a.enabled
                                """
                                        .formatted(AccountStore.COLUMNS))
                        .param("hash", secret.hash())
                        .param("now", Row.millis(clock.instant()))
                        .query((set, _) -> AccountStore.account(new Row(set)))
                        .optional());
    }

    void close(Secret secret) {
        database.write(sql ->
                sql.sql("delete from session where hash = :hash")
                        .param("hash", secret.hash())
                        .update());
    }
}
