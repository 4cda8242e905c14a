package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.UsageStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every store keeps, on each database. A test class that extends it runs on all of them.
@ParameterizedClass(name = "{0}")
@EnumSource
public abstract class StoreContract {

    protected static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Parameter protected DatabaseKind kind = DatabaseKind.SQLITE;
    @TempDir protected Path folder = Path.of(".");

    protected Database database;
    private Settings place = Settings.of(Map.of());
    protected Instant now = NOW;
    protected final InstantSource clock = () -> now;

    @BeforeEach
    void open() {
        place = kind.settings(folder, Map.of());
        database = Database.open(place);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// The same database, as another server has it.
    protected Database openAgain() {
        return Database.open(place);
    }

    protected void pass(Duration time) {
        now = now.plus(time);
    }

    protected Account member(String name) {
        return account(name, Account.Role.USER);
    }

    protected Account administrator(String name) {
        return account(name, Account.Role.ADMINISTRATOR);
    }

    private Account account(String name, Account.Role role) {
        return new AccountStore(database).add(new Account(Id.next(), name, role, NOW));
    }

    protected ConnectedRepository repository(Account owner) {
        return new RepositoryStore(database)
                .add(
                        new ConnectedRepository(
                                Id.next(),
                                owner.id(),
                                "owner/name",
                                "https://github.com/owner/" + Id.next(),
                                "main",
                                true,
                                null,
                                false,
                                null,
                                ConnectedRepository.Backend.LOCAL,
                                NOW,
                                NOW));
    }

    protected Task task(Account owner) {
        return task(owner, repository(owner));
    }

    protected Task task(Account owner, ConnectedRepository repository) {
        return new TaskStore(database)
                .add(Task.create(owner.id(), repository.id(), "", new TaskText("Add a door"), NOW));
    }

    protected Execution execution(Task task) {
        return new ExecutionStore(database)
                .add(Execution.create(task, 1, Execution.Method.LOCAL, NOW), null);
    }

    protected Spending spending(Map<String, String> settings) {
        return new Spending(database, Settings.of(settings), new UsageStore(database), clock);
    }

    /// Does all of it at the same time, each on a thread of its own.
    ///
    /// @return what came out, in the order of the works
    protected static <T> List<Future<T>> together(List<Callable<T>> works)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
            return threads.invokeAll(works);
        }
    }

    /// The same work several times.
    protected static <T> List<Future<T>> together(int times, Callable<T> work)
            throws InterruptedException {
        List<Callable<T>> works = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            works.add(work);
        }
        return together(works);
    }
}
