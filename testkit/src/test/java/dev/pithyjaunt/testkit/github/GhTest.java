package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The real `gh`, by way of the proxy.
class GhTest {

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;

    @BeforeEach
    void start() {
        boolean here =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "gh")));
        assumeTrue(here, "gh is not on PATH");
        TestRepository work = TestRepository.create(folder.resolve("work")).write("a.txt", "a\n");
        work.commit("base");
        work.branch("topic").write("b.txt", "b\n").commit("topic");
        work.git("switch", "--quiet", "main");
        github = GitHubStandIn.start(folder.resolve("github"));
        shop = github.create("acme/shop", work);
    }

    @AfterEach
    void stop() {
        if (github != null) {
            assertThat(github.violations()).isEmpty();
            github.close();
        }
    }

    private Client.Ran gh(String token, String... words) {
        Map<String, String> environment = new HashMap<>(github.proxyEnvironment());
        environment.put("GH_TOKEN", token);
        environment.put("GH_CONFIG_DIR", folder.resolve("gh").toString());
        environment.put("GH_NO_UPDATE_NOTIFIER", "1");
        environment.put("GH_PROMPT_DISABLED", "1");
        return Client.run(
                folder,
                environment,
                Stream.concat(Stream.of("gh"), Arrays.stream(words)).toArray(String[]::new));
    }

    private Client.Ran create(String token, String... more) throws IOException {
        Path body = Files.writeString(folder.resolve("body.md"), "Why it is so.\n");
        List<String> words =
                List.of(
                        "pr",
                        "create",
                        "--repo",
                        "acme/shop",
                        "--head",
                        "topic",
                        "--base",
                        "main",
                        "--title",
                        "Add b",
                        "--body-file",
                        body.toString());
        return gh(token, Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private String token() {
        return github.fineGrainedToken(
                "acme", Map.of("contents", "write", "pull_requests", "write"), shop);
    }

    @Test
    void createsPullRequest() throws IOException {
        Client.Ran ran = create(token());

        assertThat(ran.ending().succeeded()).as(ran.errors()).isTrue();
        assertThat(ran.output()).isEqualTo("http://github.localhost/acme/shop/pull/1\n");
        PullRequest pull = shop.pullRequests().getFirst();
        assertThat(pull.title()).isEqualTo("Add b");
        assertThat(pull.body()).isEqualTo("Why it is so.\n");
        assertThat(pull.draft()).isFalse();
    }

    @Test
    void createsDraftAsJob() throws IOException {
        shop.actions(ActionsSettings.initial().allowingPullRequests(true));

        Client.Ran ran = create(job(), "--draft");

        assertThat(ran.ending().succeeded()).as(ran.errors()).isTrue();
        assertThat(shop.pullRequests().getFirst().draft()).isTrue();
    }

    private String job() throws IOException {
        TestRepository work = new TestRepository(folder.resolve("work"));
        work.write(".github/workflows/w.yml", "on: {repository_dispatch: }\n").commit("workflow");
        work.git("push", "--quiet", shop.path().toString(), "main");
        new Client(github, token()).post("/repos/acme/shop/dispatches", Map.of("event_type", "x"));
        return shop.runs()
                .getFirst()
                .jobToken(Map.of("contents", "write", "pull-requests", "write"));
    }

    @Test
    void tellsThatActionsMayNot() throws IOException {
        Client.Ran ran = create(job());

        assertThat(ran.ending().succeeded()).isFalse();
        assertThat(ran.errors())
                .contains(
                        "pull request create failed: GraphQL: GitHub Actions is not permitted to"
                                + " create or approve pull requests (createPullRequest)");
    }

    @Test
    void tellsThatOneExists() throws IOException {
        create(token());

        Client.Ran ran = create(token());

        assertThat(ran.ending().succeeded()).isFalse();
        assertThat(ran.errors()).contains("already exists");
        assertThat(shop.pullRequests()).hasSize(1);
    }

    @Test
    void viewsAndListsPullRequests() throws IOException {
        create(token());

        Client.Ran view =
                gh(token(), "pr", "view", "topic", "--repo", "acme/shop", "--json", "number,url");
        Client.Ran list =
                gh(
                        token(),
                        "pr",
                        "list",
                        "--repo",
                        "acme/shop",
                        "--head",
                        "topic",
                        "--json",
                        "url");

        assertThat(view.ending().succeeded()).as(view.errors()).isTrue();
        assertThat(tree(view).path("number").asInt()).isEqualTo(1);
        assertThat(list.ending().succeeded()).as(list.errors()).isTrue();
        assertThat(tree(list).at("/0/url").asString())
                .isEqualTo("http://github.localhost/acme/shop/pull/1");
    }

    private static tools.jackson.databind.JsonNode tree(Client.Ran ran) {
        return Json.tree("output", ran.output().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asksRest() throws IOException {
        Client.Ran get = gh(token(), "api", "repos/acme/shop", "--jq", ".default_branch");
        Client.Ran post =
                gh(token(), "api", "repos/acme/shop/dispatches", "-f", "event_type=deploy");

        assertThat(get.output()).as(get.errors()).isEqualTo("main\n");
        assertThat(post.ending().succeeded()).as(post.errors()).isTrue();
        assertThat(github.dispatches()).extracting(Dispatched::name).containsExactly("deploy");
    }
}
