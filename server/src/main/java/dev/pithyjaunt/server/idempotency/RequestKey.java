package dev.pithyjaunt.server.idempotency;

import dev.pithyjaunt.server.platform.InvalidInputException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What makes two requests one: who sends them, where to, and the key they bring.
///
/// @param key 1 to 255 printable ASCII characters
record RequestKey(String accountId, String path, String key) {

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    RequestKey {
        if (key.isEmpty()
                || key.length() > MAX_LENGTH
                || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new InvalidInputException(
                    HEADER, "expected 1 to %d printable ASCII characters".formatted(MAX_LENGTH));
        }
    }

    /// What a body is told apart by from another one.
    static String fingerprint(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
