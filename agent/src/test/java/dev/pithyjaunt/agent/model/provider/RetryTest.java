package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.OptionalInt;

/// What a failure says of another try.
class RetryTest {

    private static ModelException limited(WireProtocol protocol, Map<String, String> headers) {
        return Failing.of(
                protocol, new Answer.Rejected(429, "Slow down.", "rate_limit_exceeded", headers));
    }

    @ParameterizedTest
    @EnumSource
    void waitIsTakenFromTheHeaders(WireProtocol protocol) {
        assertThat(limited(protocol, Map.of()).retryAfter()).isEmpty();
        assertThat(limited(protocol, Map.of("retry-after", "7")).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(limited(protocol, Map.of("retry-after", "1.5")).retryAfter())
                .contains(Duration.ofMillis(1500));
        assertThat(
                        limited(protocol, Map.of("retry-after", "2", "retry-after-ms", "1234"))
                                .retryAfter())
                .contains(Duration.ofMillis(1234));
    }

    @Test
    void waitMayBeADate() {
        DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
        var now = InstantSource.system().instant().atOffset(ZoneOffset.UTC);

        Duration wait =
                limited(
                                WireProtocol.CHAT,
                                Map.of("retry-after", format.format(now.plusSeconds(100))))
                        .retryAfter()
                        .orElseThrow();

        assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
        assertThat(
                        limited(
                                        WireProtocol.CHAT,
                                        Map.of("retry-after", format.format(now.minusDays(1))))
                                .retryAfter())
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-3", "1e9", "", "99999999999999999999"})
    void waitThatIsNoneIsLeftOut(String value) {
        assertThat(limited(WireProtocol.CHAT, Map.of("retry-after", value)).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_quota",
                "credit_balance_exhausted",
                "organization_spend_limit_exceeded",
                "project_spend_limit_exceeded",
                "organization_usage_limit_exceeded"
            })
    void waitingDoesNotBringCredit(String code) {
        ModelException failure =
                Failing.of(
                        WireProtocol.CHAT,
                        new Answer.Rejected(
                                429,
                                "You exceeded your current quota.",
                                code,
                                Map.of("x-should-retry", "true")));

        assertThat(failure.reason()).isEqualTo(Reason.REJECTED);
        assertThat(failure).hasMessageEndingWith(" answered 429: You exceeded your current quota.");
    }

    @Test
    void spendLimitOfAnthropicIsNotWaitedFor() {
        Failing.check(
                WireProtocol.MESSAGES,
                new Answer.Status(
                        429,
                        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Spend limit reached.\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}"),
                OptionalInt.of(429),
                Reason.REJECTED,
                "answered 429: Spend limit reached.");
    }

    @ParameterizedTest
    @CsvSource({"503, false, REJECTED", "400, true, OVERLOADED", "503, maybe, OVERLOADED"})
    void providerMaySayItself(int status, String should, Reason reason) {
        for (WireProtocol protocol : WireProtocol.values()) {
            Answer answer = new Answer.Rejected(status, "m", "c", Map.of("x-should-retry", should));

            assertThat(Failing.of(protocol, answer).reason()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"502, OVERLOADED", "429, OVERLOADED", "402, REJECTED", "403, REJECTED"})
    void errorOfAGatewayInsideAnAnswerIsJudgedByItsCode(int code, Reason reason) {
        Failing.check(
                WireProtocol.CHAT,
                new Answer.Failed("Hel", code, "Upstream failed."),
                OptionalInt.of(200),
                reason,
                "broke off its answer: Upstream failed.");
        Failing.check(
                WireProtocol.CHAT,
                new Answer.Status(
                        200,
                        "{\"error\":{\"code\":" + code + ",\"message\":\"Upstream failed.\"}}"),
                OptionalInt.of(200),
                reason,
                "answered with an error: Upstream failed.");
    }

    @ParameterizedTest
    @CsvSource({"529, OVERLOADED", "429, OVERLOADED", "500, OVERLOADED", "400, REJECTED"})
    void errorEventOfAnthropicIsJudgedByItsType(int code, Reason reason) {
        Failing.check(
                WireProtocol.MESSAGES,
                new Answer.ErrorEvent("Hel", code, "Overloaded"),
                OptionalInt.of(200),
                reason,
                "broke off its answer: Overloaded");
    }

    @ParameterizedTest
    @CsvSource({
        "server_error, OVERLOADED",
        "rate_limit_exceeded, OVERLOADED",
        "invalid_prompt, REJECTED",
        "insufficient_quota, REJECTED",
        "something_new, BROKEN"
    })
    void failedResponseIsJudgedByItsCode(String code, Reason reason) {
        String failed =
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"%s\",\"message\":\"Sorry.\"}}}\n\n";
        String error =
                "event: error\ndata: {\"type\":\"error\",\"code\":\"%s\",\"message\":\"Sorry.\",\"param\":null}\n\n";
        for (String stream : new String[] {failed, error}) {
            Failing.check(
                    WireProtocol.RESPONSES,
                    new Answer.Status(200, stream.formatted(code), TestModels.EVENTS),
                    OptionalInt.of(200),
                    reason,
                    "broke off its answer: Sorry.");
        }
    }
}
