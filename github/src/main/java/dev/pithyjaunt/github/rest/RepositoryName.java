package dev.pithyjaunt.github.rest;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a repository on a GitHub, written `owner/name`. GitHub compares both without regard
/// to case; these values do with.
public record RepositoryName(String owner, String name) {

    /// Enterprise users have an underscore and a short code at the end.
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public RepositoryName {
        if (!OWNER.matcher(owner).matches()
                || !NAME.matcher(name).matches()
                || name.equals(".")
                || name.equals("..")) {
            throw new IllegalArgumentException(
                    "a repository is named owner/name, but found \"%s/%s\"".formatted(owner, name));
        }
    }

    /// Reads `owner/name`.
    ///
    /// @throws IllegalArgumentException when it is no such name
    public static RepositoryName of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "a repository is named owner/name, but found \"%s\"".formatted(text));
        }
        return new RepositoryName(text.substring(0, slash), text.substring(slash + 1));
    }

    /// The same; empty when it is no such name.
    public static Optional<RepositoryName> find(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The beginning of all REST paths about it, `/repos/owner/name`.
    public String path() {
        return "/repos/" + this;
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
