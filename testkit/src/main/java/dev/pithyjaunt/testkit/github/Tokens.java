package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The tokens that are known, by their values.
final class Tokens {

    private final InstantSource clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    Token add(Token token) {
        tokens.put(token.value(), token);
        return token;
    }

    /// One nobody can guess, in the form of its kind.
    static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    void revoke(String value) {
        tokens.remove(value);
    }

    void expireAt(String value, Instant end) {
        tokens.computeIfPresent(
                value,
                (_, t) ->
                        new Token(
                                value,
                                t.kind(),
                                t.login(),
                                t.scopes(),
                                t.permissions(),
                                t.repositories(),
                                end));
    }

    /// What an `Authorization` header shows.
    ///
    /// @return null when there is none
    /// @throws Refused when it is of no use
    @Nullable String shown(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        String rest = space < 0 ? "" : header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("basic")) {
            String pair = new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        }
        if (scheme.equalsIgnoreCase("bearer") || scheme.equalsIgnoreCase("token")) {
            return rest;
        }
        throw new Refused(401, "Bad credentials");
    }

    Optional<Token> find(String value) {
        return Optional.ofNullable(tokens.get(value))
                .filter(t -> t.expires() == null || clock.instant().isBefore(t.expires()));
    }
}
