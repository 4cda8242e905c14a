package dev.pithyjaunt.github.credential;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an RSA key from PEM: `RSA PRIVATE KEY` is PKCS#1, as GitHub hands it out, `PRIVATE KEY` is
/// PKCS#8. Line ends may be written `\n`, as settings on one line have them.
final class PrivateKeyPem {

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PRIVATE KEY-----");

    /// Version 0 and the identifier of RSA, which PKCS#8 has before what PKCS#1 is.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc5208#section-5>
    private static final byte[] RSA =
            HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PrivateKeyPem() {}

    static RSAPrivateKey read(String pem) {
        Matcher matcher = PEM.matcher(pem.replace("\\n", "\n").strip());
        if (!matcher.matches()) {
            throw unusable();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
            byte[] pkcs8 = matcher.group(1) == null ? der : wrapped(der);
            return (RSAPrivateKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Their messages could show a part of the key.
            throw unusable();
        }
    }

    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException(
                "the private key of a GitHub App is a PEM file with an RSA key, without a password");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.writeBytes(element(OCTETS, pkcs1));
        return element(SEQUENCE, inner.toByteArray());
    }

    /// Of DER; two bytes of length, which any key needs and none exceeds.
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
