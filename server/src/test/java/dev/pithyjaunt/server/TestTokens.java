package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.Database;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// What a test puts into the tables because there is no way to it from outside.
final class TestTokens {

    private TestTokens() {}

    /// A token of an account that can't sign in.
    static String create(Database database, Account account) {
        String token = "pj_" + Id.next();
        database.write(sql ->
                sql.sql(
                                """
                                insert into api_token (id, account_id, name, hash, created_at)
                                values (:id, :account, 'test', :hash, 0)
                                """)
                        .param("id", Id.next())
                        .param("account", account.id())
                        .param("hash", sha256(token))
                        .update());
        return token;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Account administrator(JdbcClient sql) {
        return sql.sql("select id, name from account where role = 'administrator'")
                .query((set, _) ->
                        new Account(
                                set.getString("id"),
                                set.getString("name"),
                                Account.Role.ADMINISTRATOR,
                                Instant.EPOCH))
                .single();
    }
}
