package dev.pithyjaunt.server.actions;

import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.Event;
import dev.pithyjaunt.testkit.workflow.Limits;
import dev.pithyjaunt.testkit.workflow.RunEvent;
import dev.pithyjaunt.testkit.workflow.RunResult;
import dev.pithyjaunt.testkit.workflow.Setup;
import dev.pithyjaunt.testkit.workflow.Workflow;
import dev.pithyjaunt.testkit.workflow.WorkflowRun;
import dev.pithyjaunt.testkit.workflow.WorkflowRunner;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// What GitHub's service does with runs that were made: it executes their workflow file. What a
/// test orders of it holds for the runs that begin after that, until [#reset].
final class RunService {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final GitHubStandIn gitHub;
    private final StandInRepository repository;
    private final Path folder;
    private final WorkflowRunner runner = new WorkflowRunner();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<String> given = new CopyOnWriteArrayList<>();
    private final Map<Long, WorkflowRun> runs = new ConcurrentHashMap<>();
    private final Map<Long, RunResult> results = new ConcurrentHashMap<>();
    private volatile Predicate<String> starts = _ -> true;
    private volatile BiConsumer<Long, RunEvent> listener = (_, _) -> {};
    private volatile Limits limits = Limits.ofGitHub();
    private volatile boolean idle;
    private volatile boolean identified;
    private final Set<Long> left = ConcurrentHashMap.newKeySet();

    /// @param folder that its runs get folders in
    RunService(GitHubStandIn gitHub, StandInRepository repository, Path folder) {
        this.gitHub = gitHub;
        this.repository = repository;
        this.folder = folder;
        gitHub.onRun(this::execute);
    }

    void reset() {
        starts = _ -> true;
        listener = (_, _) -> {};
        limits = Limits.ofGitHub();
        idle = false;
        identified = false;
    }

    /// Whether GitHub tells jobs who they are.
    void identified(boolean on) {
        identified = on;
    }

    /// Whether runs stay queued.
    void idle(boolean on) {
        idle = on;
    }

    /// Which jobs find a machine.
    void starting(Predicate<String> jobs) {
        starts = jobs;
    }

    /// Hears what happens in runs, by their numbers, from the threads of the jobs: one that does
    /// not return holds the job.
    void listening(BiConsumer<Long, RunEvent> ear) {
        listener = ear;
    }

    void limited(Limits all) {
        limits = all;
    }

    /// @param value absent: the repository has no such secret
    void secret(String name, @Nullable String value) {
        if (value == null) {
            secrets.remove(name);
        } else {
            secrets.put(name, value);
            given.add(value);
        }
    }

    /// All that jobs were given and nobody else may see.
    List<String> secrets() {
        return List.copyOf(given);
    }

    /// The run of an execution, or of a person, by what its name ends with.
    Optional<StandInRun> find(String id) {
        return repository.runs().stream()
                .filter(run -> runs.containsKey(run.id()))
                .filter(run -> run.displayTitle().endsWith(id))
                .findFirst();
    }

    WorkflowRun get(StandInRun run) {
        return Objects.requireNonNull(runs.get(run.id()));
    }

    /// How one ended, if it has.
    Optional<RunResult> result(StandInRun run) {
        return Optional.ofNullable(results.get(run.id()));
    }

    List<RunResult> results() {
        return new ArrayList<>(results.values());
    }

    boolean isIdle() {
        return repository.runs().stream()
                .allMatch(run -> run.isCompleted() || left.contains(run.id()));
    }

    /// The machine of a job dies, now or as soon as its run is known.
    void kill(long run, String job) {
        Thread.ofVirtual()
                .start(() -> {
                    while (!runs.containsKey(run)) {
                        Thread.onSpinWait();
                    }
                    Objects.requireNonNull(runs.get(run)).kill(job);
                });
    }

    /// Where its jobs have their folders.
    Path folderOf(StandInRun run) {
        return folder.resolve("run-" + run.id());
    }

    private void execute(StandInRun run) {
        if (idle) {
            left.add(run.id());
            return;
        }
        String file = run.origin().workflow();
        Workflow workflow =
                Workflow.parse(
                        file, repository.bare().git("show", run.origin().commit() + ":" + file));
        BiConsumer<Long, RunEvent> ear = listener;
        Predicate<String> free = starts;
        WorkflowRun begun =
                runner.run(
                        run.id(),
                        workflow,
                        event(run.origin()),
                        setup(run),
                        free,
                        told -> ear.accept(run.id(), told));
        run.title(begun.name());
        runs.put(run.id(), begun);
        run.start();
        run.onCancel(() -> {
            if (run.isForced()) {
                begun.forceCancel();
            } else {
                begun.cancel();
            }
        });
        try {
            RunResult result = begun.await(PATIENCE);
            results.put(run.id(), result);
            run.complete(result.conclusion().name().toLowerCase(Locale.ROOT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Event event(StandInRun.Origin origin) {
        return origin.event().equals("repository_dispatch")
                ? Event.repositoryDispatch(origin.payload())
                : Event.workflowDispatch(origin.payload(), inputs(origin.payload()));
    }

    private static Map<String, String> inputs(JsonNode payload) {
        Map<String, String> inputs = new HashMap<>();
        payload.path("inputs")
                .properties()
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().asString()));
        return inputs;
    }

    private Setup setup(StandInRun run) {
        Map<String, String> passed = new HashMap<>(gitHub.proxyEnvironment());
        // As on GitHub's own machines, where it is not set.
        passed.remove("GH_HOST");
        passed.put("no_proxy", "127.0.0.1");
        passed.put("NO_PROXY", "127.0.0.1");
        return new Setup(
                repository.fullName(),
                repository.id(),
                repository.defaultBranch(),
                run.origin().commit(),
                run.origin().actor(),
                "http://github.localhost",
                "http://api.github.localhost",
                "http://api.github.localhost/graphql",
                secrets,
                (_, permissions) -> token(run, permissions),
                passed,
                System.getenv("PATH"),
                List.of(new Setup.Tool("java", "25", Path.of(System.getProperty("java.home")))),
                folder,
                limits,
                identified ? run.idTokenEnvironment() : Map.of());
    }

    private String token(StandInRun run, Map<String, String> permissions) {
        String token = run.jobToken(permissions);
        given.add(token);
        return token;
    }

    void stopAll() {
        runs.values().forEach(WorkflowRun::forceCancel);
    }
}
