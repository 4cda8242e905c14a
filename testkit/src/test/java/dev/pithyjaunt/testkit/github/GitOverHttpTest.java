package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class GitOverHttpTest {

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;
    private TestRepository work;

    @BeforeEach
    void start() {
        work = TestRepository.create(folder.resolve("work")).write("a.txt", "a\n");
        work.commit("base");
        github = GitHubStandIn.start(folder.resolve("github"));
        shop = github.create("acme/shop", work);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private Client.Ran push(String token, String branch) {
        String remote = new Client(github, token).remote(shop);
        return Client.run(work.path(), Map.of(), "git", "push", remote, "HEAD:" + branch);
    }

    private String token(Map<String, String> permissions) {
        return github.fineGrainedToken("acme", permissions, shop);
    }

    @Test
    void anybodyClonesWhatIsPublic() {
        Client.Ran ran =
                Client.run(
                        folder,
                        Map.of(),
                        "git",
                        "clone",
                        github.serverUri() + "/acme/shop.git",
                        "c");

        assertThat(ran.ending().succeeded()).as(ran.errors()).isTrue();
        assertThat(folder.resolve("c/a.txt")).hasContent("a\n");
    }

    @Test
    void clonesThroughTheProxy() {
        Client.Ran ran =
                Client.run(
                        folder,
                        github.proxyEnvironment(),
                        "git",
                        "clone",
                        "http://github.localhost/acme/shop",
                        "c");

        assertThat(ran.ending().succeeded()).as(ran.errors()).isTrue();
    }

    @Test
    void nobodyClonesWhatIsPrivateWithoutToken() {
        shop.makePrivate();

        Client.Ran anonymous =
                Client.run(
                        folder, Map.of(), "git", "clone", github.serverUri() + "/acme/shop", "c");
        Client.Ran known =
                Client.run(
                        folder,
                        Map.of(),
                        "git",
                        "clone",
                        new Client(github, token(Map.of("contents", "read"))).remote(shop),
                        "d");

        assertThat(anonymous.ending().succeeded()).isFalse();
        assertThat(known.ending().succeeded()).as(known.errors()).isTrue();
    }

    @Test
    void pushNeedsContentsWrite() {
        Client.Ran refused = push(token(Map.of("contents", "read")), "refs/heads/topic");
        Client.Ran done = push(token(Map.of("contents", "write")), "refs/heads/topic");

        assertThat(refused.ending().succeeded()).isFalse();
        assertThat(refused.errors()).contains("403");
        assertThat(done.ending().succeeded()).as(done.errors()).isTrue();
        assertThat(shop.branch("topic")).contains(work.git("rev-parse", "HEAD"));
    }

    @Test
    void wrongTokenIsRefused() {
        assertThat(push("fake-token", "refs/heads/topic").ending().succeeded()).isFalse();
        assertThat(shop.branches()).containsExactly("main");
    }

    @Test
    void workflowFileIsRefusedWithoutPermission() {
        work.write(".github/workflows/ci.yml", "on: push\n").commit("workflow");

        Client.Ran refused = push(token(Map.of("contents", "write")), "refs/heads/topic");

        assertThat(refused.ending().succeeded()).isFalse();
        assertThat(refused.errors())
                .contains(
                        "refusing to allow a Personal Access Token to create or update workflow"
                                + " `.github/workflows/ci.yml` without `workflow` scope");
        assertThat(shop.branches()).containsExactly("main");

        Client.Ran done =
                push(token(Map.of("contents", "write", "workflows", "write")), "refs/heads/topic");

        assertThat(done.ending().succeeded()).as(done.errors()).isTrue();
    }

    @Test
    void protectedBranchIsNotPushedTo() {
        shop.protect("main");
        work.write("b.txt", "b\n").commit("more");

        Client.Ran refused = push(token(Map.of("contents", "write")), "refs/heads/main");

        assertThat(refused.errors())
                .contains("GH006: Protected branch update failed for refs/heads/main.");
    }
}
