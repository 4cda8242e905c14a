package dev.pithyjaunt.bench.workflow;

import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.Event;
import dev.pithyjaunt.testkit.workflow.Limits;
import dev.pithyjaunt.testkit.workflow.RunResult;
import dev.pithyjaunt.testkit.workflow.Setup;
import dev.pithyjaunt.testkit.workflow.Workflow;
import dev.pithyjaunt.testkit.workflow.WorkflowRun;
import dev.pithyjaunt.testkit.workflow.WorkflowRunner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A small repository on the stand-in for GitHub with the workflow file in it, and a person who
/// starts the workflow there. Of these only the model and GitHub's service are not real.
final class Scene implements AutoCloseable {

    private static final String FILE = "pithy-jaunt-execute.yml";
    private static final String WORKFLOW = ".github/workflows/" + FILE;
    private static final String NAME = "ada/greetings";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String GREETS =
            """
            I greet the world.
            greet.sh
            <<<<<<< SEARCH
            echo hello
            =======
            echo hello world
            >>>>>>> REPLACE
            """;

    private final Path folder;
    private final ServedProgram program;
    private final ScriptedModel model;
    private final GitHubStandIn gitHub;
    private final StandInRepository repository;
    private final String token;
    private final WorkflowRunner runner = new WorkflowRunner();
    private final BlockingQueue<StandInRun> asked = new LinkedBlockingQueue<>();

    /// @param folder for all that it keeps
    Scene(Path folder, ServedProgram program) {
        this.folder = folder;
        this.program = program;
        this.model = ScriptedModel.start(Script.of(new Answer.Text(GREETS)));
        this.gitHub = GitHubStandIn.start(folder.resolve("github"));
        TestRepository checkout = TestRepository.create(folder.resolve("checkout"));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n")
                .write(".pithy-jaunt.yml", "setup: []\nchecks: [sh test.sh]\n")
                .write(WORKFLOW, workflowFile())
                .commit("base");
        this.repository =
                gitHub.create(NAME, checkout)
                        .actions(ActionsSettings.initial().allowingPullRequests(true));
        this.token = gitHub.classicToken("ada", "repo", "workflow");
        gitHub.onRun(asked::add);
    }

    /// The project's own file with what `jaunt init` and a person set in it.
    private String workflowFile() {
        Path file = Path.of(System.getProperty("jaunt.root", "."), WORKFLOW);
        try {
            return Files.readString(file)
                    .replace("${{ inputs.archive }}", program.address())
                    .replace("${{ inputs.sha256 }}", program.sha256())
                    .replace("OPENAI_BASE_URL: \"\"", "OPENAI_BASE_URL: " + model.baseUri())
                    .replace("MODEL_NAME: \"\"\n  FALL", "MODEL_NAME: scripted\n  FALL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One task, from the click to the last job's end; then its publishing again.
    ///
    /// @throws IllegalStateException when the run ends otherwise than with a new pull request
    Round run() throws InterruptedException {
        int before = repository.pullRequests().size();
        dispatch();
        StandInRun run = asked.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (run == null) {
            throw new IllegalStateException("the workflow was dispatched, and no run came");
        }
        Timeline timeline = new Timeline(System::nanoTime);
        WorkflowRun begun =
                runner.run(
                        run.id(),
                        Workflow.parse(
                                WORKFLOW,
                                repository
                                        .bare()
                                        .git("show", run.origin().commit() + ":" + WORKFLOW)),
                        event(run),
                        setup(run),
                        _ -> true,
                        timeline::add);
        run.start();
        RunResult result = begun.await(LIMIT);
        run.complete(result.conclusion().name().toLowerCase(Locale.ROOT));
        if (result.conclusion() != RunResult.Result.SUCCESS
                || repository.pullRequests().size() != before + 1) {
            throw new IllegalStateException(
                    "the run opened no pull request: %s\n%s"
                            .formatted(result.conclusion(), logs(result)));
        }
        double again =
                new SecondPublish(program.command(), folder.resolve("again-" + run.id()))
                        .seconds(result, environment());
        if (repository.pullRequests().size() != before + 1) {
            throw new IllegalStateException("publishing again opened another pull request");
        }
        return Round.of(result, timeline, again);
    }

    private void dispatch() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/repos/%s/actions/workflows/%s/dispatches"
                                                .formatted(gitHub.apiUri(), NAME, FILE)))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/vnd.github+json")
                        .header("User-Agent", "jaunt-bench")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"ref": "main", "inputs": {"task": "Greet the world in greet.sh"}}
                                        """))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        "dispatching the workflow: %d %s"
                                .formatted(response.statusCode(), response.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("dispatching the workflow", e);
        }
    }

    private static Event event(StandInRun run) {
        Map<String, String> inputs = new HashMap<>();
        run.origin()
                .payload()
                .path("inputs")
                .properties()
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().asString()));
        return Event.workflowDispatch(run.origin().payload(), inputs);
    }

    private Setup setup(StandInRun run) {
        return new Setup(
                repository.fullName(),
                repository.id(),
                "main",
                run.origin().commit(),
                run.origin().actor(),
                "http://github.localhost",
                "http://api.github.localhost",
                "http://api.github.localhost/graphql",
                Map.of("OPENAI_API_KEY", "scripted-needs-no-key"),
                (_, permissions) -> run.jobToken(permissions),
                proxies(),
                System.getenv().getOrDefault("PATH", ""),
                List.of(new Setup.Tool("java", "25", Path.of(System.getProperty("java.home")))),
                folder.resolve("runs"),
                Limits.ofGitHub(),
                Map.of());
    }

    private Map<String, String> proxies() {
        Map<String, String> proxies = new HashMap<>(gitHub.proxyEnvironment());
        proxies.remove("GH_HOST");
        proxies.put("no_proxy", "127.0.0.1");
        proxies.put("NO_PROXY", "127.0.0.1");
        return proxies;
    }

    /// What the step that publishes has.
    private Map<String, String> environment() {
        Map<String, String> environment = proxies();
        environment.put("GITHUB_SERVER_URL", "http://github.localhost");
        environment.put("GITHUB_TOKEN", token);
        return environment;
    }

    private static String logs(RunResult result) {
        StringBuilder logs = new StringBuilder();
        result.jobs()
                .values()
                .forEach(job ->
                        logs.append("--- %s: %s\n".formatted(job.id(), job.result()))
                                .append(job.log()));
        return logs.toString();
    }

    @Override
    public void close() {
        gitHub.close();
        model.close();
    }
}
