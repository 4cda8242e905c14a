package dev.pithyjaunt.github.credential;

import dev.pithyjaunt.github.rest.Bearer;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Rest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a credential shows, and keeps, for each repository.
public final class Bearers {

    private final Rest rest;
    private final Credential credential;
    private final Map<RepositoryName, InstallationToken> installations = new ConcurrentHashMap<>();

    public Bearers(Rest rest, Credential credential) {
        this.rest = rest;
        this.credential = credential;
    }

    public Credential credential() {
        return credential;
    }

    /// For calls about the repository.
    public Bearer of(RepositoryName repository) {
        return switch (credential) {
            case Credential.Token(String value) -> new FixedToken(value);
            case Credential.App app -> installation(app, repository);
        };
    }

    /// For calls about no repository.
    public Bearer own() {
        return switch (credential) {
            case Credential.Token(String value) -> new FixedToken(value);
            case Credential.App app -> new AppToken(app, rest.timing().clock());
        };
    }

    /// What an app's token for the repository may do, names to `read` or `write`; empty where the
    /// credential is no app.
    public Optional<Map<String, String>> permissions(RepositoryName repository, Instant until) {
        return switch (credential) {
            case Credential.Token _ -> Optional.empty();
            case Credential.App app ->
                    Optional.of(installation(app, repository).permissions(until));
        };
    }

    private InstallationToken installation(Credential.App app, RepositoryName repository) {
        return installations.computeIfAbsent(
                repository,
                name ->
                        new InstallationToken(
                                rest, new AppToken(app, rest.timing().clock()), name));
    }

    private record FixedToken(String value) implements Bearer {

        @Override
        public String account() {
            return "token";
        }

        @Override
        public String token(Instant until) {
            return value;
        }

        @Override
        public boolean renew(String refused) {
            return false;
        }

        @Override
        public String toString() {
            return "FixedToken[***]";
        }
    }
}
