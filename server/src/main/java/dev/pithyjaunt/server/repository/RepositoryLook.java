package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.Settings;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Looks at a repository that somebody wants to connect: whether it may be, and whether git reaches
/// it.
@Component
public final class RepositoryLook {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Allowance allowance;
    private final Forge forge;
    private final InstantSource clock;

    RepositoryLook(Settings settings, Forge forge, InstantSource clock) {
        allowance = Allowance.of(settings);
        this.forge = forge;
        this.clock = clock;
    }

    /// @throws InvalidInputException when it may not be connected, or git can't use it; with git's
    ///   own words
    Seen atUrl(String given) {
        String url = allowance.url(given);
        return seen(
                "url",
                () -> {
                    Deadline deadline = Deadline.in(LIMIT, clock);
                    RepositoryAddress address = withToken(RepositoryAddress.parse(url, deadline));
                    String[] parts = url.replaceFirst("\\.git$", "").split("/", -1);
                    String name =
                            parts.length > 4
                                    ? parts[parts.length - 2] + "/" + parts[parts.length - 1]
                                    : parts[parts.length - 1];
                    return of(name, address, deadline);
                });
    }

    /// The way to a repository, with this server's credentials where it has some for it.
    public RepositoryAddress address(String location, Deadline deadline) {
        return withToken(RepositoryAddress.parse(location, deadline));
    }

    private RepositoryAddress withToken(RepositoryAddress address) {
        return address instanceof RepositoryAddress.Remote(String url, _)
                ? new RepositoryAddress.Remote(url, forge.token(url, LIMIT))
                : address;
    }

    /// @throws InvalidInputException when it may not be connected, or git can't use it; with git's
    ///   own words
    Seen atPath(String given) {
        Path folder = allowance.folder(given);
        return seen(
                "path",
                () -> {
                    Deadline deadline = Deadline.in(LIMIT, clock);
                    RepositoryAddress address =
                            RepositoryAddress.parse(folder.toString(), deadline);
                    if (!(address instanceof RepositoryAddress.Local local)
                            || !allowance.isBelowRoot(local.path())
                            || !allowance.isBelowRoot(local.commonDirectory())) {
                        throw new InvalidInputException(
                                "path",
                                "%s belongs to a repository that is not below JAUNT_LOCAL_ROOT"
                                        .formatted(folder));
                    }
                    return of(local.path().getFileName().toString(), local, deadline);
                });
    }

    /// Looks again at one that was connected: settings change, and folders are replaced by links.
    ///
    /// @throws IllegalArgumentException when it could not be connected any more, with the reason
    public void requireAllowed(ConnectedRepository repository) {
        try {
            Seen _ =
                    repository.url().contains("://")
                            ? atUrl(repository.url())
                            : atPath(repository.url());
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Seen of(String name, RepositoryAddress address, Deadline deadline) {
        RepositoryAddress.Head head = address.head(Optional.empty(), deadline);
        String branch =
                head.branch()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "its HEAD is detached: check out a branch"));
        return new Seen(name, address.location(), branch);
    }

    private static Seen seen(String field, Look look) {
        try {
            return look.look();
        } catch (GitException e) {
            throw new InvalidInputException(
                    field, e.errors().isBlank() ? e.getMessage() : e.errors().strip());
        } catch (IllegalArgumentException | ForgeException e) {
            throw new InvalidInputException(field, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("looking at a repository", e);
        }
    }

    private interface Look {
        Seen look() throws IOException;
    }

    /// @param location as git takes it
    record Seen(String name, String location, String defaultBranch) {}
}
