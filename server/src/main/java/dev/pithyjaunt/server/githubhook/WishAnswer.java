package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.githubhook.Wish.Status;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Says at the issue that there is a task, once, whatever dies in between. Nothing of the task
/// depends on it.
@Component
final class WishAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(WishAnswer.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// By which GitHub's clock may differ from this one.
    private static final Duration SKEW = Duration.ofHours(1);

    private final WishStore wishes;
    private final RepositoryStore repositories;
    private final Forge forge;
    private final ServerAddress address;
    private final InstantSource clock;

    WishAnswer(
            WishStore wishes,
            RepositoryStore repositories,
            Forge forge,
            ServerAddress address,
            InstantSource clock) {
        this.wishes = wishes;
        this.repositories = repositories;
        this.forge = forge;
        this.address = address;
        this.clock = clock;
    }

    /// @throws ForgeException when it makes sense to try again
    void give(Wish wish) {
        Optional<GitHub> gitHub = forge.gitHubForIssues();
        Optional<RepositoryName> name =
                repositories
                        .find(wish.repositoryId())
                        .map(ConnectedRepository::url)
                        .flatMap(forge::name);
        String taskId = wish.taskId();
        if (taskId == null || gitHub.isEmpty() || name.isEmpty()) {
            leaveOut(wish);
            return;
        }
        try {
            say(gitHub.get(), name.get(), wish, taskId);
            wishes.set(wish.id(), Status.TOLD);
        } catch (ForgeException e) {
            switch (e.kind()) {
                case FORBIDDEN, NOT_FOUND, CONFLICT, INVALID -> {
                    LOG.atWarn()
                            .addKeyValue("wish", wish.id())
                            .log("GitHub takes no comment at the issue: {}", e.getMessage());
                    leaveOut(wish);
                }
                case UNAUTHORIZED, LIMITED, UNREACHABLE, OUT_OF_TIME, OUTCOME_UNKNOWN, UNEXPECTED ->
                        throw e;
            }
        }
    }

    /// The mark holds the task's id, which nobody can know before: who writes it first would be
    /// taken for us.
    private void say(GitHub gitHub, RepositoryName name, Wish wish, String taskId) {
        Instant until = clock.instant().plus(LIMIT);
        var _ =
                gitHub.issueComments(name, until)
                        .sayOnce(
                                wish.issue(),
                                "Pithy Jaunt made a task of this: %s/task/%s"
                                        .formatted(address.url(), taskId),
                                "<!-- pithy-jaunt:%s -->".formatted(taskId),
                                wish.askedAt().minus(SKEW));
    }

    void leaveOut(Wish wish) {
        wishes.set(wish.id(), Status.UNTOLD);
        LOG.atInfo()
                .addKeyValue("wish", wish.id())
                .log("no comment at the issue tells of its task");
    }
}
