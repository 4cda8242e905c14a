package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;

import org.junit.jupiter.api.Test;

import java.util.Base64;

class CommonKeysIT extends StoreContract {

    private static final WebhookSecret MASTER = new WebhookSecret("master", null);
    private static final WebhookSecret OTHER_MASTER = new WebhookSecret("other", null);

    private static Vault vault(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return Vault.of(Base64.getEncoder().encodeToString(key));
    }

    @Test
    void serverWithTheKeysOfTheOthersStarts() {
        new CommonKeys(database, false).check(vault(1), MASTER);

        assertThatCode(() -> new CommonKeys(database, false).check(vault(1), MASTER))
                .doesNotThrowAnyException();
    }

    @Test
    void serverWithOtherKeysDoesNotStartAndSaysWhatToCopy() {
        new CommonKeys(database, false).check(vault(1), MASTER);

        assertThatExceptionOfType(CommonKeys.DifferentException.class)
                .isThrownBy(() -> new CommonKeys(database, false).check(vault(2), MASTER))
                .withMessage(
                        "JAUNT_SECRET_KEY is another one here than on the servers that have used this database: copy it from one of them, where it is a setting or the file secret-key in the data directory. If it was changed on purpose, start once with JAUNT_KEYS_CHANGED=true.");
        assertThatExceptionOfType(CommonKeys.DifferentException.class)
                .isThrownBy(() -> new CommonKeys(database, false).check(vault(1), OTHER_MASTER))
                .withMessageStartingWith("GITHUB_WEBHOOK_SECRET is another one here")
                .withMessageContaining("the file webhook-secret in the data directory");
    }

    @Test
    void keysThatWereChangedOnPurposeTakeThePlaceOfTheOld() {
        new CommonKeys(database, false).check(vault(1), MASTER);
        new CommonKeys(database, true).check(vault(2), OTHER_MASTER);

        assertThatCode(() -> new CommonKeys(database, false).check(vault(2), OTHER_MASTER))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(CommonKeys.DifferentException.class)
                .isThrownBy(() -> new CommonKeys(database, false).check(vault(1), MASTER));
    }

    @Test
    void newMasterIsMeantWhenTheOneBeforeIsGivenToo() {
        new CommonKeys(database, false).check(vault(1), MASTER);
        WebhookSecret rotated = new WebhookSecret(OTHER_MASTER.text(), MASTER.text());

        new CommonKeys(database, false).check(vault(1), rotated);

        assertThatCode(() -> new CommonKeys(database, false).check(vault(1), OTHER_MASTER))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(CommonKeys.DifferentException.class)
                .isThrownBy(() -> new CommonKeys(database, false).check(vault(1), MASTER));
    }
}
