package dev.pithyjaunt.server.account;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

@Component
public final class ApiTokenStore {

    static final String PREFIX = "pj_";

    /// Uses closer together than this are not written: a request that reads stays one.
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;

    ApiTokenStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    ApiToken add(
            Account account,
            String name,
            ApiToken.Scope scope,
            Secret secret,
            @Nullable Instant expiresAt) {
        ApiToken token = new ApiToken(Id.next(), name, scope, clock.instant(), expiresAt, null);
        database.write(sql ->
                sql.sql(
                                """
                                insert into api_token
                                    (id, account_id, name, scope, hash, created_at,
                                     expires_at)
                                values (:id, :accountId, :name, :scope, :hash, :createdAt,
                                    :expiresAt)
                                """)
                        .param("id", token.id())
                        .param("accountId", account.id())
                        .param("name", name)
                        .param("scope", Row.word(scope))
                        .param("hash", secret.hash())
                        .param("createdAt", Row.millis(token.createdAt()))
                        .param("expiresAt", Row.millis(expiresAt))
                        .update());
        return token;
    }

    List<ApiToken> list(Account account) {
        return database.read(sql ->
                sql.sql(
                                """
                                select id, name, scope, created_at, expires_at,
                                    last_used_at
                                from api_token where account_id = :accountId order by id
                                """)
                        .param("accountId", account.id())
                        .query((set, _) -> token(new Row(set)))
                        .list());
    }

    private static ApiToken token(Row row) throws SQLException {
        return new ApiToken(
                row.text("id"),
                row.text("name"),
                row.constant("scope", ApiToken.Scope.class),
                row.time("created_at"),
                row.timeOrNull("expires_at"),
                row.timeOrNull("last_used_at"));
    }

    /// @throws NotFoundException when the account has no such token
    void delete(Account account, String id) {
        int deleted =
                database.write(sql ->
                        sql.sql(
                                        """
                                        delete from api_token
                                        where id = :id and account_id = :accountId
                                        """)
                                .param("id", id)
                                .param("accountId", account.id())
                                .update());
        if (deleted == 0) {
            throw new NotFoundException("token", id);
        }
    }

    /// @param scope what the token lets it do
    public record Holder(Account account, ApiToken.Scope scope) {}

    /// Whose token it is, unless it has expired or its account is disabled.
    public Optional<Holder> find(Secret secret) {
        Instant now = clock.instant();
        Optional<Used> used =
                database.read(sql ->
                        sql.sql(
                                        """
                                        select %s,
                                            t.id as token_id, t.scope, t.last_used_at
                                        from api_token t join account a on a.id = t.account_id
                                        where t.hash = :hash
                                            and a.enabled
                                            and (t.expires_at is null or t.expires_at > :now)
                                        """
                                                .formatted(AccountStore.COLUMNS))
                                .param("hash", secret.hash())
                                .param("now", Row.millis(now))
                                .query((set, _) -> used(new Row(set)))
                                .optional());
        used.filter(token -> token.isOlderThan(now.minus(USE_RESOLUTION)))
                .ifPresent(token -> write(token.tokenId(), now));
        return used.map(Used::holder);
    }

    private static Used used(Row row) throws SQLException {
        return new Used(
                new Holder(AccountStore.account(row), row.constant("scope", ApiToken.Scope.class)),
                row.text("token_id"),
                row.timeOrNull("last_used_at"));
    }

    private void write(String tokenId, Instant now) {
        database.write(sql ->
                sql.sql("update api_token set last_used_at = :now where id = :id")
                        .param("now", Row.millis(now))
                        .param("id", tokenId)
                        .update());
    }

    private record Used(Holder holder, String tokenId, @Nullable Instant lastUsedAt) {

        boolean isOlderThan(Instant time) {
            return lastUsedAt == null || lastUsedAt.isBefore(time);
        }
    }
}
