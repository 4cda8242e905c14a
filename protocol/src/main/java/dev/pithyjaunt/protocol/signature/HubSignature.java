package dev.pithyjaunt.protocol.signature;

import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Reason;
import dev.pithyjaunt.protocol.signature.Verification.Valid;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// GitHub's form of a signature, which a shell can make with `openssl dgst -sha256 -hmac`: over the
/// body alone. It has no time in it and does not cover the id, so it does not tell a repeated
/// message from a replayed one.
///
/// Source: [Validating webhook
/// deliveries](https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries)
public final class HubSignature {

    public static final String HEADER = "X-Hub-Signature-256";

    /// The delivery's id, the same over retries.
    public static final String ID_HEADER = "X-GitHub-Delivery";

    private static final String SCHEME = "sha256=";
    private static final Pattern FORM = Pattern.compile("sha256=[0-9a-fA-F]{64}");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private HubSignature() {}

    /// The header's value.
    public static String sign(Secret secret, byte[] body) {
        return SCHEME + HexFormat.of().formatHex(secret.hmac(body));
    }

    /// Takes constant time over each secret.
    ///
    /// @param signature of the header [#HEADER]
    /// @param id of the header [#ID_HEADER]
    public static Verification verify(
            List<Secret> secrets, @Nullable String signature, @Nullable String id, byte[] body) {
        if (signature == null || id == null) {
            return new Invalid(Reason.MISSING_HEADER);
        }
        if (!FORM.matcher(signature).matches() || !ID.matcher(id).matches()) {
            return new Invalid(Reason.MALFORMED_HEADER);
        }
        byte[] given = HexFormat.of().parseHex(signature, SCHEME.length(), signature.length());
        boolean matches = false;
        for (Secret secret : secrets) {
            matches |= MessageDigest.isEqual(secret.hmac(body), given);
        }
        return matches ? new Valid(id) : new Invalid(Reason.WRONG_SIGNATURE);
    }
}
