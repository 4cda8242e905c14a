package dev.pithyjaunt.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.account.Secret;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

class SignInIT extends StoreContract {

    private static final URI SERVER = URI.create("https://jaunt.example.org");

    private SignInLinks links;
    private SessionStore sessions;

    @BeforeEach
    void build() {
        links = SignInLinks.of(database, clock);
        sessions = new SessionStore(database, clock);
    }

    private static Secret secret(URI link) {
        return new Secret(link.getPath().replaceFirst("/sign-in/", ""));
    }

    @Test
    void firstLinkMakesTheAdministratorOnce() {
        Secret link = secret(links.findFirst(SERVER).orElseThrow());
        assertThat(links.find(link)).contains(new SignInLinks.Invitation(null));

        Optional<Account> account = links.redeem(link, "jo");

        assertThat(account.map(Account::name)).contains("jo");
        assertThat(account.map(Account::role)).contains(Account.Role.ADMINISTRATOR);
        assertThat(links.redeem(link, "eve")).isEmpty();
        assertThat(links.findFirst(SERVER)).isEmpty();
    }

    @Test
    void lookingAtALinkDoesNotUseItUp() {
        Secret link = secret(links.create(SERVER));

        assertThat(links.find(link)).isPresent();
        assertThat(links.find(link)).isPresent();
        assertThat(links.redeem(link, "jo")).isPresent();
        assertThat(links.find(link)).isEmpty();
    }

    @Test
    void linkIsGoodForADay() {
        Secret link = secret(links.create(SERVER));
        pass(Duration.ofHours(24));

        assertThat(links.find(link)).isEmpty();
        assertThat(links.redeem(link, "jo")).isEmpty();
    }

    @Test
    void laterLinkSignsTheAdministratorIn() {
        Account administrator = administrator("jo");
        Secret link = secret(links.create(SERVER));

        assertThat(links.find(link)).contains(new SignInLinks.Invitation("jo"));
        assertThat(links.redeem(link, "eve")).contains(administrator);
    }

    @Test
    void secondLinkTakesThePlaceOfTheFirst() {
        Secret first = secret(links.create(SERVER));
        Secret second = secret(links.create(SERVER));
        assertThat(links.redeem(first, "jo")).isEmpty();
        assertThat(links.redeem(second, "jo")).isPresent();

        Account ada = member("ada");
        Secret third = secret(links.create(SERVER, ada));
        Secret fourth = secret(links.create(SERVER, ada));
        assertThat(links.redeem(third, "x")).isEmpty();
        assertThat(links.redeem(fourth, "x")).contains(ada);
    }

    @Test
    void linkOfADisabledAccountSignsNobodyIn() {
        Account ada = member("ada");
        Secret link = secret(links.create(SERVER, ada));
        disable(ada);

        assertThat(links.find(link)).isEmpty();
        assertThat(links.redeem(link, "ada")).isEmpty();
    }

    private void disable(Account account) {
        new AccountStore(database)
                .change(
                        account.id(),
                        found ->
                                new Account(
                                        found.id(),
                                        found.name(),
                                        found.role(),
                                        false,
                                        null,
                                        null,
                                        found.createdAt()));
    }

    @Test
    void sessionEndsWhenClosedOrOldOrUnusedOrItsAccountIsDisabled() {
        Account jo = member("jo");
        Secret closed = sessions.open(jo.id());
        Secret used = sessions.open(jo.id());
        Secret unused = sessions.open(jo.id());

        sessions.close(closed);
        assertThat(sessions.findAccount(closed)).isEmpty();
        pass(SessionStore.IDLE.minusSeconds(1));
        assertThat(sessions.findAccount(used)).contains(jo);
        pass(Duration.ofSeconds(1));
        assertThat(sessions.findAccount(unused)).isEmpty();
        while (now.isBefore(NOW.plus(SessionStore.LIFE).minusSeconds(1))) {
            assertThat(sessions.findAccount(used)).contains(jo);
            pass(Duration.ofDays(1));
        }
        pass(Duration.ofDays(1));
        assertThat(sessions.findAccount(used)).isEmpty();

        Secret last = sessions.open(jo.id());
        disable(jo);
        assertThat(sessions.findAccount(last)).isEmpty();
    }

    @Test
    void allSessionsOfAnAccountEndButTheOneThatGoesOn() {
        Account jo = member("jo");
        Account ada = member("ada");
        Secret here = sessions.open(jo.id());
        Secret there = sessions.open(jo.id());
        Secret others = sessions.open(ada.id());

        sessions.closeAll(jo.id(), here);
        assertThat(sessions.findAccount(here)).contains(jo);
        assertThat(sessions.findAccount(there)).isEmpty();
        sessions.closeAll(jo.id(), null);
        assertThat(sessions.findAccount(here)).isEmpty();
        assertThat(sessions.findAccount(others)).contains(ada);
    }

    @Test
    void userAtGitHubIsBoundByTheLoginOnceAndByTheNumberAfterThat() {
        GitHubAccounts gitHub = new GitHubAccounts(database);
        AccountStore store = new AccountStore(database);
        Account ada =
                store.add(
                        new Account(Id.next(), "ada", Account.Role.USER, true, null, "ada-l", NOW));
        member("jo");

        assertThat(gitHub.find(new GitHubSignIn.User(7, "jo"))).isEmpty();
        assertThat(gitHub.find(new GitHubSignIn.User(8, "Ada-L"))).contains(ada);
        assertThat(gitHub.find(new GitHubSignIn.User(8, "ada-renamed"))).contains(ada);
        assertThat(gitHub.find(new GitHubSignIn.User(9, "ada-l"))).isEmpty();

        disable(ada);
        assertThat(gitHub.find(new GitHubSignIn.User(8, "ada-l"))).isEmpty();
    }
}
