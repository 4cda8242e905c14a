package dev.pithyjaunt.server.githubhook;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.githubhook.Hook.Sender;
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
    private final AccountStore accounts;
    private final BackgroundWork work;
    private final InstantSource clock;

    Wishes(WishStore store, AccountStore accounts, BackgroundWork work, InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.work = work;
        this.clock = clock;
    }

    /// As a part of the write that is going on.
    ///
    /// @param connected all that people connected of that repository, the oldest first
    /// @return why it is not heeded; empty when it is
    Optional<String> ask(TaskAsked asked, List<ConnectedRepository> connected) {
        Optional<ConnectedRepository> chosen = chosen(asked.sender(), connected);
        if (chosen.isEmpty()) {
            return Optional.of("not-connected");
        }
        // One is locked by all who ask, whomever their task goes to.
        if (asked.kind() == TaskAsked.Kind.LABEL
                && store.isLabelHeeded(asked, connected.getFirst().id())) {
            return Optional.of("has-a-task");
        }
        if (!store.add(asked, chosen.get().id())) {
            return Optional.of("asked-before");
        }
        work.schedule(WORK.instance(asked.id()).build(), clock.instant());
        return Optional.empty();
    }

    /// The sender's own, or else the oldest; of people who come in.
    private Optional<ConnectedRepository> chosen(
            Sender sender, List<ConnectedRepository> connected) {
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> own =
                accounts.findByGitHub(sender.id(), sender.login())
                        .filter(Account::enabled)
                        .map(Account::id);
        return connected.stream()
                .filter(one -> own.equals(Optional.of(one.ownerId())))
                .findFirst()
                .or(() ->
                        connected.stream()
                                .filter(one -> accounts.isEnabled(one.ownerId()))
                                .findFirst());
    }
}
