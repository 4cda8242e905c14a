package dev.pithyjaunt.server.administration;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.account.AccountText;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.signin.SessionStore;
import dev.pithyjaunt.server.signin.SignInLinks;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;

/// What is done to accounts, whoever does it.
@Component
final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Database database;
    private final AccountStore store;
    private final SessionStore sessions;
    private final SignInLinks links;
    private final ServerAddress address;
    private final InstantSource clock;

    // A change and the sessions that it ends are one; a new account has a link to this address.
    Accounts(
            Database database,
            AccountStore store,
            SessionStore sessions,
            SignInLinks links,
            ServerAddress address,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.sessions = sessions;
        this.links = links;
        this.address = address;
        this.clock = clock;
    }

    /// What a request says of an account. Absent parts stay as they are; an empty e-mail address or
    /// login takes away what was there.
    ///
    /// @param role absent in a new one: user
    record Wanted(
            @Nullable String name,
            Account.@Nullable Role role,
            @Nullable Boolean enabled,
            @Nullable String email,
            @Nullable String gitHubLogin) {

        private Account onto(Account account) {
            String newEmail = email == null ? account.email() : emptyToNull(email.strip());
            String newLogin =
                    gitHubLogin == null
                            ? account.gitHubLogin()
                            : emptyToNull(gitHubLogin.strip().toLowerCase(Locale.ROOT));
            new InvalidInputException.Collector()
                    .unless(
                            newEmail == null || AccountText.isEmail(newEmail),
                            "email",
                            "expected one address such as ada@example.org")
                    .unless(
                            newLogin == null || AccountText.isGitHubLogin(newLogin),
                            "gitHubLogin",
                            "expected a user's login at GitHub")
                    .check();
            return new Account(
                    account.id(),
                    account.name(),
                    role == null ? account.role() : role,
                    enabled == null ? account.enabled() : enabled,
                    newEmail,
                    newLogin,
                    account.createdAt());
        }

        private static @Nullable String emptyToNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /// A new account and the link with which its person comes in.
    ///
    /// @param signInLink a secret, shown this once
    record Created(Account account, URI signInLink) {

        @Override
        public String toString() {
            return "Created[" + account + "]";
        }
    }

    /// @throws InvalidInputException when a part is not what it should be
    Created create(Wanted wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (!AccountText.isName(name)) {
            throw new InvalidInputException(
                    "name",
                    "expected 1 to %d characters that can be seen".formatted(AccountText.MAX_NAME));
        }
        Account account = wanted.onto(Account.create(name, Account.Role.USER, clock.instant()));
        Created created =
                database.write(_ -> {
                    store.add(account);
                    return new Created(account, links.create(address.url(), account));
                });
        LOG.atInfo().addKeyValue("account", account.id()).log("an account was made");
        return created;
    }

    /// Another role ends its sessions, and so does disabling it.
    ///
    /// @throws NotFoundException when there is no such account
    Account change(String id, Wanted wanted) {
        if (wanted.name() != null) {
            throw new InvalidInputException("name", "the name of an account stays");
        }
        Account changed =
                database.write(_ -> {
                    AccountStore.Change change = store.change(id, wanted::onto);
                    if (change.before().role() != change.after().role()
                            || !change.after().enabled()) {
                        sessions.closeAll(id, null);
                    }
                    return change.after();
                });
        LOG.atInfo().addKeyValue("account", id).log("an account was changed");
        return changed;
    }

    /// A new link for who can't come in any more.
    ///
    /// @throws NotFoundException when there is no such account
    Created invite(String id) {
        Account account = get(id);
        return new Created(account, links.create(address.url(), account));
    }

    /// @throws NotFoundException when there is none
    Account get(String id) {
        return store.find(id).orElseThrow(() -> new NotFoundException("account", id));
    }
}
