package dev.pithyjaunt.protocol.signature;

import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Reason;
import dev.pithyjaunt.protocol.signature.Verification.Valid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Signatures of the Standard Webhooks specification, symmetric scheme `v1`: HMAC-SHA256 over
/// `id.timestamp.body`, the body byte for byte as it travels. To be verified before the body is
/// parsed.
///
/// Source: [Standard Webhooks
/// 1.0.0](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)
public final class Signature {

    /// How far the sender's clock may be from ours, in both directions; the specification's
    /// reference libraries use the same.
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SCHEME = "v1,";

    /// A dot would let two different messages have the same signed text.
    private static final Pattern ID = Pattern.compile("[\\x21-\\x2d\\x2f-\\x7e]{1,256}");

    private static final Pattern SPACES = Pattern.compile(" +");

    private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,12}");

    /// More are not tried: a sender has as many as it has secrets.
    private static final int MAX_SIGNATURES = 10;

    private Signature() {}

    /// Signs one attempt to deliver.
    ///
    /// @param secrets one signature is made with each: during a change of secrets, the old and the
    ///   new one
    /// @throws IllegalArgumentException when the id can't be signed
    public static SignedHeaders sign(List<Secret> secrets, String id, Instant at, byte[] body) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "delivery id \"%s\": expected up to 256 visible characters without a dot"
                            .formatted(id));
        }
        String timestamp = Long.toString(at.getEpochSecond());
        String signatures =
                secrets.stream()
                        .map(secret -> hmac(secret, id, timestamp, body))
                        .map(hmac -> SCHEME + Base64.getEncoder().encodeToString(hmac))
                        .collect(Collectors.joining(" "));
        return new SignedHeaders(id, timestamp, signatures);
    }

    /// Takes constant time over each signature and each secret.
    ///
    /// @param secrets those that count: during a change of secrets, the old and the new one
    public static Verification verify(
            List<Secret> secrets, SignedHeaders headers, byte[] body, Instant now) {
        String id = headers.id();
        String timestamp = headers.timestamp();
        String signature = headers.signature();
        if (id == null || timestamp == null || signature == null) {
            return new Invalid(Reason.MISSING_HEADER);
        }
        if (!ID.matcher(id).matches() || !TIMESTAMP.matcher(timestamp).matches()) {
            return new Invalid(Reason.MALFORMED_HEADER);
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (at.isBefore(now.minus(TOLERANCE))) {
            return new Invalid(Reason.TOO_OLD);
        }
        if (at.isAfter(now.plus(TOLERANCE))) {
            return new Invalid(Reason.TOO_NEW);
        }
        List<byte[]> given =
                SPACES.splitAsStream(signature)
                        .limit(MAX_SIGNATURES)
                        .flatMap(word -> decode(word).stream())
                        .toList();
        boolean matches = false;
        for (Secret secret : secrets) {
            byte[] expected = hmac(secret, id, timestamp, body);
            for (byte[] candidate : given) {
                matches |= MessageDigest.isEqual(expected, candidate);
            }
        }
        return matches ? new Valid(id) : new Invalid(Reason.WRONG_SIGNATURE);
    }

    /// Nothing for a scheme that is not ours: such as `v1a`, which is ed25519.
    private static Optional<byte[]> decode(String word) {
        if (!word.startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(word.substring(SCHEME.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] hmac(Secret secret, String id, String timestamp, byte[] body) {
        return secret.hmac((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII), body);
    }
}
