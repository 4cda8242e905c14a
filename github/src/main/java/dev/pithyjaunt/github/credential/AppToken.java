package dev.pithyjaunt.github.credential;

import dev.pithyjaunt.github.rest.Bearer;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/// An app speaking for itself, with a token that it signs.
///
/// Source:
/// <https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app>
record AppToken(Credential.App app, InstantSource clock) implements Bearer {

    /// GitHub refuses one that begins in its future.
    private static final Duration DRIFT = Duration.ofSeconds(60);

    /// GitHub takes ten at most, by its own clock.
    private static final Duration LIFE = Duration.ofMinutes(9);

    @Override
    public String account() {
        return "app " + app.issuer();
    }

    @Override
    public String token(Instant until) {
        Instant now = clock.instant();
        var claims =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("iat", now.minus(DRIFT).getEpochSecond())
                        .put("exp", now.plus(LIFE).getEpochSecond())
                        .put("iss", app.issuer());
        String signed =
                encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                        + "."
                        + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(app.key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing as " + account(), e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Another one would be the same.
    @Override
    public boolean renew(String refused) {
        return false;
    }
}
