package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

class RedactorTest {

    private static final String KEY = "fake+key/with=signs\"and-length";

    private final Redactor redactor = new Redactor(List.of(KEY, "", "abc"));

    @Test
    void plainSecretIsMasked() {
        assertThat(redactor.redact("key is " + KEY + ".")).isEqualTo("key is ***.");
    }

    @Test
    void urlEncodedAndJsonEscapedFormsAreMasked() {
        assertThat(redactor.redact("?k=fake%2Bkey%2Fwith%3Dsigns%22and-length&x"))
                .isEqualTo("?k=***&x");
        assertThat(redactor.redact(Json.line(KEY))).isEqualTo("\"***\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "user:"})
    void base64IsMaskedAtEveryAlignment(String before) {
        String text =
                Base64.getEncoder()
                        .encodeToString((before + KEY + "tail").getBytes(StandardCharsets.UTF_8));

        String redacted = redactor.redact(text);

        assertThat(redacted).contains("***").hasSizeLessThan(text.length() - KEY.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-fake0000000000000000",
                "ghp_fake00000000000000000000000000000000",
                "ghs_12345_eyJfake.fake-fake_fake000000000",
                "github_pat_fake0000000000000000000",
                "AKIAFAKEFAKEFAKEFAKE",
                "-----BEGIN RSA PRIVATE KEY-----\nfake\n-----END RSA PRIVATE KEY-----"
            })
    void tokenShapesAreMaskedWithoutBeingKnown(String token) {
        assertThat(redactor.redact("found " + token + " here")).isEqualTo("found *** here");
    }

    @Test
    void credentialsInAnAddressAreMasked() {
        assertThat(redactor.redact("cloning https://me:fake-secret@example.org/a.git"))
                .isEqualTo("cloning https://***@example.org/a.git");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "abc risk-management task-00000000000001 desk-1234567890123";

        assertThat(redactor.redact(text)).isEqualTo(text);
    }
}
