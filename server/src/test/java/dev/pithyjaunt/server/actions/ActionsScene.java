package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.dispatch.Dispatch;
import dev.pithyjaunt.server.event.EventSecrets;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInRepository;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.RunResult;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A repository on the stand-in for GitHub with the real workflow file in it, run by the runner of
/// workflows, and a server that dispatches to it. The model is scripted; git, bash, `gh` and all
/// programs of ours are real. The tests of a class share one, each with tasks of its own.
final class ActionsScene implements AutoCloseable {

    static final String KEY = "fake-model-key-0123456789";

    static final String GREETS =
            "I greet the world.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello world\n>>>>>>> REPLACE\n";

    static final String WORKFLOW = ".github/workflows/pithy-jaunt-execute.yml";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int ALL_LINES = 100_000;

    final GitHubStandIn gitHub;
    final StandInRepository repository;
    final RunService runs;
    final ScriptedModel model;
    final WebhookProxy proxy = new WebhookProxy();
    final TestServer server;
    final TestServer.Person owner;
    final ConnectedRepository connected;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final String base;

    /// @param more settings of the server
    ActionsScene(Path folder, Map<String, String> more) {
        this.model = ScriptedModel.start(request -> script(request).answer(request));
        this.gitHub = GitHubStandIn.start(folder.resolve("github"));
        TestRepository checkout = TestRepository.create(folder.resolve("checkout"));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n")
                .write("syntax.sh", "sh -n greet.sh\n")
                .write(".pithy-jaunt.yml", "setup: []\nchecks: [sh syntax.sh, sh test.sh]\n")
                .write(WORKFLOW, workflowFile(model.baseUri().toString()));
        this.base = checkout.commit("base");
        this.repository =
                gitHub.create("ada/greetings", checkout)
                        .actions(ActionsSettings.initial().allowingPullRequests(true));
        this.runs = new RunService(gitHub, repository, folder.resolve("runs"));
        String token = gitHub.classicToken("ada", "repo", "workflow");
        Map<String, String> settings = new HashMap<>();
        settings.put("APP_URL", proxy.address());
        settings.put("GITHUB_SERVER_URL", gitHub.serverUri().toString());
        settings.put("GITHUB_TOKEN", token);
        settings.put("JAUNT_HOSTS", gitHub.serverUri().getAuthority());
        settings.putAll(more);
        this.server = new TestServer(DatabaseKind.SQLITE, folder.resolve("server"), settings);
        proxy.leadsTo(server.address());
        this.owner = server.administrator();
        this.connected =
                server.bean(RepositoryStore.class)
                        .add(repository(gitHub.serverUri() + "/ada/greetings"));
        runs.secret("OPENAI_API_KEY", KEY);
        runs.secret("PITHY_JAUNT_EVENT_SECRET", eventSecret());
        // No job is given it, and so none may show it.
        runs.secret("TOKEN_OF_THE_SERVER", token);
    }

    private ConnectedRepository repository(String url) {
        return new ConnectedRepository(
                Id.next(),
                owner.account().id(),
                "ada/greetings",
                url,
                "main",
                true,
                null,
                false,
                null,
                ConnectedRepository.Backend.GITHUB_ACTIONS,
                server.now(),
                server.now());
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

    /// As if nothing had been ordered.
    void reset() {
        runs.reset();
        proxy.mood(WebhookProxy.Mood.GOOD);
        server.setAhead(Duration.ZERO);
    }

    /// The commit that everything begins at.
    String base() {
        return base;
    }

    String eventSecret() {
        return server.bean(EventSecrets.class).ofRepository(connected.id()).text();
    }

    /// @param first what the model answers when it is asked to do that; all tasks of a scene have
    ///   texts of their own
    Task task(String text, Answer first, Answer... more) {
        scripts.put(new TaskText(text).text(), Script.of(first, more));
        return server.bean(TaskStore.class)
                .add(
                        Task.create(
                                owner.account().id(),
                                connected.id(),
                                new TaskText(text).title(),
                                new TaskText(text),
                                server.now()));
    }

    /// One that the model can do.
    Task task(String text) {
        return task(text, new Answer.Text(GREETS));
    }

    /// What the model answers when it is asked for something that is no task of the server's.
    void answering(String text, Answer answer) {
        scripts.put(text, Script.of(answer));
    }

    private Script script(ModelRequest request) {
        return scripts.entrySet().stream()
                .filter(script -> request.text().contains(script.getKey()))
                .max(Comparator.comparingInt(script -> script.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError("no task: " + request.text()));
    }

    /// How often the model was asked for it.
    long asked(Task task) {
        return model.requests().stream()
                .filter(request -> request.text().contains(task.description()))
                .count();
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

    List<PositionedLine> lines(Execution execution) {
        return server.bean(LogStore.class).page(execution.id(), 0, ALL_LINES);
    }

    boolean hasFile(Execution execution, FileKind kind) {
        return server.bean(FileStore.class).find(execution.id(), kind).isPresent();
    }

    /// What a program that the owner gave a token gets.
    Browser.Answer get(String path) {
        try (Browser nobody = new Browser(server.address());
                Browser program = nobody.withToken(owner.token())) {
            return program.get(path);
        }
    }

    List<PullRequest> pullRequests(Task task) {
        return repository.pullRequests().stream()
                .filter(pull -> pull.head().equals(branch(task)))
                .toList();
    }

    static String branch(Task task) {
        return "pj/" + task.id();
    }

    boolean hasBranch(Task task) {
        return repository.branch(branch(task)).isPresent();
    }

    /// Waits until the execution has ended for the server.
    Execution awaitEnd(Execution execution) {
        await("the end of the execution", () -> execution(execution).isEnded());
        return execution(execution);
    }

    /// Waits for the run of an execution to be made.
    StandInRun awaitBegin(Execution execution) {
        await("the run", () -> runs.find(execution.id()).isPresent());
        return runs.find(execution.id()).orElseThrow();
    }

    /// Waits until the run has ended, all of its jobs included.
    RunResult awaitRun(Execution execution) {
        return awaitRun(awaitBegin(execution));
    }

    RunResult awaitRun(StandInRun run) {
        await("the end of the run", run::isCompleted);
        return runs.result(run).orElseThrow();
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
        for (RunResult result : runs.results()) {
            all.append("=== ").append(result.name()).append('\n');
            for (RunResult.Job job : result.jobs().values()) {
                all.append("--- ").append(job.id()).append(' ').append(job.result()).append('\n');
                all.append(job.log());
            }
        }
        return all.toString();
    }

    /// How the execution and its task ended.
    ///
    /// @param message a part of it
    Execution assertEnded(
            Task task,
            Execution execution,
            Outcome outcome,
            ExecutionError.Category category,
            String message) {
        Execution ended = awaitEnd(execution);
        ExecutionError error = error(ended);
        assertThat(error.message()).contains(message);
        assertThat(error.category()).isEqualTo(category);
        assertThat(Objects.requireNonNull(ended.ending()).outcome()).isEqualTo(outcome);
        assertThat(status(task)).isEqualTo(outcome.taskStatus());
        return ended;
    }

    /// Why it did not end well.
    static ExecutionError error(Execution ended) {
        Execution.Ending ending = Objects.requireNonNull(ended.ending());
        return Objects.requireNonNull(
                ending.error(), () -> "no error, outcome " + ending.outcome());
    }

    /// It is done: one pull request from one branch.
    Execution assertCompleted(Task task, Execution execution) {
        Execution ended = awaitEnd(execution);
        assertThat(ended.ending()).isEqualTo(new Execution.Ending(Outcome.READY, null, null));
        assertThat(status(task)).isEqualTo(TaskStatus.COMPLETED);
        assertThat(pullRequests(task)).hasSize(1);
        PullRequest pull = pullRequests(task).getFirst();
        assertThat(pull.isOpen()).isTrue();
        assertThat(ended.result().prNumber()).isEqualTo(pull.number());
        assertThat(ended.result().headCommit()).isEqualTo(pull.headCommit());
        return ended;
    }

    /// Nothing of the task is to be seen at the forge.
    void assertNothingPublished(Task task) {
        assertThat(hasBranch(task)).isFalse();
        assertThat(pullRequests(task)).isEmpty();
    }

    /// Each line that was said is there once and in order, and each of these phases said some.
    void assertLog(Execution execution, String... phases) {
        List<PositionedLine> lines = lines(execution);
        assertThat(lines.stream().map(PositionedLine::phase).distinct())
                .containsExactlyInAnyOrder(phases);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).position()).isEqualTo(i + 1);
        }
        for (String phase : phases) {
            List<Long> sequence =
                    lines.stream()
                            .filter(line -> line.phase().equals(phase))
                            .map(PositionedLine::sequence)
                            .toList();
            assertThat(sequence)
                    .as(phase)
                    .isEqualTo(Stream.iterate(1L, n -> n + 1).limit(sequence.size()).toList());
        }
    }

    /// At the end of each test: all runs are over, GitHub's own description was kept to, and no
    /// secret is anywhere that people or later jobs can read.
    void assertClean() {
        await("the end of all runs", runs::isIdle);
        assertThat(gitHub.isContractChecked()).isTrue();
        assertThat(gitHub.violations()).isEmpty();
        assertHoldsNoSecret("the runs' logs", logs());
        runs.results().forEach(result -> result.artifacts().values().forEach(this::assertClean));
        for (Execution execution : executions()) {
            StringBuilder said = new StringBuilder();
            lines(execution).forEach(line -> said.append(line.text()).append('\n'));
            for (FileKind kind : FileKind.values()) {
                server.bean(FileStore.class)
                        .find(execution.id(), kind)
                        .ifPresent(bytes -> said.append(latin(bytes)));
            }
            assertHoldsNoSecret("what the server keeps", said.append(execution).toString());
        }
        for (PullRequest pull : repository.pullRequests()) {
            assertHoldsNoSecret("the pull request", pull.toString());
        }
    }

    private List<Execution> executions() {
        List<Execution> all = new ArrayList<>();
        for (StandInRun run : repository.runs()) {
            String title = run.displayTitle();
            server.bean(ExecutionStore.class)
                    .find(title.substring(title.lastIndexOf(' ') + 1))
                    .ifPresent(all::add);
        }
        return all;
    }

    private void assertClean(Path artifact) {
        try (Stream<Path> files = Files.walk(artifact)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertHoldsNoSecret(file.toString(), latin(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertHoldsNoSecret(String what, String text) {
        runs.secrets().forEach(secret -> assertThat(text).as(what).doesNotContain(secret));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        runs.stopAll();
        server.close();
        proxy.close();
        gitHub.close();
        model.close();
    }
}
