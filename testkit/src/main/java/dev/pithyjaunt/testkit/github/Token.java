package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A token and what it may do.
///
/// @param login who acts, such as `octocat` or `github-actions[bot]`
/// @param scopes of a classic one only
/// @param permissions `read` or `write` by GitHub's name, such as `pull_requests`
/// @param repositories full names; empty for all
/// @param expires null when it has no end
record Token(
        String value,
        TokenKind kind,
        String login,
        Set<String> scopes,
        Map<String, String> permissions,
        Set<String> repositories,
        @Nullable Instant expires) {

    Token {
        scopes = Set.copyOf(scopes);
        permissions = Map.copyOf(permissions);
        repositories = Set.copyOf(repositories);
    }

    /// Names as workflow files have them are taken as well: `pull-requests`.
    static Map<String, String> permissions(Map<String, String> given) {
        Map<String, String> permissions = new LinkedHashMap<>();
        given.forEach((name, level) -> {
            if (!Set.of("read", "write", "none").contains(level)) {
                throw new IllegalArgumentException(
                        "permission %s: read, write or none, not %s".formatted(name, level));
            }
            if (!level.equals("none")) {
                permissions.put(name.replace('-', '_'), level);
            }
        });
        permissions.putIfAbsent("metadata", "read");
        return permissions;
    }

    static Map<String, String> permissionsOf(Set<String> scopes) {
        Map<String, String> permissions = new LinkedHashMap<>();
        if (scopes.contains("repo") || scopes.contains("public_repo")) {
            for (String name :
                    Set.of(
                            "contents",
                            "pull_requests",
                            "issues",
                            "metadata",
                            "actions",
                            "secrets",
                            "administration")) {
                permissions.put(name, "write");
            }
        }
        if (scopes.contains("workflow")) {
            permissions.put("workflows", "write");
        }
        return permissions;
    }

    /// Whether it acts for a person, whose own permission counts too.
    boolean isPersonal() {
        return kind == TokenKind.CLASSIC || kind == TokenKind.FINE_GRAINED;
    }

    boolean reaches(StandInRepository repository) {
        boolean named = repositories.isEmpty() || repositories.contains(repository.fullName());
        boolean scoped =
                kind != TokenKind.CLASSIC || !repository.isPrivate() || scopes.contains("repo");
        return named && scoped;
    }

    /// @param grant such as `contents:write`
    boolean grants(String grant) {
        String[] parts = grant.split(":", 2);
        String level = permissions.getOrDefault(parts[0], "none");
        return level.equals("write") || level.equals(parts[1]);
    }

    @Override
    public String toString() {
        return kind + " of " + login;
    }
}
