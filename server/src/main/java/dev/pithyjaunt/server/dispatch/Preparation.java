package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.platform.Checks;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryLook;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What an execution is asked to do, as everything stands at the moment of its dispatch.
@Component
public final class Preparation {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /// After which whoever took an execution out of the queue, and did not prepare it, never will.
    private static final Duration ABANDONED = LIMIT.multipliedBy(2);

    private final TaskStore tasks;
    private final RepositoryStore repositories;
    private final RepositoryLook look;
    private final Spending spending;
    private final ServerAddress address;
    private final Settings settings;
    private final InstantSource clock;

    Preparation(
            TaskStore tasks,
            RepositoryStore repositories,
            RepositoryLook look,
            Spending spending,
            ServerAddress address,
            Settings settings,
            InstantSource clock) {
        this.tasks = tasks;
        this.repositories = repositories;
        this.look = look;
        this.spending = spending;
        this.address = address;
        this.settings = settings;
        this.clock = clock;
    }

    /// Looks the base commit up.
    ///
    /// @param execution dispatched: its time runs
    /// @throws dev.pithyjaunt.git.GitException when the repository can't be reached
    /// @throws IllegalArgumentException when it can't be used
    public ExecutionRequest request(Execution execution) {
        return request(execution, Optional.empty());
    }

    /// The same for a commit that is chosen already.
    ///
    /// @param chosen empty: what the default branch is at
    public ExecutionRequest request(Execution execution, Optional<Execution.Base> chosen) {
        Task task = tasks.find(execution.taskId()).orElseThrow();
        ConnectedRepository repository = repositories.find(execution.repositoryId()).orElseThrow();
        look.requireAllowed(repository);
        Deadline end = new Deadline(Objects.requireNonNull(execution.times().deadlineAt()), clock);
        Deadline deadline = Deadline.in(end.atMost(LIMIT), clock);
        RepositoryAddress source = look.address(repository.url(), deadline);
        ExecutionRequest.Base base = base(source, repository, chosen, deadline);
        boolean isLocal = execution.method() == Execution.Method.LOCAL;
        return new ExecutionRequest(
                execution.id(),
                task.id(),
                execution.attempt(),
                (isLocal ? address.local() : address.url()).toString(),
                source.location(),
                base,
                new ExecutionRequest.Task(task.title(), task.description()),
                new ExecutionRequest.ModelChoice(null, null),
                spending.allowanceOf(execution.id())
                        .limits(
                                end.at(),
                                settings.runner().modelCallSeconds(),
                                settings.runner().attempts()),
                new ExecutionRequest.Options(
                        isLocal
                                ? checking(settings.checks(), repository)
                                : onARunner(settings.checks(), repository),
                        pushTo(source, deadline),
                        false));
    }

    /// Whether the server that took it out of the queue was gone before it could prepare it.
    ///
    /// @param execution dispatched
    /// @param timeLimit by which its deadline was made
    public static boolean isAbandoned(Execution execution, Duration timeLimit, Instant now) {
        Instant deadline = execution.times().deadlineAt();
        return !execution.isBegun()
                && deadline != null
                && now.isAfter(deadline.minus(timeLimit).plus(ABANDONED));
    }

    private static ExecutionRequest.Base base(
            RepositoryAddress source,
            ConnectedRepository repository,
            Optional<Execution.Base> chosen,
            Deadline deadline) {
        if (chosen.isPresent()) {
            return new ExecutionRequest.Base(
                    chosen.get().branch(), Objects.requireNonNull(chosen.get().commit()));
        }
        RepositoryAddress.Head head =
                source.head(Optional.of(repository.defaultBranch()), deadline);
        return new ExecutionRequest.Base(head.branch().orElse(null), head.commit());
    }

    /// Without a sandbox code of a repository runs here only when an administrator allowed that
    /// very command. In one it need not be, and without a command the repository's own are found.
    static Checking checking(Checks checks, ConnectedRepository repository) {
        List<String> commands = commands(repository);
        return switch (checks.mode()) {
            case SANDBOX ->
                    new Checking(CheckMode.SANDBOX, commands, checks.rounds(), checks.limits());
            case NONE ->
                    commands.isEmpty() || !repository.checksAllowed()
                            ? off(checks)
                            : new Checking(CheckMode.NONE, commands, 0, checks.limits());
            case JOB, OFF -> off(checks);
        };
    }

    /// On a machine that is thrown away, in a job that holds no secret.
    private static Checking onARunner(Checks checks, ConnectedRepository repository) {
        return checks.mode() == CheckMode.OFF
                ? off(checks)
                : new Checking(CheckMode.JOB, commands(repository), 0, checks.limits());
    }

    private static List<String> commands(ConnectedRepository repository) {
        String command = repository.checkCommand();
        return command == null || command.isBlank() ? List.of() : List.of(command);
    }

    private static Checking off(Checks checks) {
        return new Checking(CheckMode.OFF, List.of(), 0, checks.limits());
    }

    private static String pushTo(RepositoryAddress source, Deadline deadline) {
        return switch (source) {
            case RepositoryAddress.Remote remote -> remote.url();
            case RepositoryAddress.Local local -> local.origin(deadline).orElse(local.location());
        };
    }
}
