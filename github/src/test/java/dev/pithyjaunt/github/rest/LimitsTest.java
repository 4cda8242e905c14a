package dev.pithyjaunt.github.rest;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.ScriptedGitHub.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.Wait.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class LimitsTest {

    private static final String BRANCH =
            "{\"name\":\"main\",\"commit\":{\"sha\":\"c0ffee\"},\"protected\":true}";
    private static final String WHAT = "reading the branch main of acme/shop";

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private void read() {
        assertThat(github.client().repository(SHOP, IN_TEN_MINUTES).findBranch("main")).isPresent();
    }

    private ForgeException failure() {
        return catchThrowableOfType(
                ForgeException.class,
                () -> github.client().repository(SHOP, IN_TEN_MINUTES).findBranch("main"));
    }

    private static String epoch(Duration fromStart) {
        return String.valueOf(START.plus(fromStart).getEpochSecond());
    }

    @Test
    void retryAfterIsWaitedFor() {
        github.reply(429, "", "retry-after", "37").reply(200, BRANCH);
        read();
        assertThat(github.waits())
                .containsExactly(new Wait(WHAT, Duration.ofSeconds(37), Reason.LIMIT));
    }

    /// Without the server, since the JDK's sets a date of its own.
    @Test
    void resetIsWaitedForByGitHubsOwnClock() {
        Limits limits = new Limits(() -> START);
        assertThat(limits.learn("me", usedUp("Sat, 28 Nov 2026 12:01:00 GMT"), 0)).isTrue();
        assertThat(limits.closedUntil("me")).contains(START.plusSeconds(101));
        assertThat(limits.closedUntil("another")).isEmpty();
    }

    @Test
    void resetIsWaitedForByOurClockWhereGitHubTellsNoTime() {
        Limits limits = new Limits(() -> START);
        assertThat(limits.learn("me", usedUp("yesterday"), 0)).isTrue();
        assertThat(limits.closedUntil("me")).contains(START.plusSeconds(161));
    }

    /// Until 160 seconds after the start.
    private static Answer usedUp(String date) {
        Map<String, List<String>> headers =
                Map.of(
                        "x-ratelimit-remaining",
                        List.of("0"),
                        "x-ratelimit-reset",
                        List.of(epoch(Duration.ofSeconds(160))),
                        "date",
                        List.of(date));
        return new Answer(WHAT, 403, HttpHeaders.of(headers, (_, _) -> true), "");
    }

    @Test
    void secondaryLimitWithoutATimeIsWaitedForLongerAndLonger() {
        Reply secondary = Reply.message(403, "You have exceeded a secondary rate limit.");
        github.reply(secondary, secondary, secondary).reply(200, BRANCH);
        read();
        assertThat(github.time().pauses())
                .containsExactly(
                        Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
    }

    @Test
    void secondaryLimitThatStaysIsGivenUp() {
        Reply limited = Reply.message(429, "slow down", "retry-after", "1");
        github.reply(limited, limited, limited, limited, limited);
        assertThat(failure().kind()).isEqualTo(Kind.LIMITED);
        assertThat(github.requests()).hasSize(4);
    }

    @Test
    void limitBeyondTheDeadlineIsNotWaitedForAndSaysWhenItGoesOn() {
        github.reply(
                Reply.message(
                        403,
                        "API rate limit exceeded",
                        "retry-after",
                        "601",
                        "x-github-request-id",
                        "AB:12"));
        ForgeException failure = failure();
        assertThat(failure)
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub's limit of calls is reached, and it goes"
                                + " on at 2026-11-28T12:10:01Z, which is later than this call may wait: API"
                                + " rate limit exceeded");
        assertThat(failure.kind()).isEqualTo(Kind.LIMITED);
        assertThat(failure.resumesAt()).contains(START.plusSeconds(601));
        assertThat(failure.requestId()).contains("AB:12");
        assertThat(failure.status()).hasValue(403);
        assertThat(github.time().pauses()).isEmpty();
    }

    @Test
    void otherCallsOfALimitedAccountAreNotSent() {
        github.reply(429, "", "retry-after", "3000");
        var client = github.client();
        ForgeException first =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> client.repository(SHOP, IN_TEN_MINUTES).findBranch("main"));
        ForgeException second =
                catchThrowableOfType(
                        ForgeException.class, () -> client.repository(SHOP, IN_TEN_MINUTES).get());
        assertThat(first.kind()).isEqualTo(Kind.LIMITED);
        assertThat(second)
                .hasMessage(
                        "reading the repository acme/shop: GitHub's limit of calls is reached, and it goes on at"
                                + " 2026-11-28T12:50:00Z, which is later than this call may wait");
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void lastCallOfTheHourAnswersAndTheNextWaits() {
        github.reply(
                        200,
                        BRANCH,
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-resource",
                        "core",
                        "x-ratelimit-reset",
                        "1")
                .reply(200, BRANCH);
        var calls = github.client().repository(SHOP, IN_TEN_MINUTES);
        assertThat(calls.findBranch("main")).isPresent();
        assertThat(github.waits()).isEmpty();
        assertThat(calls.findBranch("main")).isPresent();
        assertThat(github.waits())
                .isEqualTo(List.of(new Wait(WHAT, Duration.ofSeconds(1), Reason.LIMIT)));
    }

    @Test
    void usedUpLimitOfAnotherResourceHoldsNothingBack() {
        github.reply(
                        200,
                        BRANCH,
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-resource",
                        "search",
                        "x-ratelimit-reset",
                        epoch(Duration.ofHours(1)))
                .reply(200, BRANCH);
        var calls = github.client().repository(SHOP, IN_TEN_MINUTES);
        calls.findBranch("main");
        calls.findBranch("main");
        assertThat(github.waits()).isEmpty();
    }
}
