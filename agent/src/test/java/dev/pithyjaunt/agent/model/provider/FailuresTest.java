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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Failures as people read them, over every protocol.
class FailuresTest {

    private static final OptionalInt OK = OptionalInt.of(200);

    @ParameterizedTest
    @EnumSource
    void rejectionCarriesTheProvidersWordsAndNoKey(WireProtocol protocol) {
        Failing.check(
                protocol,
                new Answer.Rejected(
                        401, "Incorrect key provided: " + TestModels.KEY, "invalid_api_key"),
                OptionalInt.of(401),
                Reason.REJECTED,
                "answered 401: Incorrect key provided: ***");
    }

    @ParameterizedTest
    @EnumSource
    void keyIsTakenOutBeforeLongWordsAreCut(WireProtocol protocol) {
        Failing.check(
                protocol,
                new Answer.Status(400, "x".repeat(290) + TestModels.KEY + "y".repeat(50)),
                OptionalInt.of(400),
                Reason.REJECTED,
                "answered 400: " + "x".repeat(290) + "***" + "y".repeat(7) + "...");
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED, false",
        "402, REJECTED, false",
        "403, REJECTED, false",
        "413, REJECTED, false",
        "408, OVERLOADED, true",
        "409, OVERLOADED, true",
        "429, OVERLOADED, true",
        "500, OVERLOADED, true",
        "503, OVERLOADED, true",
        "529, OVERLOADED, true"
    })
    void statusTellsWhoCanMendIt(int status, Reason reason, boolean retryable) {
        for (WireProtocol protocol : WireProtocol.values()) {
            ModelException failure = Failing.of(protocol, new Answer.Rejected(status, "m", "c"));

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
            assertThat(failure).hasMessageEndingWith(" answered " + status + ": m");
        }
    }

    @ParameterizedTest
    @EnumSource
    void htmlIsNoAnswer(WireProtocol protocol) {
        Failing.check(
                protocol,
                new Answer.Status(
                        200,
                        "<html><title>Sign in to the network</title></html>",
                        Map.of("Content-Type", "text/html")),
                OK,
                Reason.BROKEN,
                "answered with something else than a stream of events: Sign in to the network");
        Failing.check(
                protocol,
                new Answer.Status(200, ""),
                OK,
                Reason.BROKEN,
                "answered with something else than a stream of events");
        Failing.check(
                protocol,
                new Answer.Status(502, "<html><title>502 Bad Gateway</title></html>"),
                OptionalInt.of(502),
                Reason.OVERLOADED,
                "answered 502: 502 Bad Gateway");
    }

    @ParameterizedTest
    @EnumSource
    void redirectIsNotFollowedButNamedWithoutItsPath(WireProtocol protocol) {
        String location = "https://user:pw@gw.example.org:8443/v1/x?token=" + TestModels.KEY;

        Failing.check(
                protocol,
                new Answer.Status(307, "", Map.of("Location", location)),
                OptionalInt.of(307),
                Reason.REJECTED,
                "answered 307: it redirects to https://gw.example.org:8443, and no redirect is followed");
    }

    @Test
    void redirectToNowhereIsToldToo() {
        Failing.check(
                WireProtocol.CHAT,
                new Answer.Status(302, ""),
                OptionalInt.of(302),
                Reason.REJECTED,
                "answered 302: this is a redirect, and none is followed");
    }

    @ParameterizedTest
    @EnumSource
    void connectionCutInTheMiddleIsBroken(WireProtocol protocol) {
        ModelException failure = Failing.of(protocol, new Answer.BrokenStream("half an answer"));

        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertThat(Failing.words(failure))
                .startsWith(Failing.begin(protocol) + "broke off its answer: ");
    }

    @ParameterizedTest
    @EnumSource
    void eventThatIsNoJsonIsBroken(WireProtocol protocol) {
        Failing.check(
                protocol,
                new Answer.Malformed("Hello."),
                OK,
                Reason.BROKEN,
                "sent an event that is not one of its protocol");
    }

    @ParameterizedTest
    @EnumSource
    void streamWithoutAnEndIsBroken(WireProtocol protocol) {
        Failing.check(
                protocol,
                new Answer.Status(200, "data: {\"choices\":[]}\n\n", TestModels.EVENTS),
                OK,
                Reason.BROKEN,
                "ended its answer without a reason that is known");
    }

    @ParameterizedTest
    @EnumSource
    void hugeAnswerIsRefused(WireProtocol protocol) {
        String event = "data: {\"x\":\"" + "y".repeat(1 << 20) + "\"}\n\n";

        ModelException failure =
                Failing.of(protocol, new Answer.Status(200, event.repeat(33), TestModels.EVENTS));

        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertThat(Failing.words(failure))
                .startsWith(Failing.begin(protocol) + "broke off its answer: ");
    }

    @ParameterizedTest
    @EnumSource
    void keyInAnyFormIsTakenOut(WireProtocol protocol) {
        List<String> forms =
                List.of(
                        TestModels.KEY,
                        URLEncoder.encode(TestModels.KEY, StandardCharsets.UTF_8),
                        Base64.getEncoder()
                                .encodeToString(TestModels.KEY.getBytes(StandardCharsets.UTF_8)));
        for (String form : forms) {
            // It leaves in pieces of 509 bytes, so that the key is cut in two.
            String words = "w".repeat(480) + " " + form;
            ModelException failure =
                    Failing.of(protocol, new Answer.ErrorEvent("Hel", 500, form + " is bad"));
            assertThat(failure.getMessage())
                    .contains("broke off its answer: ***")
                    .doesNotContain(form);
            assertThat(Failing.of(protocol, new Answer.Rejected(400, words, "c")).getMessage())
                    .doesNotContain(form);
        }
    }

    @ParameterizedTest
    @EnumSource
    void portWhereNothingListensIsUnreachable(WireProtocol protocol) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port + "/v1");

        ModelException failure = Failing.of(TestModels.settings(protocol, address));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.status()).isEmpty();
        assertThat(Failing.words(failure))
                .isEqualTo(Failing.begin(protocol) + "can't be reached: nothing listens there");
    }

    @Test
    void unknownHostIsUnreachable() {
        ModelException failure =
                Failing.of(
                        TestModels.settings(
                                WireProtocol.CHAT, URI.create("http://no-such-host.invalid/v1")));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure)
                .hasMessage(
                        "openai (gpt-6.1-sol) at http://no-such-host.invalid/v1 can't be reached:"
                                + " there is no such host");
    }
}
