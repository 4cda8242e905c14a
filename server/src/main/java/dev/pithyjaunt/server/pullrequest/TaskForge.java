package dev.pithyjaunt.server.pullrequest;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;

/// Where the pull requests of executions are.
@Component
final class TaskForge {

    /// For what is asked of GitHub at one time, its waits included.
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final RepositoryStore repositories;
    private final Forge forge;

    TaskForge(RepositoryStore repositories, Forge forge) {
        this.repositories = repositories;
        this.forge = forge;
    }

    record Place(GitHub gitHub, RepositoryName name) {}

    /// Empty when the repository is not on this server's GitHub, or there are no credentials for
    /// it.
    Optional<Place> find(Execution execution) {
        return forge.gitHub()
                .flatMap(gitHub ->
                        repositories
                                .find(execution.repositoryId())
                                .map(ConnectedRepository::url)
                                .flatMap(forge::name)
                                .map(name -> new Place(gitHub, name)));
    }

    /// Whether it is one that publish opened for the task, not only one of that number.
    static boolean isOf(String taskId, PullRequest pull) {
        return pull.head().equals("pj/" + taskId) && !pull.isFromFork();
    }
}
