package dev.pithyjaunt.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

class AccountIT extends StoreContract {

    private ApiTokenStore tokens;

    @BeforeEach
    void build() {
        tokens = new ApiTokenStore(database, clock);
    }

    @Test
    void nameIsTakenOnce() {
        member("jo");

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> member("jo"))
                .withMessage("the name jo is taken");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> member("JO"))
                .withMessage("the name JO is taken");
    }

    @Test
    void tokenSpeaksForItsAccountUntilItExpires() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        tokens.add(jo, "ci", ApiToken.Scope.WRITE, secret, NOW.plus(Duration.ofHours(1)));

        assertThat(secret.text()).matches("pj_[A-Za-z0-9_-]{43}");
        assertThat(tokens.find(secret))
                .contains(new ApiTokenStore.Holder(jo, ApiToken.Scope.WRITE));
        assertThat(tokens.find(new Secret("pj_other"))).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(tokens.find(secret)).isEmpty();
    }

    @Test
    void useOfATokenIsKeptToTheMinute() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        ApiToken token = tokens.add(jo, "ci", ApiToken.Scope.WRITE, secret, null);
        assertThat(tokens.list(jo)).containsExactly(token);

        tokens.find(secret);
        pass(Duration.ofSeconds(59));
        tokens.find(secret);
        assertThat(Objects.requireNonNull(tokens.list(jo).getFirst().lastUsedAt())).isEqualTo(NOW);
        pass(Duration.ofSeconds(2));
        tokens.find(secret);
        assertThat(Objects.requireNonNull(tokens.list(jo).getFirst().lastUsedAt())).isEqualTo(now);
    }

    @Test
    void tokenIsDeletedByItsAccountOnly() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        ApiToken token = tokens.add(jo, "ci", ApiToken.Scope.WRITE, secret, null);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tokens.delete(administrator("eve"), token.id()));
        tokens.delete(jo, token.id());

        assertThat(tokens.find(secret)).isEmpty();
    }

    @Test
    void lastAdministratorStaysOne() {
        AccountStore store = new AccountStore(database);
        Account jo = administrator("jo");

        for (Account wanted :
                List.of(with(jo, Account.Role.USER, true), with(jo, jo.role(), false))) {
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> store.change(jo.id(), _ -> wanted))
                    .withMessage(
                            "jo is the last administrator who can sign in: make another one first");
        }
        assertThat(store.find(jo.id())).contains(jo);
    }

    @Test
    void ofTwoAdministratorsWhoDemoteEachOtherAtOnceOneStays() throws Exception {
        AccountStore store = new AccountStore(database);
        List<Account> both = List.of(administrator("jo"), administrator("ada"));

        List<Future<Boolean>> refused =
                together(
                        both.stream()
                                .map(each -> (Callable<Boolean>) () -> isRefused(store, each))
                                .toList());

        assertThat(List.of(refused.getFirst().get(), refused.getLast().get()))
                .containsExactlyInAnyOrder(true, false);
        assertThat(store.list().stream().filter(Account::isAdministrator)).hasSize(1);
    }

    private static boolean isRefused(AccountStore store, Account account) {
        try {
            store.change(account.id(), _ -> with(account, Account.Role.USER, true));
            return false;
        } catch (ConflictException _) {
            return true;
        }
    }

    private static Account with(Account account, Account.Role role, boolean enabled) {
        return new Account(
                account.id(), account.name(), role, enabled, null, null, account.createdAt());
    }

    @Test
    void loginAtGitHubIsOneAccounts() {
        AccountStore store = new AccountStore(database);
        Account jo = member("jo");
        Account ada = member("ada");
        store.change(jo.id(), _ -> login(jo, "octo"));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> store.change(ada.id(), _ -> login(ada, "octo")))
                .withMessage("the login octo at GitHub is another account's");
        assertThat(store.list()).containsExactly(ada, login(jo, "octo"));
    }

    private static Account login(Account account, String login) {
        return new Account(account.id(), account.name(), account.role(), true, null, login, NOW);
    }

    @Test
    void disabledAccountHasNoGoodToken() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        tokens.add(jo, "ci", ApiToken.Scope.READ, secret, null);
        assertThat(tokens.find(secret)).contains(new ApiTokenStore.Holder(jo, ApiToken.Scope.READ));

        new AccountStore(database).change(jo.id(), found -> with(found, found.role(), false));

        assertThat(tokens.find(secret)).isEmpty();
    }
}
