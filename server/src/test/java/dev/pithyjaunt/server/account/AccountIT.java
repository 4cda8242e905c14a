package dev.pithyjaunt.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Objects;

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
