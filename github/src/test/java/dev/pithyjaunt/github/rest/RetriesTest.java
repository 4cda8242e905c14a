package dev.pithyjaunt.github.rest;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.ScriptedGitHub.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.Wait.Reason;
import dev.pithyjaunt.protocol.proxy.Proxies;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class RetriesTest {

    private static final String BRANCH = "{\"name\":\"main\",\"commit\":{\"sha\":\"c0ffee\"}}";
    private static final Credential CREDENTIAL = new Credential.Token(ScriptedGitHub.TOKEN);

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private ForgeException failure() {
        return failure(github.client());
    }

    private static ForgeException failure(GitHub client) {
        return catchThrowableOfType(
                ForgeException.class,
                () -> client.repository(SHOP, IN_TEN_MINUTES).findBranch("main"));
    }

    @Test
    void brokenReadIsRepeatedWithGrowingPauses() {
        // A broken connection is not among them: the JDK itself repeats a read once for it.
        github.reply(Reply.of(502, "<html>"), Reply.of(504, ""), Reply.of(500, "{}"))
                .reply(200, BRANCH);
        assertThat(github.client().repository(SHOP, IN_TEN_MINUTES).findBranch("main")).isPresent();
        assertThat(github.waits())
                .extracting(Wait::length)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(github.waits()).extracting(Wait::reason).containsOnly(Reason.FAILURE);
    }

    @Test
    void readOverABrokenConnectionIsRepeated() {
        Reply broken = Reply.broken();
        github.reply(broken, broken, broken).reply(200, BRANCH);
        assertThat(github.client().repository(SHOP, IN_TEN_MINUTES).findBranch("main")).isPresent();
        assertThat(github.waits()).isNotEmpty();
    }

    @Test
    void fourFailuresAreEnough() {
        Reply down = Reply.message(503, "Service down", "x-github-request-id", "CD:34");
        github.reply(down, down, down, down, down);
        ForgeException failure = failure();
        assertThat(failure)
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub answered 503: Service down");
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.requestId()).contains("CD:34");
        assertThat(github.requests()).hasSize(4);
    }

    @Test
    void retryThatWouldComeTooLateIsNotMade() {
        github.reply(503, "");
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () ->
                                github.client()
                                        .repository(SHOP, START.plusMillis(900))
                                        .findBranch("main"));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(github.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "410, NOT_FOUND",
        "409, CONFLICT",
        "422, INVALID",
        "501, UNREACHABLE"
    })
    void refusalIsNeverRepeated(int status, Kind kind) {
        github.reply(Reply.message(status, "No."));
        ForgeException failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).hasValue(status);
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void messageLeadsWithWhatWasAskedAndHoldsGitHubsWordsAndNoToken() {
        github.reply(
                403,
                """
                {"message": "Resource not accessible: fake-token-of-a-test\\n",
                 "errors": ["one", {"resource": "PullRequest", "field": "head", "code": "invalid"},
                            {"message": "No commits"}]}\
                """,
                "x-accepted-github-permissions",
                "contents=read");
        assertThat(failure())
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub answered 403: Resource not accessible: ***"
                                + " ; one; PullRequest.head: invalid; No commits (it takes contents=read)");
    }

    @Test
    void commentWhoseOutcomeIsUnknownIsNotRepeated() {
        github.reply(Reply.broken());
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> github.client().pullRequests(SHOP, IN_TEN_MINUTES).comment(7, "Hi"));
        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(failure)
                .hasMessageStartingWith(
                        "commenting on pull request 7 of acme/shop: it was sent to 127.0.0.1, and no answer says"
                                + " whether it was done: ");
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void dispatchWhoseOutcomeIsUnknownIsRepeated() {
        github.reply(Reply.broken(), Reply.of(502, ""), Reply.of(204, ""));
        github.client()
                .dispatches(SHOP, IN_TEN_MINUTES)
                .repository("go", JsonMapper.shared().createObjectNode().put("task", "1"));
        assertThat(github.lines())
                .containsOnly(
                        "POST /repos/acme/shop/dispatches {\"event_type\":\"go\",\"client_payload\":{\"task\":\"1\"}}")
                .hasSize(3);
    }

    @Test
    void writeThatDidNotLeaveIsRepeated() throws IOException {
        GitHub client =
                github.client(
                        GitHubAddress.of(closedPort()),
                        CREDENTIAL,
                        Proxies.NONE,
                        Duration.ofSeconds(5));
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> client.pullRequests(SHOP, IN_TEN_MINUTES).comment(7, "Hi"));
        assertThat(failure)
                .hasMessage(
                        "commenting on pull request 7 of acme/shop: 127.0.0.1 can't be reached: nothing listens there");
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(github.waits()).hasSize(3);
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void silenceEndsAtTheLimitOfOneRequest() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            GitHub client =
                    github.client(
                            GitHubAddress.of("http://127.0.0.1:" + silent.getLocalPort()),
                            CREDENTIAL,
                            Proxies.NONE,
                            Duration.ofMillis(40));
            assertThat(failure(client))
                    .hasMessage(
                            "reading the branch main of acme/shop: 127.0.0.1 can't be reached: no answer within 40 ms");
            assertThat(github.waits()).hasSize(3);
        }
    }

    @Test
    void callWithoutTimeIsNotSent() {
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> github.client().repository(SHOP, START).findBranch("main"));
        assertThat(failure.kind()).isEqualTo(Kind.OUT_OF_TIME);
        assertThat(failure)
                .hasMessage(
                        "reading the branch main of acme/shop: the time for it had ended before GitHub could be asked");
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void writesAreASecondApartAndReadsAreNot() {
        var pulls = github.client().pullRequests(SHOP, IN_TEN_MINUTES);
        github.reply(Reply.of(200, "[]"), Reply.of(200, "[]"), Reply.of(200, "[]"));
        pulls.label(7, List.of("a"));
        pulls.all("x");
        pulls.label(7, List.of("b"));
        assertThat(github.time().pauses()).containsExactly(Duration.ofSeconds(1));
        assertThat(github.waits()).isEmpty();
    }

    @Test
    void writesOfManyThreadsAreApartToo() {
        var pulls = github.client().pullRequests(SHOP, IN_TEN_MINUTES);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                github.reply(200, "[]");
                threads.execute(() -> pulls.label(7, List.of("a")));
            }
        }
        assertThat(github.time().pauses()).isEqualTo(Collections.nCopies(4, Duration.ofSeconds(1)));
    }

    @Test
    void interruptedCallIsCancelled() {
        Thread.currentThread().interrupt();
        assertThat(
                        catchThrowableOfType(
                                CancellationException.class,
                                () ->
                                        github.client()
                                                .repository(SHOP, IN_TEN_MINUTES)
                                                .findBranch("main")))
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
