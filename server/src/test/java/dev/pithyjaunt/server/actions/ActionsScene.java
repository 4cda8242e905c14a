package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.dispatch.Dispatch;
import dev.pithyjaunt.server.event.EventSecrets;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A repository on the stand-in for GitHub with the real workflow file in it, run by the runner of
/// workflows, and a server that dispatches to it. The model is scripted; git, bash, `gh` and all
/// programs of ours are real.
final class ActionsScene implements AutoCloseable {

    static final String KEY = "fake-model-key-0123456789";

    static final String GREETS =
            "I greet the world.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello world\n>>>>>>> REPLACE\n";

    static final String WORKFLOW = ".github/workflows/pithy-jaunt-execute.yml";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);

    final GitHubStandIn gitHub;
    final StandInRepository repository;
    final ScriptedModel model;
    final TestServer server;
    final TestServer.Person owner;
    final ConnectedRepository connected;
    final List<WorkflowRun> runs = new CopyOnWriteArrayList<>();
    final List<RunResult> results = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final String base;
    private final WorkflowRunner runner = new WorkflowRunner();
    private final Map<String, String> secrets = new HashMap<>();
    private volatile Predicate<String> starts = _ -> true;
    private volatile Consumer<RunEvent> listener = _ -> {};
    private volatile Limits limits = Limits.ofGitHub();

    ActionsScene(Path folder, Script script, Map<String, String> serverSettings) {
        this.folder = folder;
        this.model = ScriptedModel.start(script);
        this.gitHub = GitHubStandIn.start(folder.resolve("github"));
        TestRepository checkout = TestRepository.create(folder.resolve("checkout"));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n")
                .write(".pithy-jaunt.yml", "setup: []\nchecks: [sh test.sh]\n")
                .write(WORKFLOW, workflowFile(model.baseUri().toString()));
        this.base = checkout.commit("base");
        this.repository =
                gitHub.create("ada/greetings", checkout)
                        .actions(ActionsSettings.initial().allowingPullRequests(true));
        Map<String, String> settings = new HashMap<>();
        settings.put("GITHUB_SERVER_URL", gitHub.serverUri().toString());
        settings.put("GITHUB_TOKEN", gitHub.classicToken("ada", "repo", "workflow"));
        settings.put("JAUNT_HOSTS", gitHub.serverUri().getAuthority());
        settings.putAll(serverSettings);
        this.server = new TestServer(DatabaseKind.SQLITE, folder.resolve("server"), settings);
        this.owner = server.administrator();
        this.connected =
                server.bean(RepositoryStore.class)
                        .add(repository(server, owner, gitHub.serverUri() + "/ada/greetings"));
        secrets.put("OPENAI_API_KEY", KEY);
        secrets.put(
                "PITHY_JAUNT_EVENT_SECRET",
                server.bean(EventSecrets.class).ofRepository(connected.id()).text());
        gitHub.onRun(this::execute);
    }

    private static ConnectedRepository repository(
            TestServer server, TestServer.Person owner, String url) {
        ConnectedRepository plain = server.repository(owner);
        return new ConnectedRepository(
                dev.pithyjaunt.protocol.Id.next(),
                owner.account().id(),
                "ada/greetings",
                url,
                "main",
                true,
                null,
                false,
                null,
                ConnectedRepository.Backend.GITHUB_ACTIONS,
                plain.createdAt(),
                plain.updatedAt());
    }

    /// The project's own file with what `jaunt init` and a person set in it.
    private static String workflowFile(String modelAddress) {
        Path file = Path.of(System.getProperty("jaunt.root"), WORKFLOW);
        try {
            return Files.readString(file)
                    .replace("${{ inputs.archive }}", ProgramArchive.served().address())
                    .replace("${{ inputs.sha256 }}", ProgramArchive.served().sha256())
                    .replace("OPENAI_BASE_URL: \"\"", "OPENAI_BASE_URL: " + modelAddress)
                    .replace("MODEL_NAME: \"\"\n  FALL", "MODEL_NAME: scripted\n  FALL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String base() {
        return base;
    }

    /// Which jobs find a runner.
    ActionsScene starting(Predicate<String> jobs) {
        starts = jobs;
        return this;
    }

    /// Hears what happens in runs.
    ActionsScene listening(Consumer<RunEvent> ear) {
        listener = ear;
        return this;
    }

    ActionsScene limited(Limits all) {
        limits = all;
        return this;
    }

    ActionsScene secret(String name, @Nullable String value) {
        if (value == null) {
            secrets.remove(name);
        } else {
            secrets.put(name, value);
        }
        return this;
    }

    /// What GitHub's service does with a run that it has made.
    private void execute(StandInRun run) {
        Map<String, String> passed = new HashMap<>(gitHub.proxyEnvironment());
        passed.remove("GH_HOST");
        passed.put("no_proxy", "127.0.0.1");
        passed.put("NO_PROXY", "127.0.0.1");
        Setup setup =
                new Setup(
                        repository.fullName(),
                        repository.id(),
                        "main",
                        run.origin().commit(),
                        run.origin().actor(),
                        "http://github.localhost",
                        "http://api.github.localhost",
                        "http://api.github.localhost/graphql",
                        secrets,
                        (_, permissions) -> run.jobToken(permissions),
                        passed,
                        System.getenv("PATH"),
                        List.of(
                                new Setup.Tool(
                                        "java", "25", Path.of(System.getProperty("java.home")))),
                        folder.resolve("runs"),
                        limits,
                        run.idTokenEnvironment());
        Event event =
                run.origin().event().equals("repository_dispatch")
                        ? Event.repositoryDispatch(run.origin().payload())
                        : Event.workflowDispatch(
                                run.origin().payload(), inputs(run.origin().payload()));
        Workflow workflow =
                Workflow.parse(
                        WORKFLOW,
                        repository.bare().git("show", run.origin().commit() + ":" + WORKFLOW));
        WorkflowRun begun =
                runner.run(
                        run.id(),
                        workflow,
                        event,
                        setup,
                        job -> starts.test(job),
                        told -> listener.accept(told));
        runs.add(begun);
        run.title(begun.name());
        run.start();
        run.onCancel(() -> {
            if (run.isForced()) {
                begun.forceCancel();
            } else {
                begun.cancel();
            }
        });
        try {
            RunResult result = begun.await(PATIENCE.multipliedBy(2));
            results.add(result);
            run.complete(result.conclusion().name().toLowerCase(java.util.Locale.ROOT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> inputs(tools.jackson.databind.JsonNode payload) {
        Map<String, String> inputs = new HashMap<>();
        payload.path("inputs")
                .properties()
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().asString()));
        return inputs;
    }

    Task task(String text) {
        return server.bean(TaskStore.class)
                .add(
                        Task.create(
                                owner.account().id(),
                                connected.id(),
                                new TaskText(text).title(),
                                new TaskText(text),
                                server.now()));
    }

    Execution execute(Task task) {
        return server.bean(Dispatch.class).execute(owner.account(), task.id());
    }

    Execution cancel(Task task) {
        return server.bean(Dispatch.class).cancel(owner.account(), task.id());
    }

    Execution execution(Execution of) {
        return server.bean(ExecutionStore.class).find(of.id()).orElseThrow();
    }

    TaskStatus status(Task task) {
        return server.bean(TaskStore.class).get(owner.account(), task.id()).status();
    }

    /// Waits until the execution has ended for the server.
    Execution awaitEnd(Execution execution) {
        await("the end of the execution", () -> execution(execution).isEnded());
        return execution(execution);
    }

    /// Waits until the run has ended, all of its jobs included.
    RunResult awaitRun() {
        await("the end of the run", () -> !results.isEmpty());
        return results.getFirst();
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came: " + what + "\n" + logs());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    String logs() {
        StringBuilder all = new StringBuilder();
        results.forEach(result ->
                result.jobs()
                        .values()
                        .forEach(job ->
                                all.append("--- ")
                                        .append(job.id())
                                        .append(' ')
                                        .append(job.result())
                                        .append('\n')
                                        .append(job.log())));
        return all.toString();
    }

    /// At the end of each scene: GitHub's own description was kept to, and no secret is anywhere
    /// that people or later jobs can read.
    void assertClean() {
        assertThat(gitHub.violations()).isEmpty();
        String logs = logs();
        secrets.values().forEach(secret -> assertThat(logs).doesNotContain(secret));
        results.forEach(result -> result.artifacts().values().forEach(this::assertHoldsNoSecret));
        assertThat(server.bean(dev.pithyjaunt.server.logstream.LogStore.class)).isNotNull();
    }

    private void assertHoldsNoSecret(Path artifact) {
        try (Stream<Path> files = Files.walk(artifact)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                secrets.values()
                        .forEach(secret ->
                                assertThat(text).as(file.toString()).doesNotContain(secret));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.forEach(WorkflowRun::forceCancel);
        server.close();
        gitHub.close();
        model.close();
    }
}
