package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.ClientAddress;
import dev.pithyjaunt.server.platform.InvalidInputException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Optional;

/// Finds out by a password who somebody is, and changes it.
@Component
public final class PasswordSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);

    private final PasswordStore store;
    private final Passwords passwords;
    private final SessionStore sessions;
    private final Throttle throttle;
    private final ClientAddress addresses;

    PasswordSignIn(
            PasswordStore store,
            Passwords passwords,
            SessionStore sessions,
            Throttle throttle,
            ClientAddress addresses) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.addresses = addresses;
    }

    /// Whose name and password these are. An unknown name takes as long as a wrong password.
    ///
    /// @throws TooManyAttemptsException when it was tried too often
    Optional<Account> find(String name, String password, HttpServletRequest request) {
        String address = addresses.of(request);
        throttle.take(name, address);
        Optional<PasswordStore.Entry> entry = store.find(name.strip());
        if (!passwords.matches(password, entry.map(PasswordStore.Entry::hash).orElse(null))) {
            LOG.atInfo().addKeyValue("address", address).log("a password was wrong");
            return Optional.empty();
        }
        throttle.giveBack(name);
        return entry.map(PasswordStore.Entry::account);
    }

    public boolean hasPassword(Account account) {
        return store.findHash(account.id()).isPresent();
    }

    /// Sets a new one for who knows the old one, if there is one.
    ///
    /// @param session that goes on; all others of the account end
    /// @throws InvalidInputException when the old one is wrong or the new one can't be used
    /// @throws TooManyAttemptsException when the old one was wrong too often
    public void change(Account account, String old, String wanted, Secret session) {
        Passwords.check(wanted, "password");
        Optional<String> hash = store.findHash(account.id());
        if (hash.isPresent()) {
            throttle.takeForName(account.name());
            if (!passwords.matches(old, hash.get())) {
                throw new InvalidInputException("oldPassword", "it is not your password");
            }
            throttle.giveBack(account.name());
        }
        change(account, wanted, session);
    }

    /// @param session that goes on, absent for none; all others of the account end
    void change(Account account, String wanted, @Nullable Secret session) {
        store.set(account.id(), passwords.hash(wanted));
        sessions.closeAll(account.id(), session);
        LOG.atInfo().addKeyValue("account", account.id()).log("a password was set");
    }
}
