package dev.pithyjaunt.server.account;

import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

@Component
public final class AccountStore {

    /// The columns of an account `a`, as [#account] reads them.
    public static final String COLUMNS =
            "a.id, a.name, a.role, a.enabled, a.email, a.github_login, a.created_at";

    /// To be followed by `where` or `order by`.
    private static final String SELECT = "select %s from account a ".formatted(COLUMNS);

    private final Database database;

    public AccountStore(Database database) {
        this.database = database;
    }

    /// @throws ConflictException when the name, or the login at GitHub, is another one's
    public Account add(Account account) {
        int added =
                database.write(sql ->
                        bind(
                                        sql.sql(
                                                """
                                                insert into account
                                                    (id, name, role, enabled, email,
                                                     github_login, created_at)
                                                values
                                                    (:id, :name, :role, :enabled, :email,
                                                     :gitHubLogin, :createdAt)
                                                on conflict do nothing
                                                """),
                                        account)
                                .param("name", account.name())
                                .param("createdAt", Row.millis(account.createdAt()))
                                .update());
        if (added == 0) {
            throw new ConflictException(
                    isGitHubLoginTaken(account)
                            ? "the login %s at GitHub is another account's"
                                    .formatted(account.gitHubLogin())
                            : "the name %s is taken".formatted(account.name()));
        }
        return account;
    }

    private boolean isGitHubLoginTaken(Account by) {
        return by.gitHubLogin() != null
                && database.read(sql ->
                        sql.sql(
                                        """
                                        select 1 from account
                                        where github_login = :gitHubLogin and id <> :id
                                        """)
                                .param("gitHubLogin", by.gitHubLogin())
                                .param("id", by.id())
                                .query(Integer.class)
                                .optional()
                                .isPresent());
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, Account account) {
        return statement
                .param("id", account.id())
                .param("role", Row.word(account.role()))
                .param("enabled", account.enabled())
                .param("email", account.email())
                .param("gitHubLogin", account.gitHubLogin());
    }

    /// Changes one, whatever else is changed at the same time. The name stays. Another login at
    /// GitHub ends what was bound to the one before.
    ///
    /// @throws NotFoundException when there is none
    /// @throws ConflictException when it was the last administrator who comes in, or the login at
    ///   GitHub is another one's
    public Change change(String id, UnaryOperator<Account> change) {
        return database.write(sql -> {
            // Two administrators who demote each other wait for one another here.
            List<String> administrators =
                    sql.sql(
                                    """
                                    select id from account
                                    where role = 'administrator' and enabled order by id
                                    """
                                            + database.forUpdate())
                            .query((set, _) -> new Row(set).text("id"))
                            .list();
            Account before =
                    sql.sql(SELECT + "where a.id = :id" + database.forUpdate())
                            .param("id", id)
                            .query((set, _) -> account(new Row(set)))
                            .optional()
                            .orElseThrow(() -> new NotFoundException("account", id));
            Account after = change.apply(before);
            if (administrators.equals(List.of(id))
                    && !(after.isAdministrator() && after.enabled())) {
                throw new ConflictException(
                        "%s is the last administrator who can sign in: make another one first"
                                .formatted(before.name()));
            }
            if (isGitHubLoginTaken(after)) {
                throw new ConflictException(
                        "the login %s at GitHub is another account's"
                                .formatted(after.gitHubLogin()));
            }
            bind(
                            sql.sql(
                                    """
                                    update account set role = :role, enabled = :enabled,
                                        email = :email, github_login = :gitHubLogin,
                                        github_id = case
                                            when github_login = :gitHubLogin then github_id end
                                    where id = :id
                                    """),
                            after)
                    .update();
            return new Change(before, after);
        });
    }

    /// What an account was and what it became.
    public record Change(Account before, Account after) {}

    public Optional<Account> find(String id) {
        return database.read(sql ->
                sql.sql(SELECT + "where a.id = :id")
                        .param("id", id)
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    public boolean isEnabled(String id) {
        return find(id).filter(Account::enabled).isPresent();
    }

    /// The one that a user at GitHub signs in with, enabled or not: bound to the number, or else
    /// meant by the login and not bound yet.
    ///
    /// @param id GitHub's number of the user
    /// @param login whatever its case
    public Optional<Account> findByGitHub(long id, String login) {
        return database.read(sql ->
                sql.sql(
                                SELECT
                                        + """
                                        where a.github_id = :id
                                            or (a.github_id is null and a.github_login = :login)
                                        order by case when a.github_id is null then 1 else 0 end
                                        limit 1
                                        """)
                        .param("id", id)
                        .param("login", login.toLowerCase(Locale.ROOT))
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    /// All of them, by name.
    public List<Account> list() {
        return database.read(sql ->
                sql.sql(SELECT + "order by lower(a.name)")
                        .query((set, _) -> account(new Row(set)))
                        .list());
    }

    /// The first one that is enabled.
    public Optional<Account> administrator() {
        return database.read(sql ->
                sql.sql(
                                SELECT
                                        + """
                                        where a.role = 'administrator' and a.enabled
                                        order by a.id limit 1
                                        """)
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
