package dev.pithyjaunt.server.account;

import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.Optional;

@Component
public final class AccountStore {

    /// The columns of an account `a`, as [#account] reads them.
    public static final String COLUMNS =
            "a.id, a.name, a.role, a.enabled, a.email, a.github_login, a.created_at";

    private final Database database;

    public AccountStore(Database database) {
        this.database = database;
    }

    /// @throws ConflictException when the name is taken
    public Account add(Account account) {
        int added =
                database.write(sql ->
                        sql.sql(
                                        """
                                        insert into account
                                            (id, name, role, enabled, email, github_login,
                                             created_at)
                                        values
                                            (:id, :name, :role, :enabled, :email, :gitHubLogin,
                                             :createdAt)
                                        on conflict do nothing
                                        """)
                                .param("id", account.id())
                                .param("name", account.name())
                                .param("role", Row.word(account.role()))
                                .param("enabled", account.enabled())
                                .param("email", account.email())
                                .param("gitHubLogin", account.gitHubLogin())
                                .param("createdAt", Row.millis(account.createdAt()))
                                .update());
        if (added == 0) {
            throw new ConflictException("the name %s is taken".formatted(account.name()));
        }
        return account;
    }

    public Optional<Account> find(String id) {
        return database.read(sql ->
                sql.sql("select %s from account a where a.id = :id".formatted(COLUMNS))
                        .param("id", id)
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    /// The first one that is enabled.
    public Optional<Account> administrator() {
        return database.read(sql ->
                sql.sql(
                                """
                                select %s from account a
                                where a.role = 'administrator' and a.enabled
                                order by a.id limit 1
                                """
                                        .formatted(COLUMNS))
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    /// Reads [#COLUMNS].
    public static Account account(Row row) throws SQLException {
        return new Account(
                row.text("id"),
                row.text("name"),
                row.constant("role", Account.Role.class),
                row.flag("enabled"),
                row.textOrNull("email"),
                row.textOrNull("github_login"),
                row.time("created_at"));
    }
}
