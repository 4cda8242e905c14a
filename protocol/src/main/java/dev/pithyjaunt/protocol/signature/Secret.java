package dev.pithyjaunt.protocol.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of a signature. `toString` does not tell it.
public final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final byte[] key;

    private Secret(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.key = key;
    }

    /// A secret as people write it: the key is the text in UTF-8, or, after `whsec_`, the bytes
    /// that the rest stands for in Base64.
    ///
    /// @throws IllegalArgumentException when it is empty, or not Base64 after `whsec_`; the text is
    ///   not shown
    public static Secret of(String text) {
        String written = text.strip();
        if (!written.startsWith(PREFIX)) {
            return new Secret(written.getBytes(StandardCharsets.UTF_8));
        }
        return new Secret(decode(written.substring(PREFIX.length())));
    }

    /// A secret whose key is the text in UTF-8, whatever it begins with: GitHub knows no prefix.
    ///
    /// @throws IllegalArgumentException when it is empty
    public static Secret literal(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // Its message would show a part of the secret.
            throw new IllegalArgumentException(
                    "a secret that begins with whsec_ goes on in Base64");
        }
    }

    /// A new one of 32 bytes.
    public static Secret random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new Secret(key);
    }

    /// The secret with which one repository signs its events, so that the master never leaves the
    /// server: HMAC-SHA256 with the master's bytes as key over the UTF-8 bytes of `pithy-jaunt
    /// event secret v1:` followed by the repository's id. A shell does the same with
    ///
    /// ```
    /// printf 'pithy-jaunt event secret v1:%s' "$ID" |
    ///     openssl dgst -sha256 -hmac "$GITHUB_WEBHOOK_SECRET" -binary | base64
    /// ```
    ///
    /// and `whsec_` before it.
    ///
    /// @param master the value of `GITHUB_WEBHOOK_SECRET`
    public static Secret ofRepository(Secret master, String repositoryId) {
        if (repositoryId.isBlank()) {
            throw new IllegalArgumentException("a repository's secret needs the repository's id");
        }
        return new Secret(
                master.hmac(
                        ("pithy-jaunt event secret v1:" + repositoryId)
                                .getBytes(StandardCharsets.UTF_8)));
    }

    /// `whsec_` and the key in Base64: the form in which it is handed over. It is a secret.
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /// HMAC-SHA256 over the parts, one after the other.
    byte[] hmac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
