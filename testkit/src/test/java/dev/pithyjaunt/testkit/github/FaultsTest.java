package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class FaultsTest {

    private static final String DISPATCHES = "/repos/{owner}/{repo}/dispatches";
    private static final String REPOSITORY = "/repos/{owner}/{repo}";
    private static final Map<String, String> EVENT = Map.of("event_type", "x");

    @TempDir private Path folder;
    private GitHubStandIn github;
    private Client client;

    @BeforeEach
    void start() {
        github = GitHubStandIn.start(folder);
        github.create("acme/shop");
        client = new Client(github, github.classicToken("acme", "repo"));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void statusComesAsOftenAsOrdered() throws IOException {
        github.fault("GET", REPOSITORY, 2, new Fault.Status(502));

        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(502);
        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(502);
        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(200);
        assertThat(github.requests("GET", REPOSITORY)).isEqualTo(3);
    }

    @Test
    void limitsAreToldInHeaders() throws IOException {
        github.fault("GET", REPOSITORY, 1, new Fault.SecondaryLimit(Duration.ofSeconds(7)));
        var secondary = client.get("/repos/acme/shop");
        github.fault("GET", REPOSITORY, 1, new Fault.PrimaryLimit(Duration.ofMinutes(5)));
        var primary = client.get("/repos/acme/shop");

        assertThat(secondary.status()).isEqualTo(403);
        assertThat(secondary.header("retry-after")).isEqualTo("7");
        assertThat(primary.status()).isEqualTo(403);
        assertThat(primary.header("x-ratelimit-remaining")).isEqualTo("0");
        assertThat(primary.header("x-ratelimit-reset")).matches("[0-9]+");
    }

    @Test
    void cutBeforeDoesNothingAndCutAfterDoesIt() {
        github.fault("POST", DISPATCHES, 1, new Fault.Cut());
        assertThatThrownBy(() -> client.post("/repos/acme/shop/dispatches", EVENT))
                .isInstanceOf(IOException.class);
        assertThat(github.dispatches()).isEmpty();

        github.fault("POST", DISPATCHES, 1, new Fault.DoneThenCut());
        assertThatThrownBy(() -> client.post("/repos/acme/shop/dispatches", EVENT))
                .isInstanceOf(IOException.class);
        assertThat(github.dispatches()).hasSize(1);
    }

    @Test
    void downCutsEverythingUntilUp() throws IOException {
        github.down();
        assertThatThrownBy(() -> client.get("/repos/acme/shop")).isInstanceOf(IOException.class);
        github.up();
        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(200);
    }

    @Test
    void unchangedAnswerIsNotSentTwice() throws IOException {
        var first = client.get("/repos/acme/shop");
        var second =
                client.ask(
                        "GET",
                        "/repos/acme/shop",
                        null,
                        Map.of("If-None-Match", first.header("ETag")));

        assertThat(second.status()).isEqualTo(304);
        assertThat(second.header("x-ratelimit-used")).isEqualTo(first.header("x-ratelimit-used"));
    }

    @Test
    void badTokenIsRefused() throws IOException {
        var answer = new Client(github, "fake-token").get("/repos/acme/shop");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.message()).isEqualTo("Bad credentials");
    }

    @Test
    void proxyLeadsNowhereElse() {
        Client.Ran ran =
                Client.run(
                        folder,
                        github.proxyEnvironment(),
                        "git",
                        "ls-remote",
                        "http://elsewhere.example/a/b");

        assertThat(ran.errors()).contains("502");
        assertThat(github.violations()).hasSize(1).first().asString().contains("elsewhere.example");
    }

    @Test
    void whatGitHubHasNotIsRefusedAndRecorded() throws IOException {
        assumeTrue(github.isContractChecked(), "GitHub's description is not here");

        var field =
                client.post("/repos/acme/shop/dispatches", Map.of("event_type", "x", "ref", "y"));
        var query = client.get("/repos/acme/shop?deep=true");
        var path = client.get("/repos/acme/shop/inventory");

        assertThat(List.of(field.status(), query.status(), path.status())).containsOnly(501);
        assertThat(github.dispatches()).isEmpty();
        assertThat(github.violations())
                .containsExactly(
                        "request POST /repos/{owner}/{repo}/dispatches: the body has a property"
                                + " that GitHub does not know: ref",
                        "request GET /repos/{owner}/{repo}: no query parameter deep",
                        "no such endpoint here: GET /repos/acme/shop/inventory");
    }
}
