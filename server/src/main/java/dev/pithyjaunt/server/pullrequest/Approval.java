package dev.pithyjaunt.server.pullrequest;

import dev.pithyjaunt.github.pull.Merge;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.pull.PullRequests;
import dev.pithyjaunt.github.repository.Repository;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.task.TaskStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Merges the pull request of a task, at the commit that a person looked at and no other.
@Component
public final class Approval {

    private static final Logger LOG = LoggerFactory.getLogger(Approval.class);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    private final TaskStore tasks;
    private final ExecutionStore executions;
    private final PullRequestStates states;
    private final TaskForge forge;
    private final InstantSource clock;

    Approval(
            TaskStore tasks,
            ExecutionStore executions,
            PullRequestStates states,
            TaskForge forge,
            InstantSource clock) {
        this.tasks = tasks;
        this.executions = executions;
        this.states = states;
        this.forge = forge;
        this.clock = clock;
    }

    /// A pull request whose changes are on its base.
    ///
    /// @param mergeCommit the hash of what is on the base; empty when GitHub did not say it
    public record Approved(
            String taskId,
            String executionId,
            long prNumber,
            @Nullable String prUrl,
            PullRequestState prState,
            String headCommit,
            String mergeCommit) {}

    /// Merges it; one that was merged at that commit before is answered the same.
    ///
    /// @param headCommit the whole hash
    /// @throws NotFoundException when the account can't see such a task
    /// @throws InvalidInputException when there is no hash
    /// @throws ConflictException when there is nothing to merge, or GitHub won't, with its words
    /// @throws ResponseStatusException 502 when GitHub can't be asked
    public Approved approve(Account account, String taskId, @Nullable String headCommit) {
        tasks.get(account, taskId);
        if (headCommit == null || !COMMIT.matcher(headCommit).matches()) {
            throw new InvalidInputException(
                    "headCommit", "expected the whole hash of the commit that was looked at");
        }
        Execution execution =
                executions.listOfTask(taskId).stream()
                        .filter(one -> one.result().prNumber() != null)
                        .findFirst()
                        .orElseThrow(() ->
                                new ConflictException(
                                        "task %s has no pull request".formatted(taskId)));
        TaskForge.Place place =
                forge.find(execution)
                        .orElseThrow(() ->
                                new ConflictException(
                                        "this server has no credentials for the forge of that repository"));
        long number = Objects.requireNonNull(execution.result().prNumber());
        try {
            String commit = merged(taskId, number, headCommit, place);
            states.set(taskId, number, PullRequestState.MERGED);
            LOG.atInfo()
                    .addKeyValue("task", taskId)
                    .addKeyValue("pullRequest", number)
                    .addKeyValue("account", account.id())
                    .log("merged a pull request");
            return new Approved(
                    taskId,
                    execution.id(),
                    number,
                    execution.result().prUrl(),
                    PullRequestState.MERGED,
                    headCommit,
                    commit);
        } catch (ForgeException e) {
            throw refusal(e);
        }
    }

    private String merged(String taskId, long number, String head, TaskForge.Place place) {
        Instant until = clock.instant().plus(TaskForge.LIMIT);
        PullRequests pulls = place.gitHub().pullRequests(place.name(), until);
        PullRequest pull = pulls.get(number);
        if (!TaskForge.isOf(taskId, pull)) {
            throw new ConflictException(
                    "pull request %d is not of the task's branch".formatted(number));
        }
        if (!pull.isOpen() && !pull.isMerged()) {
            throw new ConflictException("pull request %d is closed".formatted(number));
        }
        if (!pull.headCommit().equals(head)) {
            throw new ConflictException(
                    "pull request %d is at %s by now: look at it again"
                            .formatted(number, pull.headCommit()));
        }
        Repository repository = place.gitHub().repository(place.name(), until).get();
        return switch (pulls.merge(number, head, method(repository.mergeMethods()))) {
            case Merge.Merged(String commit) -> commit;
            case Merge.HeadMoved(String words) -> throw refused(number, words);
            case Merge.NotMergeable(String words) -> throw refused(number, words);
        };
    }

    private static ConflictException refused(long number, String words) {
        return new ConflictException(
                "GitHub does not merge pull request %d: %s".formatted(number, words));
    }

    /// That which keeps the history as it was looked at, where the repository allows it.
    private static Merge.Method method(Set<String> allowed) {
        if (allowed.isEmpty() || allowed.contains("merge")) {
            return Merge.Method.MERGE;
        }
        return allowed.contains("squash") ? Merge.Method.SQUASH : Merge.Method.REBASE;
    }

    private static RuntimeException refusal(ForgeException e) {
        return switch (e.kind()) {
            case NOT_FOUND, FORBIDDEN, CONFLICT, INVALID -> new ConflictException(e.getMessage());
            case UNAUTHORIZED, LIMITED, UNREACHABLE, OUT_OF_TIME, OUTCOME_UNKNOWN, UNEXPECTED ->
                    new ResponseStatusException(HttpStatus.BAD_GATEWAY, e.getMessage());
        };
    }
}
