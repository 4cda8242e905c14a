package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

class IssueCommentsTest {

    private static final String COMMENTS = "/repos/acme/shop/issues/4/comments";
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;
    private Client client;

    @BeforeEach
    void start() {
        TestRepository work = TestRepository.create(folder.resolve("work")).write("a.txt", "a\n");
        work.commit("base");
        github = GitHubStandIn.start(folder.resolve("github"), now::get);
        shop = github.create("acme/shop", work).issue(4);
        client = new Client(github, github.classicToken("acme", "repo"));
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    private Client.Answer say(Client who, String text) throws IOException {
        return who.post(COMMENTS, Map.of("body", text));
    }

    @Test
    void commentIsWrittenAndListed() throws IOException {
        JsonNode said = say(client, "Hello").json();

        assertThat(said.path("html_url").asString())
                .isEqualTo(
                        "%s/acme/shop/issues/4#issuecomment-%d"
                                .formatted(github.serverUri(), said.path("id").asLong()));
        assertThat(client.get(COMMENTS).json()).containsExactly(said);
        assertThat(shop.comments(4))
                .containsExactly(
                        new StandInComment(said.path("id").asLong(), 4, "acme", "Hello", START));
    }

    @Test
    void listIsOfOneIssueSinceATimeAndByPages() throws IOException {
        shop.issue(5);
        client.post("/repos/acme/shop/issues/5/comments", Map.of("body", "elsewhere"));
        say(client, "first");
        now.set(START.plus(Duration.ofMinutes(1)));
        say(client, "second");
        say(client, "third");

        JsonNode later = client.get(COMMENTS + "?since=2026-11-28T12:00:30Z").json();
        Client.Answer page = client.get(COMMENTS + "?per_page=2");

        assertThat(later)
                .extracting(comment -> comment.path("body").asString())
                .containsExactly("second", "third");
        assertThat(page.json()).hasSize(2);
        assertThat(page.header("Link")).contains("rel=\"next\"");
    }

    @Test
    void whatIsNotThereEmptyOrTooLongIsRefused() throws IOException {
        assertThat(client.get("/repos/acme/shop/issues/9/comments").status()).isEqualTo(404);
        assertThat(say(client, " ").status()).isEqualTo(422);
        assertThat(say(client, "x".repeat(65_537)).status()).isEqualTo(422);
        assertThat(shop.comments(4)).isEmpty();
    }

    @Test
    void commentOnAnIssueTakesThePermissionForIssues() throws IOException {
        Client pulls =
                new Client(
                        github,
                        github.fineGrainedToken("acme", Map.of("pull_requests", "write"), shop));
        Client issues =
                new Client(
                        github, github.fineGrainedToken("acme", Map.of("issues", "write"), shop));

        assertThat(say(pulls, "Hello").status()).isEqualTo(403);
        assertThat(say(issues, "Hello").status()).isEqualTo(201);
        assertThat(pulls.get(COMMENTS).json()).hasSize(1);
        shop.makePrivate();
        assertThat(pulls.get(COMMENTS).status()).isEqualTo(403);
        assertThat(issues.get(COMMENTS).json()).hasSize(1);
    }
}
