package dev.pithyjaunt.server.pullrequest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.githubhook.HookScene;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

// The checker does not know what runs before each test.
@SuppressWarnings("NullAway.Init")
class ApproveIT {

    @TempDir private static Path folder;
    private static HookScene scene;

    private StandInRepository shop;
    private Person owner;
    private Task task;
    private PullRequest pull;
    private Execution execution;

    @BeforeAll
    static void start() {
        scene = new HookScene(DatabaseKind.SQLITE, folder);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void build() {
        shop = scene.repository();
        owner = scene.server.member();
        ConnectedRepository connected = scene.connect(owner, shop);
        task = scene.server.task(owner, connected);
        pull = scene.pullRequest(shop, task);
        execution = scene.published(owner, task, pull.number());
    }

    @AfterEach
    void onlyWhatGitHubHasWasAsked() {
        assertThat(scene.gitHub.violations()).isEmpty();
    }

    private Browser.Answer approve(Person person, String headCommit) {
        return new Browser(scene.server.address())
                .withToken(person.token())
                .post(
                        "/api/task/%s/approve".formatted(task.id()),
                        Map.of("headCommit", headCommit));
    }

    private void assertConflict(Browser.Answer answer, String words) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains(words);
        assertThat(shop.branch("main")).contains(base());
    }

    private String base() {
        return pull.baseCommit();
    }

    @Test
    void pullRequestIsMergedAtTheCommitThatWasShown() {
        Browser.Answer answer = approve(owner, pull.headCommit());
        Browser.Answer again = approve(scene.server.administrator(), pull.headCommit());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"prState\":\"merged\"", "\"headCommit\":\"" + pull.headCommit());
        assertThat(again.status()).isEqualTo(200);
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.MERGED);
        assertThat(shop.branch("main")).isNotEqualTo(Optional.of(base()));
    }

    @Test
    void headThatMovedIsNotMerged() {
        String shown = pull.headCommit();
        String branch = "refs/heads/pj/" + task.id();
        String moved =
                shop.bare()
                        .git(
                                "-c",
                                "user.name=t",
                                "-c",
                                "user.email=t@example.org",
                                "commit-tree",
                                shown + "^{tree}",
                                "-p",
                                shown,
                                "-m",
                                "moved");
        shop.bare().git("update-ref", branch, moved);

        assertConflict(approve(owner, shown), "is at %s by now".formatted(moved));
        assertThat(scene.state(execution)).isNull();
    }

    @Test
    void closedPullRequestIsNotMerged() {
        new Browser(scene.gitHub.serverUri())
                .withToken(scene.gitHub.classicToken("acme", "repo"))
                .send(
                        "PATCH",
                        "/api/v3/repos/%s/pulls/%d".formatted(shop.fullName(), pull.number()),
                        "{\"state\":\"closed\"}");

        assertConflict(approve(owner, pull.headCommit()), "is closed");
    }

    @Test
    void refusalIsThatOfGitHub() {
        scene.gitHub.fault(
                "PUT",
                "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
                1,
                new Fault.Status(
                        405,
                        Map.of(),
                        "{\"message\": \"At least 1 approving review is required\"}"));

        assertConflict(
                approve(owner, pull.headCommit()),
                "GitHub does not merge pull request 1: At least 1 approving review is required");
    }

    @Test
    void taskWithoutAPullRequestHasNothingToMerge() {
        Task other =
                scene.server.task(owner, scene.connect(scene.server.member(), scene.repository()));
        Browser.Answer answer =
                new Browser(scene.server.address())
                        .withToken(owner.token())
                        .post(
                                "/api/task/%s/approve".formatted(other.id()),
                                Map.of("headCommit", pull.headCommit()));
        assertConflict(answer, "has no pull request");
    }

    @Test
    void onlyTheOwnerAndAdministratorsMayApprove() {
        assertThat(approve(scene.server.member(), pull.headCommit()).status()).isEqualTo(404);
        assertThat(shop.branch("main")).contains(base());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"headCommit\": null}",
                "{\"headCommit\": \"\"}",
                "{\"headCommit\": \"main\"}",
                "{\"headCommit\": \"abc123\"}"
            })
    void commitHasToBeSaidInFull(String body) {
        Browser.Answer answer =
                new Browser(scene.server.address())
                        .withToken(owner.token())
                        .send("POST", "/api/task/%s/approve".formatted(task.id()), body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("headCommit");
    }
}
