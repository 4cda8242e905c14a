package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.githubhook.Hook.Ignored;
import dev.pithyjaunt.server.githubhook.Hook.PullRequestChanged;
import dev.pithyjaunt.server.githubhook.Hook.RunChanged;
import dev.pithyjaunt.server.githubhook.Hook.TaskAsked;
import dev.pithyjaunt.server.githubhook.HookEndpoint.Taken;
import dev.pithyjaunt.server.pullrequest.PullRequestLook;
import dev.pithyjaunt.server.pullrequest.PullRequestStates;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.TaskStore;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What deliveries change. All of it is to be called inside a write, as a part of it; GitHub is not
/// asked here.
@Component
final class HookEffects {

    private static final Pattern ID = Pattern.compile("(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])");

    private final RepositoryStore repositories;
    private final TaskStore tasks;
    private final ExecutionStore executions;
    private final PullRequestStates states;
    private final PullRequestLook look;
    private final Wishes wishes;
    private final Forge forge;

    // Two dependencies more than is good: a delivery may be about all of this.
    HookEffects(
            RepositoryStore repositories,
            TaskStore tasks,
            ExecutionStore executions,
            PullRequestStates states,
            PullRequestLook look,
            Wishes wishes,
            Forge forge) {
        this.repositories = repositories;
        this.tasks = tasks;
        this.executions = executions;
        this.states = states;
        this.look = look;
        this.wishes = wishes;
        this.forge = forge;
    }

    /// What came of a delivery.
    ///
    /// @param execution that is to be looked at after the commit; absent: none
    record Effect(Taken taken, Optional<String> execution) {

        static Effect none(String result, String reason) {
            return new Effect(new Taken(result, reason), Optional.empty());
        }

        static Effect ignored(String reason) {
            return none("ignored", reason);
        }
    }

    Effect apply(Hook hook) {
        return switch (hook) {
            case Ignored(String reason) -> Effect.ignored(reason);
            case PullRequestChanged changed -> pullRequest(changed);
            case RunChanged changed -> run(changed);
            case TaskAsked asked -> task(asked);
        };
    }

    private Effect pullRequest(PullRequestChanged hook) {
        Optional<String> repository =
                tasks.find(hook.taskId())
                        .map(task -> task.repositoryId())
                        .filter(id -> isAt(id, hook.place()));
        if (repository.isEmpty()) {
            return Effect.ignored("unknown-task");
        }
        List<Execution> changed = states.set(hook.taskId(), hook.number(), hook.state());
        if (changed.isEmpty()) {
            return Effect.ignored("unknown-pull-request");
        }
        // Deliveries come in any order: what GitHub says now is asked for as well.
        changed.forEach(look::schedule);
        return Effect.none("taken", "pull-request");
    }

    private Effect run(RunChanged hook) {
        Optional<Execution> named =
                ID.matcher(hook.title())
                        .results()
                        .limit(1)
                        .map(MatchResult::group)
                        .findFirst()
                        .flatMap(executions::find)
                        .filter(found -> found.method() == Execution.Method.GITHUB_ACTIONS)
                        .filter(found -> isAt(found.repositoryId(), hook.place()));
        if (named.isEmpty()) {
            return Effect.ignored("unknown-run");
        }
        Execution execution =
                executions.change(
                        named.get().id(),
                        found -> isUnknown(found) ? found.found(runOf(hook)) : found);
        if (execution.isEnded()) {
            return Effect.ignored("over");
        }
        return new Effect(new Taken("taken", "run"), Optional.of(execution.id()));
    }

    private static boolean isUnknown(Execution execution) {
        return execution.run().id() == null
                && (execution.status() == Execution.Status.DISPATCHED
                        || execution.status() == Execution.Status.RUNNING);
    }

    private static Execution.Run runOf(RunChanged hook) {
        return new Execution.Run(Long.toString(hook.id()), hook.attempt(), hook.page());
    }

    /// GitHub's names are the same whatever their case.
    private boolean isAt(String repositoryId, Hook.Place place) {
        Optional<String> named = forge.name(place.page()).map(HookEffects::folded);
        return named.isPresent()
                && repositories
                        .find(repositoryId)
                        .map(ConnectedRepository::url)
                        .flatMap(forge::name)
                        .map(HookEffects::folded)
                        .equals(named);
    }

    private static String folded(RepositoryName name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private Effect task(TaskAsked hook) {
        List<ConnectedRepository> connected =
                forge.name(hook.place().page())
                        .map(name -> repositories.listAt(forge.urls(name)))
                        .orElse(List.of());
        return wishes.ask(hook, connected)
                .map(Effect::ignored)
                .orElseGet(() -> Effect.none("taken", "task-asked-for"));
    }
}
