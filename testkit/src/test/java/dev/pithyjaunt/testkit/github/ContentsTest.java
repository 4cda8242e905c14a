package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Repositories, their settings, branches, refs and files.
class ContentsTest {

    private static final String REPO = "/repos/acme/shop";

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;
    private Client client;

    @BeforeEach
    void start() {
        TestRepository work =
                TestRepository.create(folder.resolve("work")).write("docs/a.txt", "a\n\n");
        work.commit("base");
        work.write("b.txt", "b").commit("more");
        github = GitHubStandIn.start(folder.resolve("github"));
        shop = github.create("acme/shop", work);
        client = new Client(github, github.classicToken("acme", "repo", "workflow"));
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String content(Client.Answer answer) {
        String text = answer.json().path("content").asString();
        return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhoAsksAndWhatTheyMay() throws IOException {
        shop.collaborator("alice", "triage");

        assertThat(client.get("/user").json().path("login").asString()).isEqualTo("acme");
        assertThat(client.get("/meta").status()).isEqualTo(200);
        assertThat(client.get("/rate_limit").json().at("/resources/core/limit").asInt())
                .isEqualTo(5000);
        assertThat(client.get(REPO).json().at("/permissions/push").asBoolean()).isTrue();
        var alice = client.get(REPO + "/collaborators/alice/permission").json();
        assertThat(alice.path("permission").asString()).isEqualTo("read");
        assertThat(alice.path("role_name").asString()).isEqualTo("triage");
    }

    @Test
    void tellsSettings() throws IOException {
        shop.secret("API_KEY").protect("main").actions(ActionsSettings.initial().enabled(false));

        assertThat(client.get(REPO + "/actions/secrets").json().at("/secrets/0/name").asString())
                .isEqualTo("API_KEY");
        assertThat(client.get(REPO + "/actions/permissions").json().path("enabled").asBoolean(true))
                .isFalse();
        assertThat(
                        client.get(REPO + "/actions/permissions/workflow")
                                .json()
                                .path("can_approve_pull_request_reviews")
                                .asBoolean(true))
                .isFalse();
        assertThat(client.get(REPO + "/branches/main").json().path("protected").asBoolean())
                .isTrue();
        assertThat(client.get(REPO + "/branches/main/protection").status()).isEqualTo(200);
        assertThat(client.get(REPO + "/branches/none").message()).isEqualTo("Branch not found");
    }

    @Test
    void invisibleRepositoryIsNotFound() throws IOException {
        shop.makePrivate();
        Client stranger = new Client(github, github.classicToken("bob", "repo"));

        assertThat(stranger.get(REPO).status()).isEqualTo(404);
        assertThat(new Client(github, null).get(REPO).status()).isEqualTo(404);
        assertThat(client.get(REPO).status()).isEqualTo(200);
    }

    @Test
    void readerOfPublicRepositoryMayNotWrite() throws IOException {
        Client stranger = new Client(github, github.classicToken("bob", "repo"));

        var answer = stranger.post(REPO + "/dispatches", Map.of("event_type", "x"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo("Must have push access to repository");
    }

    @Test
    void archivedRepositoryIsReadOnly() throws IOException {
        shop.archive();

        assertThat(client.post(REPO + "/dispatches", Map.of("event_type", "x")).status())
                .isEqualTo(403);
    }

    @Test
    void readsFilesByteForByte() throws IOException {
        assertThat(content(client.get(REPO + "/contents/docs/a.txt"))).isEqualTo("a\n\n");
        assertThat(content(client.get(REPO + "/contents/b.txt?ref=main"))).isEqualTo("b");
        assertThat(client.get(REPO + "/contents/none.txt").status()).isEqualTo(404);
    }

    @Test
    void writesFilesAsCommits() throws IOException {
        Map<String, String> body = new HashMap<>();
        body.put("message", "Add c");
        body.put("content", encoded("c\n"));
        String path = REPO + "/contents/docs/c.txt";

        assertThat(client.ask("PUT", path, body, Map.of()).status()).isEqualTo(201);
        assertThat(shop.bare().git("show", "main:docs/c.txt")).isEqualTo("c");
        assertThat(shop.bare().git("show", "main:docs/a.txt")).startsWith("a");
        assertThat(client.ask("PUT", path, body, Map.of()).status()).isEqualTo(422);
        body.put("sha", client.get(path).json().path("sha").asString());
        body.put("content", encoded("d\n"));
        assertThat(client.ask("PUT", path, body, Map.of()).status()).isEqualTo(200);
        assertThat(client.get(REPO + "/commits/main").json().at("/commit/message").asString())
                .isEqualTo("Add c");
    }

    @Test
    void workflowFileNeedsItsPermission() throws IOException {
        Client without =
                new Client(github, github.fineGrainedToken("acme", Map.of("contents", "write")));
        Map<String, String> body = Map.of("message", "w", "content", encoded("on: push\n"));
        String path = REPO + "/contents/.github/workflows/w.yml";

        assertThat(without.ask("PUT", path, body, Map.of()).status()).isEqualTo(403);
        assertThat(client.ask("PUT", path, body, Map.of()).status()).isEqualTo(201);
    }

    @Test
    void makesMovesAndDeletesRefs() throws IOException {
        String first = shop.bare().git("rev-parse", "main~1");
        String last = shop.bare().git("rev-parse", "main");
        Map<String, String> made = Map.of("ref", "refs/heads/a/b", "sha", first);
        String ref = REPO + "/git/refs/heads/a/b";

        assertThat(client.post(REPO + "/git/refs", made).status()).isEqualTo(201);
        assertThat(client.post(REPO + "/git/refs", made).message())
                .isEqualTo("Reference already exists");
        assertThat(client.ask("PATCH", ref, Map.of("sha", last), Map.of()).status()).isEqualTo(200);
        assertThat(client.ask("PATCH", ref, Map.of("sha", first), Map.of()).message())
                .isEqualTo("Update is not a fast forward");
        assertThat(client.get(REPO + "/git/ref/heads/a/b").json().at("/object/sha").asString())
                .isEqualTo(last);
        assertThat(client.ask("DELETE", ref, null, Map.of()).status()).isEqualTo(204);
        assertThat(client.get(REPO + "/git/ref/heads/a/b").status()).isEqualTo(404);
    }
}
