package dev.pithyjaunt.server.dispatch.github;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.actions.DispatchedRun;
import dev.pithyjaunt.github.actions.Dispatches;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.protocol.DispatchPayload;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.dispatch.Aftermath;
import dev.pithyjaunt.server.dispatch.Preparation;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/// Hands executions that wait to the workflow of their repository.
///
/// The row says so before GitHub is asked, and is not handed over again: whatever dies in between,
/// [RunWatch] ends an execution of which no run comes. A call without an answer is repeated, so
/// that two runs may begin; the second one finds that it is not wanted.
@Component
final class GitHubDispatch {

    static final String WORKFLOW = "pithy-jaunt-execute.yml";
    static final String EVENT = "pithy-jaunt-execute";

    private static final Logger LOG = LoggerFactory.getLogger(GitHubDispatch.class);

    /// Waits for limits and retries included.
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Preparation preparation;
    private final RepositoryStore repositories;
    private final ExecutionStore executions;
    private final Aftermath aftermath;
    private final Forge forge;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, String> unanswered = new ConcurrentHashMap<>();

    // Two dependencies more than is good: what it asks of others is all its work.
    GitHubDispatch(
            Preparation preparation,
            RepositoryStore repositories,
            ExecutionStore executions,
            Aftermath aftermath,
            Forge forge,
            Settings settings,
            InstantSource clock) {
        this.preparation = preparation;
        this.repositories = repositories;
        this.executions = executions;
        this.aftermath = aftermath;
        this.forge = forge;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param taken out of the queue; it is left alone when somebody cancelled it meanwhile
    void dispatch(Execution taken) {
        try {
            ConnectedRepository repository = repositories.find(taken.repositoryId()).orElseThrow();
            GitHub gitHub = requireGitHub();
            RepositoryName name = requireName(repository);
            ExecutionRequest request = preparation.request(taken);
            String payload = DispatchPayload.of(request);
            executions.change(
                    taken.id(),
                    found ->
                            found.prepared(
                                    new Execution.Base(
                                            request.base().branch(), request.base().commit())));
            handOver(
                    taken,
                    gitHub.dispatches(name, clock.instant().plus(LIMIT)),
                    repository,
                    payload);
        } catch (CancellationException _) {
            // The server ends. Of one that is prepared, a run may have begun.
            aftermath.giveBack(taken.id());
        } catch (ConflictException e) {
            LOG.atDebug().addKeyValue("execution", taken.id()).log("not dispatched");
        } catch (GitException e) {
            refuse(taken, Category.FORGE_ERROR, e);
        } catch (ForgeException | IllegalArgumentException | IllegalStateException e) {
            refuse(taken, Category.DISPATCH_ERROR, e);
        }
    }

    /// @throws ForgeException when it is certain that GitHub did not take it
    private void handOver(
            Execution taken,
            Dispatches dispatches,
            ConnectedRepository repository,
            String payload) {
        try {
            send(dispatches, repository, payload)
                    .ifPresent(run ->
                            executions.change(
                                    taken.id(),
                                    found ->
                                            found.found(
                                                    new Execution.Run(
                                                            Long.toString(run.id()),
                                                            1,
                                                            run.page()))));
            LOG.atInfo().addKeyValue("execution", taken.id()).log("dispatched to GitHub");
        } catch (ForgeException e) {
            switch (e.kind()) {
                case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, INVALID, LIMITED -> throw e;
                case UNREACHABLE, OUT_OF_TIME, OUTCOME_UNKNOWN, UNEXPECTED -> {
                    unanswered.put(taken.id(), e.getMessage());
                    LOG.atWarn()
                            .addKeyValue("execution", taken.id())
                            .log("GitHub may have taken a dispatch: {}", e.getMessage());
                }
            }
        }
    }

    /// What became of a dispatch of which nobody knows whether GitHub took it; empty when it did.
    Optional<String> unanswered(String executionId) {
        return Optional.ofNullable(unanswered.get(executionId));
    }

    void forgetAllBut(Set<String> ids) {
        unanswered.keySet().retainAll(ids);
    }

    private GitHub requireGitHub() {
        return forge.gitHub()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "this server has no credentials for GitHub: set GITHUB_TOKEN, or GITHUB_APP_ID and its key"));
    }

    private RepositoryName requireName(ConnectedRepository repository) {
        return forge.name(repository.url())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "%s is not on %s"
                                        .formatted(repository.url(), settings.gitHub().url())));
    }

    private Optional<DispatchedRun> send(
            Dispatches dispatches, ConnectedRepository repository, String payload) {
        return switch (settings.gitHub().dispatch()) {
            case REPOSITORY -> {
                dispatches.repository(
                        EVENT, Json.tree("the payload", payload.getBytes(StandardCharsets.UTF_8)));
                yield Optional.empty();
            }
            case WORKFLOW ->
                    dispatches.workflow(
                            WORKFLOW, repository.defaultBranch(), Map.of("request", payload));
        };
    }

    private void refuse(Execution execution, Category category, RuntimeException e) {
        aftermath.end(execution.id(), category, "not begun: " + e.getMessage());
    }
}
