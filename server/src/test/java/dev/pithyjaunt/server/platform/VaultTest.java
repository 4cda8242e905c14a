package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.util.Base64;

class VaultTest {

    private static final Vault VAULT = vault(1);

    private static Vault vault(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return Vault.of(Base64.getEncoder().encodeToString(key));
    }

    @Test
    void whatIsSealedIsNotReadWithoutTheKey() {
        String sealed = VAULT.seal("the secret", "execution 7");

        assertThat(sealed).matches("v1:[A-Za-z0-9+/]{51,52}={0,2}");
        assertThat(sealed).isNotEqualTo(VAULT.seal("the secret", "execution 7"));
        assertThat(VAULT.open(sealed, "execution 7")).isEqualTo("the secret");
        assertThatIllegalStateException()
                .isThrownBy(() -> vault(2).open(sealed, "execution 7"))
                .withMessage(
                        "the secret of execution 7 does not open with this server's JAUNT_SECRET_KEY");
    }

    @Test
    void whatIsSealedForOneDoesNotOpenForAnother() {
        String sealed = VAULT.seal("the secret", "execution 7");

        assertThatIllegalStateException().isThrownBy(() -> VAULT.open(sealed, "execution 8"));
    }

    @Test
    void changedTextDoesNotOpen() {
        String sealed = VAULT.seal("the secret", "execution 7");
        int last = sealed.length() - 6;
        String changed =
                sealed.substring(0, last)
                        + (sealed.charAt(last) == 'A' ? 'B' : 'A')
                        + sealed.substring(last + 1);

        assertThatIllegalStateException().isThrownBy(() -> VAULT.open(changed, "execution 7"));
    }

    @Test
    void whatWasStoredBeforeThereWasAVaultIsRead() {
        assertThat(VAULT.open("whsec_abc", "execution 7")).isEqualTo("whsec_abc");
    }

    @Test
    void keyIsNotInItsText() {
        assertThat(VAULT).hasToString("Vault");
    }
}
