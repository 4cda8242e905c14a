package dev.pithyjaunt.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
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

        Optional<Account> account =
                links.redeem(link, "jo").flatMap(session -> sessions.findAccount(session));

        assertThat(account.map(Account::name)).contains("jo");
        assertThat(account.map(Account::role)).contains(Account.Role.ADMINISTRATOR);
        assertThat(links.redeem(link, "eve")).isEmpty();
        assertThat(links.findFirst(SERVER)).isEmpty();
    }

    @Test
    void lookingAtALinkDoesNotUseItUp() {
        Secret link = secret(links.create(SERVER));

        assertThat(links.isGood(link)).isTrue();
        assertThat(links.isGood(link)).isTrue();
        assertThat(links.redeem(link, "jo")).isPresent();
        assertThat(links.isGood(link)).isFalse();
    }

    @Test
    void linkIsGoodForADay() {
        Secret link = secret(links.create(SERVER));
        pass(Duration.ofHours(24));

        assertThat(links.isGood(link)).isFalse();
        assertThat(links.redeem(link, "jo")).isEmpty();
    }

    @Test
    void laterLinkSignsTheAdministratorIn() {
        Account administrator = administrator("jo");

        Secret session = links.redeem(secret(links.create(SERVER)), "eve").orElseThrow();

        assertThat(sessions.findAccount(session)).contains(administrator);
    }

    @Test
    void secondLinkBeforeThereIsAnAccountTakesThePlaceOfTheFirst() {
        Secret first = secret(links.create(SERVER));
        Secret second = secret(links.create(SERVER));

        assertThat(links.redeem(first, "jo")).isEmpty();
        assertThat(links.redeem(second, "jo")).isPresent();
    }

    @Test
    void sessionEndsWhenClosedOrOld() {
        Account jo = member("jo");
        Secret closed = sessions.open(jo.id());
        Secret old = sessions.open(jo.id());

        sessions.close(closed);
        assertThat(sessions.findAccount(closed)).isEmpty();
        assertThat(sessions.findAccount(old)).contains(jo);
        pass(SessionStore.LIFE);
        assertThat(sessions.findAccount(old)).isEmpty();
    }
}
