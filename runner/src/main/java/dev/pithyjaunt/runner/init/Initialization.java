package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.access.Standing;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.repository.Repository;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.JauntServer;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All of `init` that asks somebody.
final class Initialization {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Settings settings;
    private final Timing timing;
    private final Progress progress;
    private final GitHubAddress address;

    /// @throws IllegalArgumentException when the settings name no GitHub as they should
    Initialization(Settings settings, Timing timing, Progress progress) {
        this.settings = settings;
        this.timing = timing;
        this.progress = progress;
        this.address = GitHubAddress.of(settings.gitHubUrl());
    }

    GitHubAddress address() {
        return address;
    }

    /// What was done, and what the settings say.
    record Done(Placed placed, Readiness readiness) {}

    /// @throws InitFailure when it can't be done
    /// @throws IllegalArgumentException when there is no token, or it is none
    Done place(Placing placing, Program program) {
        String token =
                settings.gitHubToken()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "GITHUB_TOKEN is missing: a token that may write contents, pull requests and workflows of %s. --print writes the file without one"
                                                .formatted(placing.repository())));
        Instant until = timing.clock().instant().plus(LIMIT);
        try (GitHub gitHub = gitHub(token)) {
            Repository repository = usable(gitHub, placing, until);
            Placed placed =
                    new WorkflowPlacing(gitHub, placing, WorkflowText.of(program), until)
                            .place(repository.defaultBranch());
            return new Done(
                    placed, Readiness.of(gitHub.actionsSettings(placing.repository(), until)));
        } catch (ForgeException e) {
            throw InitFailure.of(e);
        }
    }

    private Repository usable(GitHub gitHub, Placing placing, Instant until) {
        switch (gitHub.access(until).check(placing.repository())) {
            case Standing.Rejected(String words) ->
                    throw new InitFailure("GitHub does not take GITHUB_TOKEN: " + words);
            case Standing.Accepted accepted -> {
                List<String> missing = Permissions.missing(accepted, placing.isCommit());
                if (!missing.isEmpty()) {
                    throw InitFailure.lacking(missing);
                }
            }
        }
        Repository repository = gitHub.repository(placing.repository(), until).get();
        if (repository.isArchived()) {
            throw new InitFailure(
                    placing.repository() + " is archived, and so nothing in it can be changed");
        }
        return repository;
    }

    private GitHub gitHub(String token) {
        return new GitHub(
                address,
                new Credential.Token(token),
                Proxies.from(settings.values()),
                timing,
                wait ->
                        progress.say(
                                "%s: waiting %d s for GitHub"
                                        .formatted(wait.what(), wait.length().toSeconds())));
    }

    /// Connects the repository to a server.
    ///
    /// @param showsSecret whether the secret is to be shown too
    ServerPart connect(JauntServer server, RepositoryName repository, boolean showsSecret) {
        String at = server.address().toString();
        try {
            JauntServer.Connected connected = server.connect(address.page(repository));
            return new ServerPart(
                    at, connected.id(), null, showsSecret ? server.eventSecret(connected) : null);
        } catch (UncheckedIOException | IllegalStateException | MalformedJsonException e) {
            return new ServerPart(at, null, words(e), null);
        }
    }

    /// @throws InitFailure when the server does not tell
    String eventSecret(JauntServer server, RepositoryName repository) {
        try {
            return server.eventSecret(server.connect(address.page(repository)));
        } catch (UncheckedIOException | IllegalStateException | MalformedJsonException e) {
            throw new InitFailure(words(e));
        }
    }

    private String words(RuntimeException e) {
        return settings.redactor().redact(String.valueOf(e.getMessage()));
    }

    /// @param names of those that are set; empty when that can't be read
    List<String> secretsToSet(Optional<List<String>> names, boolean hasServer) {
        List<String> set = names.orElse(List.of());
        List<String> keys = NeededSecrets.keys(settings);
        List<String> needed = new ArrayList<>();
        if (!keys.isEmpty()) {
            needed.addAll(keys);
        } else if (NeededSecrets.anyKeys().stream().noneMatch(set::contains)) {
            needed.addAll(NeededSecrets.anyKeys());
        }
        if (hasServer) {
            needed.add(NeededSecrets.EVENT);
        }
        return needed.stream().filter(name -> !set.contains(name)).toList();
    }
}
