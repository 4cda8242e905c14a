package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.Settings;

import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.InstantSource;

/// Connects a repository by what a person typed into one field.
@Component
public final class Connector {

    private final RepositoryLook look;
    private final RepositoryStore repositories;
    private final Settings settings;
    private final InstantSource clock;

    Connector(
            RepositoryLook look,
            RepositoryStore repositories,
            Settings settings,
            InstantSource clock) {
        this.look = look;
        this.repositories = repositories;
        this.settings = settings;
        this.clock = clock;
    }

    /// The account's repository at a URL or, when it begins with a slash, in a folder; connected
    /// unless it was before.
    ///
    /// @throws InvalidInputException when it may not be connected, or git can't use it
    public ConnectedRepository at(Account account, String address) {
        String given = address.strip();
        RepositoryLook.Seen seen = given.startsWith("/") ? look.atPath(given) : look.atUrl(given);
        return repositories
                .findAt(account.id(), seen.location())
                .orElseGet(() ->
                        repositories.add(
                                ConnectedRepository.connect(
                                        account.id(),
                                        seen.name(),
                                        seen.location(),
                                        seen.defaultBranch(),
                                        clock.instant())));
    }

    /// What may be connected here, in words.
    public String accepted() {
        String hosts = "An address on " + String.join(", ", settings.hosts());
        Path root = settings.localRoot();
        return root == null
                ? hosts + ", such as https://github.com/owner/name."
                : hosts + ", or a folder of this server below " + root + ".";
    }
}
