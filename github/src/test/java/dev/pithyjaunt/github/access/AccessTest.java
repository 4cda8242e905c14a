package dev.pithyjaunt.github.access;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.access.Possession.HAS;
import static dev.pithyjaunt.github.access.Possession.LACKS;
import static dev.pithyjaunt.github.access.Possession.UNKNOWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class AccessTest {

    private static final String REPOSITORY =
            "{\"private\":%s,\"permissions\":{\"push\":%s,\"pull\":true}}";

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private Standing check() {
        return github.client().access(IN_TEN_MINUTES).check(SHOP);
    }

    @Test
    void rejectedTokenIsSaid() {
        github.reply(Reply.message(401, "Bad credentials"));
        assertThat(check())
                .isEqualTo(
                        new Standing.Rejected(
                                "asking whose token this is: GitHub answered 401: Bad credentials"));
    }

    @Test
    void classicTokenHasWhatItsScopesAndItsHolderHave() {
        github.reply(
                        200,
                        "{\"login\":\"eve\"}",
                        "X-OAuth-Scopes",
                        "repo, gist",
                        "GitHub-Authentication-Token-Expiration",
                        "2027-01-02 03:04:05 UTC")
                .reply(200, REPOSITORY.formatted(true, true));
        assertThat(check())
                .isEqualTo(
                        new Standing.Accepted(
                                "eve",
                                Optional.of(Set.of("repo", "gist")),
                                Optional.of(Instant.parse("2027-01-02T03:04:05Z")),
                                Map.of(
                                        Need.CONTENTS_WRITE, HAS,
                                        Need.PULL_REQUESTS_WRITE, HAS,
                                        Need.ACTIONS_READ, HAS,
                                        Need.ACTIONS_WRITE, HAS,
                                        Need.WORKFLOWS, LACKS)));
    }

    @Test
    void classicTokenOfSomebodyWhoMayNotPushOnlyReads() {
        github.reply(200, "{\"login\":\"eve\"}", "X-OAuth-Scopes", "public_repo, workflow")
                .reply(200, REPOSITORY.formatted(false, false));
        assertThat(((Standing.Accepted) check()).possessions())
                .isEqualTo(
                        Map.of(
                                Need.CONTENTS_WRITE, LACKS,
                                Need.PULL_REQUESTS_WRITE, LACKS,
                                Need.ACTIONS_READ, HAS,
                                Need.ACTIONS_WRITE, LACKS,
                                Need.WORKFLOWS, LACKS));
    }

    @Test
    void fineGrainedTokenIsTried() {
        github.reply(
                        200,
                        "{\"login\":\"eve\"}",
                        "GitHub-Authentication-Token-Expiration",
                        "2027-01-02 03:04:05 +0100")
                .reply(200, REPOSITORY.formatted(true, true))
                .reply(Reply.message(422, "Invalid request"))
                .reply(Reply.message(403, "Resource not accessible by personal access token"))
                .reply(200, "{\"workflow_runs\":[]}")
                .reply(Reply.message(404, "Not Found"));
        assertThat(check())
                .isEqualTo(
                        new Standing.Accepted(
                                "eve",
                                Optional.empty(),
                                Optional.of(Instant.parse("2027-01-02T02:04:05Z")),
                                Map.of(
                                        Need.CONTENTS_WRITE, HAS,
                                        Need.PULL_REQUESTS_WRITE, LACKS,
                                        Need.ACTIONS_READ, HAS,
                                        Need.ACTIONS_WRITE, HAS,
                                        Need.WORKFLOWS, UNKNOWN)));
        assertThat(github.lines())
                .containsExactly(
                        "GET /user",
                        "GET /repos/acme/shop",
                        "POST /repos/acme/shop/git/refs {\"ref\":\"refs/heads/pithy-jaunt-tries-its-token\",\"sha\":\"0000000000000000000000000000000000000000\"}",
                        "POST /repos/acme/shop/pulls {\"title\":\"pithy-jaunt-tries-its-token\",\"head\":\"pithy-jaunt-tries-its-token\",\"base\":\"pithy-jaunt-tries-its-token\"}",
                        "GET /repos/acme/shop/actions/runs?per_page=1",
                        "POST /repos/acme/shop/actions/runs/0/cancel");
    }

    @Test
    void tokenOfAWorkflowHasNoUser() {
        Reply no = Reply.message(403, "Resource not accessible by integration");
        github.reply(no, Reply.of(200, REPOSITORY.formatted(true, true)), no, no, no, no);
        Standing.Accepted standing = (Standing.Accepted) check();
        assertThat(standing.holder()).isEqualTo("an installation");
        assertThat(standing.possessions())
                .containsEntry(Need.ACTIONS_READ, LACKS)
                .containsEntry(Need.WORKFLOWS, UNKNOWN);
    }

    @Test
    void repositoryThatCanNotBeSeenIsAFailure() {
        github.reply(200, "{\"login\":\"eve\"}").reply(Reply.message(404, "Not Found"));
        ForgeException failure = catchThrowableOfType(ForgeException.class, this::check);
        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure)
                .hasMessage("reading the repository acme/shop: GitHub answered 404: Not Found");
    }

    @Test
    void appHasWhatItWasGranted() throws GeneralSecurityException {
        github.reply(200, "{\"slug\":\"pj\"}")
                .reply(200, "{\"id\":42}")
                .reply(
                        201,
                        """
                        {"token": "t", "expires_at": "2026-11-28T13:00:00Z",
                         "permissions": {"contents": "write", "actions": "read"}}\
                        """);
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        var key = keys.generateKeyPair().getPrivate();
        assertThat(
                        github.client(new Credential.App("7", (RSAPrivateKey) key, Map.of()))
                                .access(IN_TEN_MINUTES)
                                .check(SHOP))
                .isEqualTo(
                        new Standing.Accepted(
                                "app pj",
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(
                                        Need.CONTENTS_WRITE, HAS,
                                        Need.PULL_REQUESTS_WRITE, LACKS,
                                        Need.ACTIONS_READ, HAS,
                                        Need.ACTIONS_WRITE, LACKS,
                                        Need.WORKFLOWS, LACKS)));
        assertThat(github.lines().getLast()).endsWith(" {\"repositories\":[\"shop\"]}");
    }

    @Test
    void limitAndTimeAreRead() {
        github.reply(
                        200,
                        "{\"resources\":{\"core\":{\"limit\":5000,\"remaining\":4999,\"reset\":1}}}")
                .reply(Reply.message(404, "Rate limiting is not enabled."))
                .reply(200, "{}");
        Access access = github.client().access(IN_TEN_MINUTES);
        assertThat(access.rateLimit())
                .contains(new RateLimit(5000, 4999, Instant.ofEpochSecond(1)));
        assertThat(access.rateLimit()).isEmpty();
        assertThat(access.serverTime()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
