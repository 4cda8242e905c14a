package dev.pithyjaunt.server.githubhook;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

import dev.pithyjaunt.server.githubhook.Hook.TaskAsked;
import dev.pithyjaunt.server.platform.BackgroundWork;
import dev.pithyjaunt.server.repository.ConnectedRepository;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Writes down that a task was asked for; whether the sender may is found out later.
@Component
final class Wishes {

    static final TaskDescriptor<Void> WORK = TaskDescriptor.of("issue-wish");

    private final WishStore store;
    private final BackgroundWork work;
    private final InstantSource clock;

    Wishes(WishStore store, BackgroundWork work, InstantSource clock) {
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    /// As a part of the write that is going on.
    ///
    /// @param connected the repositories that it may be for, the oldest first, one at least
    /// @return why it is not heeded; empty when it is
    Optional<String> ask(TaskAsked asked, List<ConnectedRepository> connected) {
        ConnectedRepository oldest = connected.getFirst();
        if (asked.kind() == TaskAsked.Kind.LABEL && store.isLabelHeeded(asked, oldest.id())) {
            return Optional.of("has-a-task");
        }
        if (!store.add(asked, oldest.id())) {
            return Optional.of("asked-before");
        }
        work.schedule(WORK.instance(asked.id()).build(), clock.instant());
        return Optional.empty();
    }
}
