package dev.pithyjaunt.server.dispatch.github;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.actions.Cancellation;
import dev.pithyjaunt.github.actions.Runs;
import dev.pithyjaunt.github.actions.WorkflowRun;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.server.dispatch.Aftermath;
import dev.pithyjaunt.server.dispatch.Preparation;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Sees to it that every execution on GitHub ends. A run that works tells all by itself; this looks
/// at GitHub for those that are silent: a dispatch of which no run came, a run that ended without a
/// word, one that is to stop, one that is past its deadline.
@Component
final class RunWatch {

    /// A run's own first event is faster than any search for it.
    static final Duration FIRST_SEARCH = Duration.ofSeconds(20);

    /// Runs can be listed some time after their dispatch, and wait for a runner after that.
    static final Duration LAST_SEARCH = Duration.ofMinutes(3);

    /// After the end of a run, for events that are under way.
    static final Duration AFTER_RUN = Duration.ofSeconds(20);

    static final Duration AFTER_DEADLINE = Duration.ofSeconds(30);

    /// From which on it ends even when GitHub can't be asked to stop its run: the next try to ask
    /// would take it beyond a minute.
    static final Duration AT_LAST = Duration.ofSeconds(45);

    /// For what GitHub is asked about one that is overdue.
    private static final Duration OVERDUE_LIMIT = Duration.ofSeconds(10);

    /// After which a run that was asked to stop is ended without regard for its `always()`.
    static final Duration FORCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

    /// Between two looks of whichever servers at one execution.
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final Duration BETWEEN_URGENT = Duration.ofSeconds(2);

    /// For one look at one execution.
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final ExecutionStore executions;
    private final RepositoryStore repositories;
    private final Aftermath aftermath;
    private final GitHubDispatch dispatch;
    private final Forge forge;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Set<String> hints = ConcurrentHashMap.newKeySet();

    // Two dependencies more than is good: what it looks at and what it ends are far apart.
    RunWatch(
            ExecutionStore executions,
            RepositoryStore repositories,
            Aftermath aftermath,
            GitHubDispatch dispatch,
            Forge forge,
            Settings settings,
            InstantSource clock) {
        this.executions = executions;
        this.repositories = repositories;
        this.aftermath = aftermath;
        this.dispatch = dispatch;
        this.forge = forge;
        this.settings = settings;
        this.clock = clock;
    }

    /// What earlier looks found; a server that starts anew finds it again.
    ///
    /// @param next when it is looked at again
    /// @param finished since when its run is known to be over
    /// @param asked since when its run has been asked to stop
    private record Seen(Instant next, @Nullable Instant finished, @Nullable Instant asked) {}

    void forgetAllBut(Set<String> ids) {
        seen.keySet().retainAll(ids);
        hints.retainAll(ids);
    }

    /// Something happened to it, so that the next look is due. What it was is found at GitHub.
    void hint(String executionId) {
        hints.add(executionId);
    }

    /// @param execution dispatched or running
    /// @throws ForgeException when GitHub can't be asked; the execution ends by its deadline anyway
    void look(Execution execution, Instant now) {
        if (!execution.isBegun()) {
            if (Preparation.isAbandoned(execution, settings.runner().timeLimit(), now)) {
                aftermath.giveBack(execution.id());
            }
            return;
        }
        Seen before = seen.getOrDefault(execution.id(), new Seen(now, null, null));
        boolean cancelNow = execution.cancelRequested() && before.asked() == null;
        boolean isUrgent = hints.remove(execution.id()) || cancelNow;
        if (isOverdue(execution, now) || (!isUrgent && before.next().isAfter(now))) {
            return;
        }
        if (!executions.takeLook(execution.id(), now, isUrgent ? BETWEEN_URGENT : BETWEEN)) {
            return;
        }
        Seen after = new Seen(now.plus(BETWEEN), before.finished(), before.asked());
        seen.put(execution.id(), after);
        Optional<Runs> runs = runs(execution, now.plus(LIMIT));
        if (runs.isPresent()) {
            seen.put(execution.id(), look(execution, runs.get(), after, now));
        }
    }

    /// Whether it is for [#endOverdue] alone.
    boolean isOverdue(Execution execution, Instant now) {
        return now.isAfter(deadline(execution).plus(AFTER_DEADLINE));
    }

    private static Instant deadline(Execution execution) {
        Instant deadline = execution.times().deadlineAt();
        return deadline == null ? Instant.MAX.minus(AFTER_DEADLINE) : deadline;
    }

    /// Not before it was accepted, whatever the time limit was then.
    private Instant dispatched(Execution execution) {
        Instant computed = deadline(execution).minus(settings.runner().timeLimit());
        Instant created = execution.times().createdAt();
        return computed.isAfter(created) ? computed : created;
    }

    private Optional<Runs> runs(Execution execution, Instant until) {
        return forge.gitHub()
                .flatMap(gitHub -> name(execution).map(name -> gitHub.runs(name, until)));
    }

    private Optional<RepositoryName> name(Execution execution) {
        return repositories
                .find(execution.repositoryId())
                .map(ConnectedRepository::url)
                .flatMap(forge::name);
    }

    private Seen look(Execution execution, Runs runs, Seen before, Instant now) {
        Instant dispatched = dispatched(execution);
        Optional<WorkflowRun> found = run(execution, runs, dispatched, now);
        if (found.isEmpty()) {
            if (execution.run().id() == null && now.isAfter(dispatched.plus(LAST_SEARCH))) {
                endUnstarted(execution);
            }
            return before;
        }
        WorkflowRun run = found.get();
        if (run.isFinished()) {
            Instant since = before.finished() == null ? now : before.finished();
            if (now.isAfter(since.plus(AFTER_RUN))) {
                endLost(execution, run, now);
            }
            return new Seen(before.next(), since, before.asked());
        }
        return execution.cancelRequested() ? stop(run, runs, before, now) : before;
    }

    /// The run that is known, or the one that is found by its name; empty when there is none, or it
    /// is too early to look.
    private Optional<WorkflowRun> run(
            Execution execution, Runs runs, Instant dispatched, Instant now) {
        String id = execution.run().id();
        if (id != null) {
            return Optional.of(runs.get(Long.parseLong(id)));
        }
        if (now.isBefore(dispatched.plus(FIRST_SEARCH)) && !execution.cancelRequested()) {
            return Optional.empty();
        }
        String event = settings.gitHub().dispatch().name().toLowerCase(Locale.ROOT) + "_dispatch";
        Optional<WorkflowRun> found =
                runs.find(event, dispatched.minus(Duration.ofMinutes(1)), execution.id());
        found.ifPresent(run -> {
            LOG.atInfo()
                    .addKeyValue("execution", execution.id())
                    .addKeyValue("run", run.id())
                    .log("found its run by its name");
            executions.change(
                    execution.id(),
                    known ->
                            known.run().id() == null
                                    ? known.found(
                                            new Execution.Run(
                                                    Long.toString(run.id()),
                                                    Math.toIntExact(run.attempt()),
                                                    run.page()))
                                    : known);
        });
        return found;
    }

    private static Seen stop(WorkflowRun run, Runs runs, Seen before, Instant now) {
        Instant since = before.asked() == null ? now : before.asked();
        boolean force = now.isAfter(since.plus(FORCE));
        Cancellation answer = force ? runs.forceCancel(run.id()) : runs.cancel(run.id());
        LOG.atInfo()
                .addKeyValue("run", run.id())
                .addKeyValue("force", force)
                .addKeyValue("answer", answer)
                .log("asked GitHub to stop a run");
        return new Seen(before.next(), before.finished(), since);
    }

    private void endUnstarted(Execution execution) {
        if (execution.cancelRequested()) {
            aftermath.end(
                    execution.id(),
                    Category.CANCELLED,
                    "it was cancelled, and no run of it ever began");
            return;
        }
        String taken =
                dispatch.unanswered(execution.id())
                        .map(words -> "GitHub gave no answer to the dispatch (%s)".formatted(words))
                        .orElse("GitHub took the dispatch");
        aftermath.end(
                execution.id(),
                Category.DISPATCH_ERROR,
                "%s, and no run began within %d s: look whether %s is on the default branch, Actions are enabled, and minutes are left; 'jaunt doctor' checks it"
                        .formatted(taken, LAST_SEARCH.toSeconds(), GitHubDispatch.WORKFLOW));
    }

    private void endLost(Execution execution, WorkflowRun run, Instant now) {
        String conclusion =
                run.conclusion().map(Enum::name).orElse("unknown").toLowerCase(Locale.ROOT);
        if (execution.cancelRequested()) {
            aftermath.end(execution.id(), Category.CANCELLED, "it was cancelled");
            return;
        }
        endAsFound(
                execution,
                Category.LOST,
                "its run ended (%s) without telling how: %s".formatted(conclusion, run.page()),
                now.plus(LIMIT));
    }

    /// Along with the pull request that is there already, if one is.
    private void endAsFound(Execution execution, Category category, String what, Instant until) {
        Optional<PullRequest> pull =
                pullRequest(execution, until).filter(open -> !isOfAnEarlierOne(execution, open));
        if (pull.isPresent()) {
            aftermath.endWith(
                    execution,
                    category,
                    "%s; its pull request is open: %s".formatted(what, pull.get().page()),
                    new Execution.Result(
                            pull.get().head(),
                            pull.get().headCommit(),
                            pull.get().page(),
                            pull.get().number(),
                            null,
                            PullRequestState.OPEN));
        } else {
            aftermath.end(execution.id(), category, what);
        }
    }

    private boolean isOfAnEarlierOne(Execution execution, PullRequest pull) {
        return executions.listOfTask(execution.taskId()).stream()
                .filter(other -> other.attempt() < execution.attempt())
                .anyMatch(other -> pull.headCommit().equals(other.result().headCommit()));
    }

    private Optional<PullRequest> pullRequest(Execution execution, Instant until) {
        try {
            Optional<GitHub> gitHub = forge.gitHub();
            return gitHub.flatMap(_ -> name(execution))
                    .flatMap(name ->
                            gitHub.get()
                                    .pullRequests(name, until)
                                    .findOpen("pj/" + execution.taskId()));
        } catch (ForgeException e) {
            LOG.atWarn().addKeyValue("execution", execution.id()).log(e.getMessage());
            return Optional.empty();
        }
    }

    /// Has GitHub stop its run, if it can be asked, and ends it.
    ///
    /// @param execution that is overdue
    void endOverdue(Execution execution) {
        Instant now = clock.instant();
        if (!executions.takeLook(execution.id(), now, BETWEEN_URGENT)) {
            return;
        }
        Instant until = now.plus(OVERDUE_LIMIT);
        try {
            stop(execution, until);
        } catch (ForgeException e) {
            LOG.atWarn().addKeyValue("execution", execution.id()).log(e.getMessage());
            if (clock.instant().isBefore(deadline(execution).plus(AT_LAST))) {
                return;
            }
        }
        String what =
                "it had not ended %d s after its deadline".formatted(AFTER_DEADLINE.toSeconds());
        if (execution.cancelRequested()) {
            aftermath.end(execution.id(), Category.CANCELLED, what);
        } else {
            endAsFound(execution, Category.TIMED_OUT, what, until);
        }
    }

    private void stop(Execution execution, Instant until) {
        String id = execution.run().id();
        Optional<Runs> runs = runs(execution, until);
        if (id != null && runs.isPresent()) {
            var _ = runs.get().cancel(Long.parseLong(id));
        }
    }
}
