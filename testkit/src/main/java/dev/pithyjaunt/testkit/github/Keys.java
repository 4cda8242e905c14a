package dev.pithyjaunt.testkit.github;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// The stand-in's own key, and the tokens that are signed with it.
final class Keys {

    static final String ID = "stand-in";

    private final State state;
    private final KeyPair pair = generated();

    Keys(State state) {
        this.state = state;
    }

    /// One of RSA, 2,048 bits.
    static KeyPair generated() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("making a key", e);
        }
    }

    KeyPair pair() {
        return pair;
    }

    Token installationToken(
            StandInApp app,
            Map<String, String> permissions,
            Set<String> repositories,
            Duration life) {
        return installationToken(
                TokenKind.INSTALLATION,
                app.id(),
                app.slug() + "[bot]",
                permissions,
                repositories,
                life);
    }

    Token jobToken(StandInRun run, Map<String, String> permissions) {
        return installationToken(
                TokenKind.JOB,
                15368,
                "github-actions[bot]",
                Token.permissions(permissions),
                Set.of(run.repository().fullName()),
                Duration.ofHours(6));
    }

    private Token installationToken(
            TokenKind kind,
            long app,
            String login,
            Map<String, String> permissions,
            Set<String> repositories,
            Duration life) {
        Instant end = state.clock().instant().plus(life);
        Map<String, Object> claims =
                Map.of("iss", "stand-in", "exp", end.getEpochSecond(), "jti", Tokens.fresh(""));
        String value = "ghs_%d_%s".formatted(app, Jwt.signed(claims, ID, pair.getPrivate()));
        return state.tokens()
                .add(new Token(value, kind, login, Set.of(), permissions, repositories, end));
    }
}
