package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.bench.program.ServerProgram;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// A server with a repository on the stand-in for GitHub, whose runs this process plays, and one on
/// its own machine. Only the model and GitHub's service are not real.
final class Stage implements AutoCloseable {

    /// The time of an execution on it, unless a scene says otherwise.
    static final Duration EXECUTION = Duration.ofSeconds(20);

    static final String MASTER = "a-master-secret-of-the-faults-bench";

    private static final String NAME = "ada/greetings";
    private static final String WORKFLOW = ".github/workflows/pithy-jaunt-execute.yml";

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

    private final GitHubStandIn gitHub;
    private final StandInRepository repository;
    private final PlayedRuns runs = new PlayedRuns();
    private final ScriptedModel model;
    private final ServerDatabase database;
    private final Map<String, String> settings;
    private final ServerProgram server;
    private final Person owner;
    private final String gitHubRepository;
    private final String localRepository;
    private final Secret eventSecret;

    /// Starts all of it.
    ///
    /// @param kind where it keeps its rows
    /// @param more settings of the server
    Stage(Path folder, DatabaseKind kind, Map<String, String> more) {
        model = ScriptedModel.start(Script.of(new Answer.Text(GREETS)));
        gitHub = GitHubStandIn.start(folder.resolve("github"));
        TestRepository checkout = greetings(folder.resolve("root/greetings"));
        repository =
                gitHub.create(NAME, checkout)
                        .actions(ActionsSettings.initial().allowingPullRequests(true));
        gitHub.onRun(runs::add);
        database = ServerDatabase.open(kind, folder.resolve("server"));
        settings = settings(folder, more);
        server = new ServerProgram(folder.resolve("server"), ServerProgram.Way.QUICK, settings);
        try {
            server.start();
            owner = Person.signIn(server.address(), server.firstLink());
            gitHubRepository = connectGitHub();
            localRepository = owner.connect(checkout.path());
            eventSecret =
                    Secret.of(
                            owner.get("/api/repo/" + gitHubRepository + "/secret")
                                    .path("eventSecret")
                                    .asString());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static TestRepository greetings(Path folder) {
        TestRepository checkout = TestRepository.create(folder);
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n")
                .write(".pithy-jaunt.yml", "setup: []\nchecks: [sh test.sh]\n")
                .write(
                        WORKFLOW,
                        """
                        name: Pithy Jaunt
                        on:
                          repository_dispatch:
                            types: [pithy-jaunt-execute]
                        jobs:
                          generate:
                            runs-on: ubuntu-latest
                            steps:
                              - run: "true"
                        """)
                .commit("base");
        return checkout;
    }

    private Map<String, String> settings(Path folder, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(modelSettings());
        all.put("JAUNT_LOCAL_ROOT", folder.resolve("root").toAbsolutePath().toString());
        all.put("GITHUB_SERVER_URL", gitHub.serverUri().toString());
        all.put("GITHUB_TOKEN", gitHub.classicToken("ada", "repo", "workflow"));
        all.put("JAUNT_HOSTS", gitHub.serverUri().getAuthority());
        all.put("GITHUB_WEBHOOK_SECRET", MASTER);
        all.put("JAUNT_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        all.put("JAUNT_SANDBOX", "off");
        all.put("JAUNT_EXECUTION_SECONDS", Long.toString(EXECUTION.toSeconds()));
        all.putAll(database.settings());
        all.putAll(more);
        return all;
    }

    /// What says which model is asked.
    Map<String, String> modelSettings() {
        return Map.of(
                "OPENAI_BASE_URL", model.baseUri().toString(),
                "OPENAI_API_KEY", "scripted-needs-no-key",
                "MODEL_NAME", "scripted");
    }

    /// How often it was asked.
    int modelRequests() {
        return model.requests().size();
    }

    /// Starts one more server on the same database.
    ServerProgram another(Path folder) {
        ServerProgram second = new ServerProgram(folder, ServerProgram.Way.QUICK, settings);
        second.hasAdministrator();
        second.start();
        return second;
    }

    private String connectGitHub() {
        String id =
                owner.must(
                                "POST",
                                "/api/repo/connect",
                                Map.of("url", gitHub.serverUri() + "/" + NAME))
                        .path("id")
                        .asString();
        owner.must("PATCH", "/api/repo/" + id, Map.of("backend", "github-actions"));
        return id;
    }

    GitHubStandIn gitHub() {
        return gitHub;
    }

    StandInRepository repository() {
        return repository;
    }

    PlayedRuns runs() {
        return runs;
    }

    ServerDatabase database() {
        return database;
    }

    ServerProgram server() {
        return server;
    }

    Person owner() {
        return owner;
    }

    /// The id of the repository whose executions are runs.
    String gitHubRepository() {
        return gitHubRepository;
    }

    /// The id of the one whose executions are the server's own children.
    String localRepository() {
        return localRepository;
    }

    /// What runs sign with.
    Secret eventSecret() {
        return eventSecret;
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            database.close();
            gitHub.close();
            model.close();
        }
    }
}
