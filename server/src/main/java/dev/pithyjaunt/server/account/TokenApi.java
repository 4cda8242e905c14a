package dev.pithyjaunt.server.account;

import dev.pithyjaunt.server.platform.InvalidInputException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

@RestController
@RequestMapping("/api/token")
final class TokenApi {

    private static final int MAX_NAME = 100;

    private final ApiTokenStore tokens;
    private final InstantSource clock;

    TokenApi(ApiTokenStore tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@AuthenticationPrincipal Account account, @RequestBody Wanted wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        Instant expiresAt = wanted.expiresAt();
        new InvalidInputException.Collector()
                .unless(
                        !name.isEmpty() && name.length() <= MAX_NAME,
                        "name",
                        "expected 1 to %d characters".formatted(MAX_NAME))
                .unless(
                        expiresAt == null || expiresAt.isAfter(clock.instant()),
                        "expiresAt",
                        "expected a time to come")
                .check();
        Secret secret = Secret.create(ApiTokenStore.PREFIX);
        return new Created(
                tokens.add(
                        account,
                        name,
                        wanted.scope() == null ? ApiToken.Scope.WRITE : wanted.scope(),
                        secret,
                        expiresAt),
                secret.text());
    }

    @GetMapping
    Tokens list(@AuthenticationPrincipal Account account) {
        return new Tokens(tokens.list(account));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal Account account, @PathVariable String id) {
        tokens.delete(account, id);
    }

    /// @param scope absent: `write`
    /// @param expiresAt absent: never
    record Wanted(
            @Nullable String name, ApiToken.@Nullable Scope scope, @Nullable Instant expiresAt) {}

    record Tokens(List<ApiToken> items) {}

    /// @param secret shown this once
    record Created(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "Created[" + token + "]";
        }
    }
}
