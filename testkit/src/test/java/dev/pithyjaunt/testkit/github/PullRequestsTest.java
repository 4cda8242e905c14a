package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class PullRequestsTest {

    private static final String PULLS = "/repos/acme/shop/pulls";

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;
    private Client client;

    @BeforeEach
    void start() {
        TestRepository work = TestRepository.create(folder.resolve("work")).write("a.txt", "a\n");
        work.commit("base");
        work.git("branch", "same");
        work.branch("topic").write("b.txt", "b\n").commit("topic");
        work.git("switch", "--quiet", "main");
        github = GitHubStandIn.start(folder.resolve("github"));
        shop = github.create("acme/shop", work);
        client = new Client(github, github.classicToken("acme", "repo"));
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    private Client.Answer open(Map<String, ?> more) throws IOException {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.putIfAbsent("title", "Add b");
        body.putIfAbsent("head", "topic");
        body.putIfAbsent("base", "main");
        return client.post(PULLS, body);
    }

    private static String firstError(Client.Answer answer) {
        return answer.json().at("/errors/0/message").asString("");
    }

    @Test
    void opensAndIsListedByItsHead() throws IOException {
        var made = open(Map.of("body", "Why.", "draft", true));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("x-oauth-scopes")).isEqualTo("repo");
        assertThat(client.get(PULLS + "?state=open&head=acme:topic").json()).hasSize(1);
        assertThat(client.get(PULLS + "?head=acme:other").json()).isEmpty();
        assertThat(shop.pullRequests())
                .extracting(PullRequest::title, PullRequest::body, PullRequest::draft)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Add b", "Why.", true));
        assertThat(client.get(PULLS + "/1").json().path("changed_files").asInt()).isEqualTo(1);
    }

    @Test
    void secondOfSameHeadIsRefused() throws IOException {
        open(Map.of());

        var second = open(Map.of());

        assertThat(second.status()).isEqualTo(422);
        assertThat(firstError(second)).isEqualTo("A pull request already exists for acme:topic.");
    }

    @Test
    void emptyOrUnknownOrLongIsRefused() throws IOException {
        assertThat(firstError(open(Map.of("head", "same"))))
                .isEqualTo("No commits between main and same");
        assertThat(open(Map.of("head", "gone")).json().at("/errors/0/field").asString())
                .isEqualTo("head");
        assertThat(open(Map.of("base", "gone")).json().at("/errors/0/field").asString())
                .isEqualTo("base");
        assertThat(firstError(open(Map.of("body", "x".repeat(65_537)))))
                .isEqualTo("body is too long (maximum is 65536 characters)");
        assertThat(shop.pullRequests()).isEmpty();
    }

    @Test
    void mergesInGit() throws IOException {
        open(Map.of());
        String head = shop.branch("topic").orElseThrow();

        var stale = client.ask("PUT", PULLS + "/1/merge", Map.of("sha", "0".repeat(40)), Map.of());
        var merged = client.ask("PUT", PULLS + "/1/merge", Map.of("sha", head), Map.of());

        assertThat(stale.status()).isEqualTo(409);
        assertThat(merged.status()).isEqualTo(200);
        assertThat(shop.branch("main")).contains(merged.json().path("sha").asString());
        assertThat(shop.bare().git("show", "main:b.txt")).isEqualTo("b");
        assertThat(shop.pullRequests().getFirst().isOpen()).isFalse();
        assertThat(client.ask("PUT", PULLS + "/1/merge", Map.of(), Map.of()).status())
                .isEqualTo(405);
    }

    @Test
    void takesLabelsCommentsAndReviewers() throws IOException {
        open(Map.of());

        assertThat(
                        client.post(
                                        "/repos/acme/shop/issues/1/labels",
                                        Map.of("labels", List.of("bot")))
                                .status())
                .isEqualTo(200);
        assertThat(
                        client.post("/repos/acme/shop/issues/1/comments", Map.of("body", "Hello"))
                                .status())
                .isEqualTo(201);
        assertThat(
                        client.post(
                                        PULLS + "/1/requested_reviewers",
                                        Map.of("reviewers", List.of("alice")))
                                .status())
                .isEqualTo(201);
        PullRequest pull = shop.pullRequests().getFirst();
        assertThat(pull.labels()).containsExactly("bot");
        assertThat(pull.comments()).containsExactly("Hello");
        assertThat(pull.reviewers()).containsExactly("alice");
    }

    @Test
    void actionsNeedsTheSwitch() throws IOException {
        TestRepository work = new TestRepository(folder.resolve("work"));
        work.write(".github/workflows/w.yml", "on: {repository_dispatch: }\n").commit("workflow");
        work.git("push", "--quiet", shop.path().toString(), "main");
        client.post("/repos/acme/shop/dispatches", Map.of("event_type", "any"));
        StandInRun run = shop.runs().getFirst();
        String token = run.jobToken(Map.of("pull-requests", "write", "contents", "write"));
        Client job = new Client(github, token);
        var body = Map.of("title", "t", "head", "topic", "base", "main");

        var refused = job.post(PULLS, body);
        shop.actions(ActionsSettings.initial().allowingPullRequests(true));
        var done = job.post(PULLS, body);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("GitHub Actions is not permitted to create or approve pull requests.");
        assertThat(done.status()).isEqualTo(201);
        assertThat(shop.pullRequests().getFirst().author()).isEqualTo("github-actions[bot]");
    }
}
