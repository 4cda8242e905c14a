package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Optional;

@Component
final class PasswordStore {

    private final Database database;

    PasswordStore(Database database) {
        this.database = database;
    }

    /// @param hash absent: no password was set
    record Entry(Account account, @Nullable String hash) {

        @Override
        public String toString() {
            return "Entry[" + account + "]";
        }
    }

    /// An enabled account by its name, whatever its case.
    Optional<Entry> find(String name) {
        return database.read(sql ->
                sql.sql(
                                """
                                select %s, a.password_hash from account a
                                where lower(a.name) = lower(:name) and a.enabled
                                """
                                        .formatted(AccountStore.COLUMNS))
                        .param("name", name)
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new Entry(
                                    AccountStore.account(row), row.textOrNull("password_hash"));
                        })
                        .optional());
    }

    Optional<String> findHash(String accountId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select password_hash from account
                                where id = :id and password_hash is not null
                                """)
                        .param("id", accountId)
                        .query(String.class)
                        .optional());
    }

    void set(String accountId, String hash) {
        database.write(sql ->
                sql.sql("update account set password_hash = :hash where id = :id")
                        .param("hash", hash)
                        .param("id", accountId)
                        .update());
    }
}
