package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.repository.Role;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.dispatch.Dispatch;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.githubhook.Wish.Status;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the task that somebody asked for at an issue, if GitHub says that they may push to the
/// repository, executes it, and has that said at the issue. Each step is written down before the
/// next, so that it goes on where a server that died left off, and makes one task.
@Component
final class WishFulfilment {

    private static final Logger LOG = LoggerFactory.getLogger(WishFulfilment.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final WishStore wishes;
    private final Database database;
    private final RepositoryStore repositories;
    private final AccountStore accounts;
    private final TaskStore tasks;
    private final ExecutionStore executions;
    private final Dispatch dispatch;
    private final WishAnswer answer;
    private final Forge forge;
    private final InstantSource clock;

    // More dependencies than are good: it does what a person does on three pages.
    WishFulfilment(
            WishStore wishes,
            Database database,
            RepositoryStore repositories,
            AccountStore accounts,
            TaskStore tasks,
            ExecutionStore executions,
            Dispatch dispatch,
            WishAnswer answer,
            Forge forge,
            InstantSource clock) {
        this.wishes = wishes;
        this.database = database;
        this.repositories = repositories;
        this.accounts = accounts;
        this.tasks = tasks;
        this.executions = executions;
        this.dispatch = dispatch;
        this.answer = answer;
        this.forge = forge;
        this.clock = clock;
    }

    /// @throws ForgeException when GitHub can't be asked, so that it is tried again
    void perform(String id) {
        wishes.find(id).filter(wish -> wish.status() == Status.ASKED).ifPresent(this::decide);
        wishes.find(id).filter(wish -> wish.status() == Status.MADE).ifPresent(this::begin);
        wishes.find(id).filter(wish -> wish.status() == Status.BEGUN).ifPresent(answer::give);
    }

    /// When it was tried often enough.
    void giveUp(String id) {
        Optional<Wish> wish = wishes.find(id);
        wish.filter(found -> found.status() == Status.ASKED)
                .ifPresent(found -> refuse(found, "github-not-asked"));
        wish.filter(found -> found.status() == Status.BEGUN).ifPresent(answer::leaveOut);
    }

    private void decide(Wish wish) {
        Optional<ConnectedRepository> repository = repositories.find(wish.repositoryId());
        if (repository.isEmpty()) {
            return;
        }
        if (!accounts.isEnabled(repository.get().ownerId())) {
            refuse(wish, "owner-disabled");
            return;
        }
        Optional<RepositoryName> name = forge.name(repository.get().url());
        Optional<GitHub> gitHub = forge.gitHub();
        if (name.isEmpty() || gitHub.isEmpty()) {
            refuse(wish, "no-credentials");
            return;
        }
        Role role =
                gitHub.get()
                        .repository(name.get(), clock.instant().plus(LIMIT))
                        .role(wish.sender());
        switch (role) {
            case NONE, READ -> refuse(wish, "no-write-permission");
            case WRITE, ADMIN -> make(wish, repository.get());
        }
    }

    private void refuse(Wish wish, String reason) {
        wishes.set(wish.id(), Status.REFUSED, reason, null);
        LOG.atInfo()
                .addKeyValue("wish", wish.id())
                .addKeyValue("sender", wish.sender())
                .addKeyValue("reason", reason)
                .log("no task is made of an issue");
    }

    private void make(Wish wish, ConnectedRepository repository) {
        database.write(_ -> {
            if (wishes.lock(wish.id()).map(Wish::status).equals(Optional.of(Status.ASKED))) {
                Task task =
                        tasks.add(
                                Task.create(
                                        repository.ownerId(),
                                        repository.id(),
                                        wish.text().title(),
                                        new TaskText(wish.text().description()),
                                        clock.instant()));
                wishes.set(wish.id(), Status.MADE, null, task.id());
                LOG.atInfo()
                        .addKeyValue("wish", wish.id())
                        .addKeyValue("sender", wish.sender())
                        .addKeyValue("task", task.id())
                        .log("made a task of an issue");
            }
            return wish;
        });
    }

    /// A task that may not be executed now waits for a person, as one that a person made does.
    private void begin(Wish wish) {
        String taskId = wish.taskId();
        if (taskId == null || !executions.listOfTask(taskId).isEmpty()) {
            wishes.set(wish.id(), Status.BEGUN, null, taskId);
            return;
        }
        try {
            dispatch.execute(owner(taskId), taskId);
            wishes.set(wish.id(), Status.BEGUN, null, taskId);
        } catch (ConflictException | ResponseStatusException e) {
            wishes.set(wish.id(), Status.BEGUN, e.getMessage(), taskId);
            LOG.atWarn()
                    .addKeyValue("task", taskId)
                    .log("made of an issue and not executed: {}", e.getMessage());
        }
    }

    private Account owner(String taskId) {
        return tasks.find(taskId)
                .flatMap(task -> accounts.find(task.ownerId()))
                .orElseThrow(() -> new ConflictException("its owner is gone"));
    }
}
