package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.WebhookSecret;
import dev.pithyjaunt.server.repository.ConnectedRepository.Backend;

import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Where a repository's executions may run, and what a workflow of its own needs for that.
@Component
public final class Backends {

    private final Forge forge;
    private final Secret master;

    Backends(Forge forge, WebhookSecret master) {
        this.forge = forge;
        this.master = Secret.of(master.text());
    }

    /// @param name as people and the API write it
    /// @throws InvalidInputException when there is none of that name, or the repository can't use
    ///   it
    Backend named(String name, ConnectedRepository repository) {
        Backend backend =
                Arrays.stream(Backend.values())
                        .filter(one -> one.word().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new InvalidInputException(
                                        "backend",
                                        "expected one of "
                                                + Arrays.stream(Backend.values())
                                                        .map(Backend::word)
                                                        .collect(Collectors.joining(", "))));
        if (backend == Backend.GITHUB_ACTIONS) {
            requireGitHub(repository);
        }
        return backend;
    }

    private void requireGitHub(ConnectedRepository repository) {
        if (forge.gitHub().isEmpty()) {
            throw new InvalidInputException(
                    "backend",
                    "this server has no credentials for GitHub: set GITHUB_TOKEN, or GITHUB_APP_ID and its key");
        }
        if (forge.name(repository.url()).isEmpty()) {
            throw new InvalidInputException(
                    "backend",
                    "%s is not on the GitHub that is configured here (GITHUB_SERVER_URL)"
                            .formatted(repository.url()));
        }
    }

    /// Whether this server can hand an execution of the repository to GitHub.
    public boolean canUseGitHub(ConnectedRepository repository) {
        return forge.gitHub().isPresent() && forge.name(repository.url()).isPresent();
    }

    /// What the repository's runs sign their events with, as it is put into its secrets.
    String secret(ConnectedRepository repository) {
        return Secret.ofRepository(master, repository.id()).text();
    }
}
