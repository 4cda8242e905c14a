package dev.pithyjaunt.server.account;

import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.Optional;

@Component
public final class AccountStore {

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
                                        insert into account (id, name, role, created_at)
                                        values (:id, :name, :role, :createdAt)
                                        on conflict do nothing
                                        """)
                                .param("id", account.id())
                                .param("name", account.name())
                                .param("role", Row.word(account.role()))
                                .param("createdAt", Row.millis(account.createdAt()))
                                .update());
        if (added == 0) {
            throw new ConflictException("the name %s is taken".formatted(account.name()));
        }
        return account;
    }

    public Optional<Account> find(String id) {
        return database.read(sql ->
                sql.sql("select id, name, role, created_at from account where id = :id")
                        .param("id", id)
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    /// The first one there is.
    Optional<Account> administrator() {
        return database.read(sql ->
                sql.sql(
                                """
                                select id, name, role, created_at from account
                                where role = 'administrator' order by id limit 1
                                """)
                        .query((set, _) -> account(new Row(set)))
                        .optional());
    }

    static Account account(Row row) throws SQLException {
        return new Account(
                row.text("id"),
                row.text("name"),
                row.constant("role", Account.Role.class),
                row.time("created_at"));
    }
}
