package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Links that sign in once. Until there is an account, a link makes the first administrator.
@Component
public final class SignInLinks {

    private static final Duration LIFE = Duration.ofHours(24);

    private final Database database;
    private final AccountStore accounts;
    private final InstantSource clock;

    SignInLinks(Database database, AccountStore accounts, InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// The same without an application around it.
    public static SignInLinks of(Database database, InstantSource clock) {
        return new SignInLinks(database, new AccountStore(database), clock);
    }

    /// A link for the first administrator, absent when there is one already.
    public Optional<URI> findFirst(URI server) {
        return accounts.administrator().isPresent()
                ? Optional.empty()
                : Optional.of(create(server));
    }

    /// A link for the administrator, or, when there is none, to become the first.
    public URI create(URI server) {
        return create(server, accounts.administrator().map(Account::id).orElse(null));
    }

    /// A link for one account. Those that it had before are not good any more.
    public URI create(URI server, Account account) {
        return create(server, account.id());
    }

    private URI create(URI server, @Nullable String accountId) {
        Secret secret = Secret.create("");
        Instant now = clock.instant();
        database.write(sql -> {
            // One link at most can make the first administrator.
            sql.sql(
                            """
                            delete from sign_in_link
                            where account_id is null or account_id = :accountId
                                or expires_at <= :now
                            """)
                    .param("accountId", accountId)
                    .param("now", Row.millis(now))
                    .update();
            return sql.sql(
                            """
                            insert into sign_in_link
                                (hash, account_id, created_at, expires_at)
                            values (:hash, :accountId, :now, :expiresAt)
                            """)
                    .param("hash", secret.hash())
                    .param("accountId", accountId)
                    .param("now", Row.millis(now))
                    .param("expiresAt", Row.millis(now.plus(LIFE)))
                    .update();
        });
        return URI.create(server + "/sign-in/" + secret.text());
    }

    /// Whom a link signs in.
    ///
    /// @param name of the account; absent: it makes the first administrator
    record Invitation(@Nullable String name) {}

    /// Whom it would sign in, if anybody. It stays so: programs that look at links do not use them
    /// up.
    Optional<Invitation> find(Secret link) {
        return database.read(sql ->
                sql.sql(
                                """
                                select a.name from sign_in_link l
                                left join account a on a.id = l.account_id
                                where l.hash = :hash and l.used_at is null and l.expires_at > :now
                                    and (a.id is null or a.enabled)
                                """)
                        .param("hash", link.hash())
                        .param("now", Row.millis(clock.instant()))
                        .query((set, _) -> new Invitation(new Row(set).textOrNull("name")))
                        .optional());
    }

    /// Uses it up.
    ///
    /// @param name of the account, where the link makes one
    /// @return whom it signs in, or nothing when the link is used, too old or unknown, or its
    ///   account is disabled
    Optional<Account> redeem(Secret link, String name) {
        return database.write(sql -> {
            List<Optional<String>> used =
                    sql.sql(
                                    """
                                    update sign_in_link set used_at = :now
                                    where hash = :hash and used_at is null
                                        and expires_at > :now
                                    returning account_id
                                    """)
                            .param("hash", link.hash())
                            .param("now", Row.millis(clock.instant()))
                            .query((set, _) -> Optional.ofNullable(set.getString(1)))
                            .list();
            if (used.isEmpty()) {
                return Optional.empty();
            }
            return used.getFirst().isPresent()
                    ? used.getFirst().flatMap(accounts::find).filter(Account::enabled)
                    : firstAccount(name);
        });
    }

    private Optional<Account> firstAccount(String name) {
        if (accounts.administrator().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                accounts.add(Account.create(name, Account.Role.ADMINISTRATOR, clock.instant())));
    }
}
