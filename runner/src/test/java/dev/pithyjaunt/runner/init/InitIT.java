package dev.pithyjaunt.runner.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.ServerStandIn;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `init` against GitHub's stand-in, in this process.
class InitIT {

    private static final String TEXT = WorkflowText.of(WorkflowTextTest.PROGRAM);

    @TempDir private Path folder;

    private GitHubStandIn gitHub;
    private StandInRepository repository;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private String out = "";
    private boolean isOnScreen;

    @BeforeEach
    void start() {
        TestRepository source = TestRepository.create(folder.resolve("source"));
        source.write("a.txt", "text\n");
        source.commit("base");
        gitHub = GitHubStandIn.start(folder.resolve("github"));
        repository = gitHub.create("ada/greetings", source);
        settings.put("GITHUB_SERVER_URL", gitHub.serverUri().toString());
        settings.put("GITHUB_TOKEN", gitHub.classicToken("ada", "repo", "workflow"));
    }

    @AfterEach
    void end() {
        assertThat(gitHub.violations()).isEmpty();
        gitHub.close();
    }

    private int bare(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Timing timing =
                new Timing(
                        InstantSource.system(),
                        _ -> {},
                        () -> 0,
                        Duration.ZERO,
                        Duration.ofSeconds(10));
        CommandLine command =
                new CommandLine(
                        new InitCommand(
                                () -> new Settings(settings),
                                timing,
                                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                                () -> isOnScreen,
                                Progress.onStandardError().alsoTo((_, text) -> said.add(text))));
        int code = command.execute(arguments);
        out = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private int init(String... more) {
        return bare(
                Stream.concat(
                                Stream.of(
                                        "--repo=ada/greetings",
                                        "--archive=https://example.org/pithy-jaunt.tar.gz",
                                        "--sha256=" + "ab".repeat(32)),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private String fileOn(String branch) {
        return repository.bare().git("show", branch + ":" + WorkflowText.PATH) + "\n";
    }

    @Test
    void pullRequestBringsTheFileAndASecondTimeChangesNothing() {
        assertThat(init()).isEqualTo(0);

        assertThat(repository.pullRequests()).hasSize(1);
        assertThat(fileOn("pithy-jaunt/setup")).isEqualTo(TEXT);
        String page = gitHub.serverUri() + "/ada/greetings/pull/1";
        String name = gitHub.serverUri().getHost() + "/ada/greetings";
        assertThat(out.lines())
                .containsExactly(
                        "workflow  merge this pull request, which brings %s: %s"
                                .formatted(WorkflowText.PATH, page),
                        "program   https://example.org/pithy-jaunt.tar.gz, SHA-256 "
                                + "ab".repeat(32),
                        "actions   \"Allow GitHub Actions to create and approve pull requests\" is off: switch it on at %s/ada/greetings/settings/actions"
                                .formatted(gitHub.serverUri()),
                        "secrets   gh secret set OPENAI_API_KEY --repo " + name,
                        "secrets   gh secret set ANTHROPIC_API_KEY --repo " + name,
                        "secrets   gh secret set OPENROUTER_API_KEY --repo " + name,
                        "          of the keys, that of one provider is enough");

        List<String> branches = List.copyOf(repository.branches());
        String head = repository.branch("pithy-jaunt/setup").orElseThrow();
        assertThat(init()).isEqualTo(0);
        assertThat(out)
                .startsWith(
                        "workflow  a pull request is open already, which brings %s: %s"
                                .formatted(WorkflowText.PATH, page));
        assertThat(repository.pullRequests()).hasSize(1);
        assertThat(repository.branches()).isEqualTo(branches);
        assertThat(repository.branch("pithy-jaunt/setup")).contains(head);
    }

    @Test
    void otherProgramGoesIntoTheOpenPullRequest() {
        assertThat(init()).isEqualTo(0);

        assertThat(
                        bare(
                                "--repo=ada/greetings",
                                "--archive=https://example.org/pithy-jaunt.tar.gz",
                                "--sha256=" + "cd".repeat(32)))
                .isEqualTo(0);

        assertThat(out).startsWith("workflow  merge this pull request");
        assertThat(repository.pullRequests()).hasSize(1);
        assertThat(fileOn("pithy-jaunt/setup"))
                .isEqualTo(TEXT.replace("ab".repeat(32), "cd".repeat(32)));
    }

    @Test
    void commitPutsItOnTheDefaultBranchOnce() {
        repository.actions(ActionsSettings.initial().allowingPullRequests(true));
        repository.secret("OPENAI_API_KEY");
        settings.put("OPENAI_API_KEY", "fake-key-0123456789");

        assertThat(init("--commit", "--json")).isEqualTo(0);

        String commit = repository.branch("main").orElseThrow();
        assertThat(Json.read(out, InitResult.class))
                .isEqualTo(
                        new InitResult(
                                "ada/greetings",
                                WorkflowText.PATH,
                                "committed",
                                "main",
                                null,
                                commit,
                                List.of(),
                                "https://example.org/pithy-jaunt.tar.gz",
                                "ab".repeat(32),
                                false,
                                true,
                                true,
                                List.of(),
                                null,
                                null,
                                null,
                                null));
        assertThat(fileOn("main")).isEqualTo(TEXT);

        assertThat(init("--commit")).isEqualTo(0);
        assertThat(out)
                .startsWith("workflow  %s is there already, on main\n".formatted(WorkflowText.PATH))
                .contains("secrets   all are set\n");
        assertThat(repository.branch("main")).contains(commit);
    }

    @Test
    void fileThatDiffersIsReplacedByACommitOnlyWithForce() {
        assertThat(init("--commit")).isEqualTo(0);
        String before = repository.branch("main").orElseThrow();
        String[] other = {
            "--repo=ada/greetings",
            "--archive=https://example.org/other.tar.gz",
            "--sha256=" + "ab".repeat(32),
            "--commit",
            "--json"
        };
        assertThat(bare(other)).isEqualTo(1);
        InitResult kept = Json.read(out, InitResult.class);
        assertThat(kept.workflow()).isEqualTo("kept");
        assertThat(kept.difference())
                .containsExactly(
                        "PITHY_JAUNT_ARCHIVE: \"https://example.org/pithy-jaunt.tar.gz\" there, \"https://example.org/other.tar.gz\" here");
        assertThat(repository.branch("main")).contains(before);

        other[4] = "--force";
        assertThat(bare(other)).isEqualTo(0);
        assertThat(fileOn("main"))
                .isEqualTo(TEXT.replace("org/pithy-jaunt.tar.gz", "org/other.tar.gz"));
    }

    @Test
    void branchOfAPullRequestThatIsOverIsLeftAlone() {
        assertThat(init()).isEqualTo(0);
        String old = repository.branch("pithy-jaunt/setup").orElseThrow();
        String closing = "/repos/ada/greetings/pulls/1";
        assertThat(closed(closing)).isEqualTo(200);

        assertThat(init()).isEqualTo(0);

        assertThat(repository.branch("pithy-jaunt/setup")).contains(old);
        assertThat(fileOn("pithy-jaunt/setup-2")).isEqualTo(TEXT);
        assertThat(repository.pullRequests()).hasSize(2);
    }

    private int closed(String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(gitHub.apiUri() + path))
                                    .header(
                                            "Authorization",
                                            "Bearer " + settings.get("GITHUB_TOKEN"))
                                    .method(
                                            "PATCH",
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"state\":\"closed\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void classicTokenWithoutTheScopeForWorkflowsIsToldBeforeAnythingIsDone() {
        settings.put("GITHUB_TOKEN", gitHub.classicToken("ada", "repo"));

        assertThat(init()).isEqualTo(1);

        assertThat(said)
                .containsExactly(
                        "jaunt init: the token GITHUB_TOKEN is not enough: it may not change workflow files (fine-grained token: Workflows, Read and write; classic: workflow)",
                        "By hand: in a checkout of the repository, on its default branch, commit and push what this writes:",
                        "  ./jaunt init --print --archive 'https://example.org/pithy-jaunt.tar.gz' --sha256 %s > %s"
                                .formatted("ab".repeat(32), WorkflowText.PATH));
        assertThat(repository.branches()).containsExactly("main");
    }

    @Test
    void fineGrainedTokenWithoutThePermissionForWorkflowsIsToldInGitHubsWords() {
        settings.put(
                "GITHUB_TOKEN",
                gitHub.fineGrainedToken(
                        "ada", Map.of("contents", "write", "pull_requests", "write")));

        assertThat(init()).isEqualTo(1);

        assertThat(said.getFirst())
                .startsWith(
                        "jaunt init: the token GITHUB_TOKEN is not enough: it may not change workflow files (fine-grained token: Workflows, Read and write; classic: workflow). writing ")
                .contains("Resource not accessible by personal access token");
    }

    @Test
    void wrongTokenAndArchivedRepositoryAreTold() {
        String good = settings.put("GITHUB_TOKEN", "fake-token-0123456789");
        assertThat(init()).isEqualTo(1);
        assertThat(said.getFirst()).startsWith("jaunt init: GitHub does not take GITHUB_TOKEN: ");

        said.clear();
        settings.put("GITHUB_TOKEN", String.valueOf(good));
        repository.archive();
        assertThat(init()).isEqualTo(1);
        assertThat(said.getFirst())
                .isEqualTo(
                        "jaunt init: ada/greetings is archived, and so nothing in it can be changed");
    }

    @Test
    void printAsksNobody() {
        assertThat(
                        bare(
                                "--print",
                                "--archive=https://example.org/pithy-jaunt.tar.gz",
                                "--sha256=" + "ab".repeat(32)))
                .isEqualTo(0);

        assertThat(out).isEqualTo(TEXT);
        assertThat(gitHub.requests()).isEmpty();
    }

    @Test
    void digestIsThatOfWhatIsDownloadedAndThatIsSaid() throws IOException {
        byte[] archive = {0x1f, (byte) 0x8b, 1, 2, 3};
        HttpServer files =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext(
                "/a.tar.gz",
                exchange -> {
                    exchange.sendResponseHeaders(200, archive.length);
                    exchange.getResponseBody().write(archive);
                    exchange.close();
                });
        files.start();
        String host = "127.0.0.1:" + files.getAddress().getPort();
        try {
            assertThat(bare("--print", "--archive=http://%s/a.tar.gz".formatted(host)))
                    .isEqualTo(0);
            String digest = "00e25a5c69702c645cc56e219b40deb8c705148fec49c11ec875d8e11bcbdfa0";
            assertThat(out).contains("  PITHY_JAUNT_SHA256: \"%s\"\n".formatted(digest));
            assertThat(said)
                    .contains(
                            "no --sha256: what was downloaded just now is trusted, with the digest "
                                    + digest);

            said.clear();
            assertThat(bare("--print", "--archive=http://%s/b.tar.gz".formatted(host)))
                    .isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(said.getLast())
                    .isEqualTo(
                            "jaunt init: downloading the archive: %s: status 404".formatted(host));
        } finally {
            files.stop(0);
        }
    }

    @Test
    void withoutAnArchiveOrATokenItIsWrongUsage() {
        assertThat(bare("--repo=ada/greetings")).isEqualTo(2);
        settings.remove("GITHUB_TOKEN");
        assertThat(init()).isEqualTo(2);
        assertThat(gitHub.requests()).isEmpty();
    }

    @Test
    void serverIsConnectedOnceAndTheSecretIsShownOnlyWhenAskedFor() {
        try (ServerStandIn server = ServerStandIn.start()) {
            settings.put("JAUNT_API_TOKEN", ServerStandIn.TOKEN);
            String option = "--server=" + server.address();
            assertThat(init("--commit", option)).isEqualTo(0);
            assertThat(out)
                    .contains("server    %s has it as repo-0\n".formatted(server.address()))
                    .contains(
                            "secret    ./jaunt init --print-secret --repo ada/greetings --server %s | gh secret set PITHY_JAUNT_EVENT_SECRET --repo "
                                    .formatted(server.address()))
                    .doesNotContain(ServerStandIn.SECRET.text());

            assertThat(init("--commit", "--show-secret", option)).isEqualTo(0);
            assertThat(out)
                    .contains("secret    PITHY_JAUNT_EVENT_SECRET=" + ServerStandIn.SECRET.text());

            assertThat(bare("--print-secret", "--repo=ada/greetings", option)).isEqualTo(0);
            assertThat(out).isEqualTo(ServerStandIn.SECRET.text() + "\n");
            assertThat(server.connected()).hasSize(1);

            isOnScreen = true;
            assertThat(bare("--print-secret", "--repo=ada/greetings", option)).isEqualTo(2);
            assertThat(out).isEmpty();
        }
    }

    @Test
    void serverThatRefusesIsToldAndTheWorkflowIsThere() {
        try (ServerStandIn server = ServerStandIn.start()) {
            settings.put("JAUNT_API_TOKEN", "fake-api-token-of-nobody");

            assertThat(init("--commit", "--server=" + server.address())).isEqualTo(1);

            assertThat(out).contains("it answered 401 {\"detail\":\"sign in\"}");
            assertThat(fileOn("main")).isEqualTo(TEXT);
        }
    }
}
