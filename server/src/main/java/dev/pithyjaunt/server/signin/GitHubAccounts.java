package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.util.Locale;
import java.util.Optional;

/// Whose account a user at GitHub signs in with. A login can go to somebody else: it is believed
/// once, and the number after that.
@Component
final class GitHubAccounts {

    private final Database database;

    GitHubAccounts(Database database) {
        this.database = database;
    }

    /// The enabled account that is bound to the user, or that an administrator wrote the login
    /// into, which is bound by that.
    Optional<Account> find(GitHubSignIn.User user) {
        return database.write(sql -> {
            Optional<Account> bound =
                    sql.sql(
                                    "select %s from account a where a.github_id = :id"
                                            .formatted(AccountStore.COLUMNS))
                            .param("id", user.id())
                            .query((set, _) -> AccountStore.account(new Row(set)))
                            .optional();
            if (bound.isPresent()) {
                return bound.filter(Account::enabled);
            }
            return sql.sql(
                            """
                            update account set github_id = :id
                            where github_login = :login and github_id is null and enabled
                            returning id, name, role, enabled, email, github_login, created_at
                            """)
                    .param("id", user.id())
                    .param("login", user.login().toLowerCase(Locale.ROOT))
                    .query((set, _) -> AccountStore.account(new Row(set)))
                    .optional();
        });
    }
}
