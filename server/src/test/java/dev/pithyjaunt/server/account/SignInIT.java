package dev.pithyjaunt.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

class SignInIT extends StoreContract {

    private static final URI SERVER = URI.create("https://jaunt.example.org");

    private SignInLinks links;
    private SessionStore sessions;
    private ApiTokenStore tokens;

    @BeforeEach
    void build() {
        links = SignInLinks.of(database, clock);
        sessions = new SessionStore(database, clock);
        tokens = new ApiTokenStore(database, clock);
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

    @Test
    void nameIsTakenOnce() {
        member("jo");

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> member("jo"))
                .withMessage("the name jo is taken");
    }

    @Test
    void tokenSpeaksForItsAccountUntilItExpires() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        tokens.add(jo, "ci", secret, NOW.plus(Duration.ofHours(1)));

        assertThat(secret.text()).matches("pj_[A-Za-z0-9_-]{43}");
        assertThat(tokens.findAccount(secret)).contains(jo);
        assertThat(tokens.findAccount(new Secret("pj_other"))).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(tokens.findAccount(secret)).isEmpty();
    }

    @Test
    void useOfATokenIsKeptToTheMinute() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        ApiToken token = tokens.add(jo, "ci", secret, null);
        assertThat(tokens.list(jo)).containsExactly(token);

        tokens.findAccount(secret);
        pass(Duration.ofSeconds(59));
        tokens.findAccount(secret);
        assertThat(Objects.requireNonNull(tokens.list(jo).getFirst().lastUsedAt())).isEqualTo(NOW);
        pass(Duration.ofSeconds(2));
        tokens.findAccount(secret);
        assertThat(Objects.requireNonNull(tokens.list(jo).getFirst().lastUsedAt())).isEqualTo(now);
    }

    @Test
    void tokenIsDeletedByItsAccountOnly() {
        Account jo = member("jo");
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        ApiToken token = tokens.add(jo, "ci", secret, null);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tokens.delete(administrator("eve"), token.id()));
        tokens.delete(jo, token.id());

        assertThat(tokens.findAccount(secret)).isEmpty();
    }
}
