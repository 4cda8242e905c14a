package dev.pithyjaunt.server.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals the secrets that are stored, so that the database, or a copy of it, does not tell them:
/// AES-256 in GCM, as `v1:` and base64 of a random nonce of 96 bits, the ciphertext and its tag of
/// 128 bits.
public final class Vault {

    static final String SETTING = "JAUNT_SECRET_KEY";

    private static final String VERSION = "v1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    private Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param base64 of 32 bytes
    /// @throws IllegalArgumentException when it is not
    public static Vault of(String base64) {
        return new Vault(key(base64));
    }

    static Vault of(Settings settings) {
        String given = settings.security().secretKey();
        return of(given == null ? new DataDirectory(settings.dataDirectory()).secretKey() : given);
    }

    static byte[] key(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            // The value is not repeated: it is nearly a secret.
            throw new IllegalArgumentException(
                    SETTING
                            + ": expected 32 bytes as base64, such as `openssl rand -base64 32` makes");
        }
        return key;
    }

    /// @param owner what the secret belongs to: sealed for one thing, it does not open for another
    public String seal(String secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed =
                crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), owner);
        return VERSION
                + Base64.getEncoder()
                        .encodeToString(
                                ByteBuffer.allocate(nonce.length + sealed.length)
                                        .put(nonce)
                                        .put(sealed)
                                        .array());
    }

    /// @param sealed as [#seal] gave it, or a secret that was stored before there was a vault
    /// @throws IllegalStateException when it was sealed with another key or for another owner, or
    ///   was changed
    public String open(String sealed, String owner) {
        if (!sealed.startsWith(VERSION)) {
            return sealed;
        }
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, rest, owner), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, String owner) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the secret of %s does not open with this server's %s"
                            .formatted(owner, SETTING),
                    e);
        }
    }

    /// By which servers see that they have the same of something. Without this vault's key nobody
    /// finds out what it was, however easy to guess.
    String fingerprint(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Vault";
    }
}
