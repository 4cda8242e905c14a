package dev.pithyjaunt.server.pullrequest;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionCorrected;
import dev.pithyjaunt.server.execution.ExecutionEnded;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.platform.BackgroundWork;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.Optional;

/// Asks GitHub whether a pull request is there that a runner told of, and what became of it.
@Component
public final class PullRequestLook {

    static final TaskDescriptor<Void> WORK = TaskDescriptor.of("pull-request-look");

    private static final Logger LOG = LoggerFactory.getLogger(PullRequestLook.class);

    private final ExecutionStore executions;
    private final PullRequestStates states;
    private final TaskForge forge;
    private final BackgroundWork work;
    private final InstantSource clock;

    PullRequestLook(
            ExecutionStore executions,
            PullRequestStates states,
            TaskForge forge,
            BackgroundWork work,
            InstantSource clock) {
        this.executions = executions;
        this.states = states;
        this.forge = forge;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void ended(ExecutionEnded event) {
        schedule(event.execution());
    }

    @EventListener
    void corrected(ExecutionCorrected event) {
        schedule(event.execution());
    }

    /// Writes that GitHub is to be asked, as a part of the write that is going on; nothing when the
    /// execution has no pull request, or there is no GitHub to be asked.
    public void schedule(Execution execution) {
        if (execution.result().prNumber() != null && forge.find(execution).isPresent()) {
            // Each is a row of its own: one that is being done may have read what was before.
            work.schedule(WORK.instance(execution.id() + "/" + Id.next()).build(), clock.instant());
        }
    }

    /// @param instance as it was scheduled
    /// @throws ForgeException when GitHub can't be asked, so that it is tried again
    void perform(String instance) {
        executions.find(instance.substring(0, instance.indexOf('/'))).ifPresent(this::look);
    }

    private void look(Execution execution) {
        Long number = execution.result().prNumber();
        Optional<TaskForge.Place> place = forge.find(execution);
        if (number == null || place.isEmpty()) {
            return;
        }
        Optional<PullRequest> pull = find(place.get(), number);
        PullRequestState state =
                pull.filter(found -> TaskForge.isOf(execution.taskId(), found))
                        .map(PullRequestLook::state)
                        .orElse(PullRequestState.MISSING);
        if (state == PullRequestState.MISSING) {
            LOG.atWarn()
                    .addKeyValue("execution", execution.id())
                    .addKeyValue("pullRequest", number)
                    .log("GitHub has no such pull request of the task's branch");
        }
        states.set(execution, state);
    }

    private Optional<PullRequest> find(TaskForge.Place place, long number) {
        GitHub gitHub = place.gitHub();
        RepositoryName name = place.name();
        try {
            return Optional.of(
                    gitHub.pullRequests(name, clock.instant().plus(TaskForge.LIMIT)).get(number));
        } catch (ForgeException e) {
            if (e.kind() == ForgeException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static PullRequestState state(PullRequest pull) {
        if (pull.isMerged()) {
            return PullRequestState.MERGED;
        }
        return pull.isOpen() ? PullRequestState.OPEN : PullRequestState.CLOSED;
    }
}
