package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// When a call ends that its server does not end, and that nothing stays behind.
class LimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration MINUTE = TestModels.MINUTE;

    private static ModelSettings settings(WireProtocol protocol, ScriptedModel server) {
        return TestModels.settings(protocol, server.baseUri());
    }

    @ParameterizedTest
    @EnumSource
    void silenceEndsAtTheLimitOfTheCallAndTheServerSeesIt(WireProtocol protocol) throws Exception {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            ModelException failure =
                    Failing.of(TestModels.within(settings(protocol, server), SHORT, MINUTE));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.status()).isEmpty();
            assertThat(Failing.words(failure))
                    .isEqualTo(
                            Failing.begin(protocol)
                                    + "did not complete its answer within 0.3 seconds");
            assertThat(server.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void answerThatStallsIsLeftLongBeforeTheLimitOfTheCall(WireProtocol protocol) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Stalled("Hel")))) {
            ModelException failure =
                    Failing.of(TestModels.within(settings(protocol, server), MINUTE, SHORT));

            assertThat(failure.reason()).isEqualTo(Reason.STALLED);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(Failing.words(failure))
                    .isEqualTo(
                            Failing.begin(protocol)
                                    + "began its answer and then sent nothing for 0.3 seconds");
        }
    }

    @Test
    void serverSeesThatAStalledAnswerIsLeft() throws Exception {
        String begun =
                """
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Content-Length: 999\r
                \r
                data: {"choices":[{"delta":{"content":"a"}}]}

                """;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> left = left(server, begun);

            ModelException failure =
                    Failing.of(
                            TestModels.within(
                                    TestModels.settings(WireProtocol.CHAT, address(server)),
                                    MINUTE,
                                    SHORT));

            assertThat(failure.reason()).isEqualTo(Reason.STALLED);
            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowAnswersAndCommentsAreNoStall(WireProtocol protocol) {
        Answer slow =
                new Answer.Slow(
                        Duration.ofMillis(900), Duration.ofMillis(50), new Answer.Text("Hello."));
        try (ScriptedModel server = ScriptedModel.start(Script.of(slow))) {
            ModelSettings settings =
                    TestModels.within(settings(protocol, server), MINUTE, Duration.ofMillis(600));

            assertThat(TestModels.ask(Models.of(settings)).text()).isEqualTo("Hello.");
        }
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            ModelSettings settings =
                    TestModels.within(
                            settings(protocol, server),
                            Duration.ofMillis(900),
                            Duration.ofMillis(500));

            assertThat(Failing.of(settings).reason()).isEqualTo(Reason.TIMEOUT);
        }
    }

    @Test
    void headersAloneAreNoBeginning() throws Exception {
        String headers =
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 999\r\n\r\n";
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> left = left(server, headers);

            ModelException failure =
                    Failing.of(
                            TestModels.within(
                                    TestModels.settings(WireProtocol.CHAT, address(server)),
                                    Duration.ofMillis(600),
                                    Duration.ofMillis(100)));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void serverThatSendsNoStatusLineIsLeftToo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> left = left(server, "");

            ModelException failure =
                    Failing.of(
                            TestModels.within(
                                    TestModels.settings(WireProtocol.CHAT, address(server)),
                                    SHORT,
                                    MINUTE));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static URI address(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /// Completes when the client has left. Not in the common pool, where the JDK's client completes
    /// its answers.
    private static CompletableFuture<Boolean> left(ServerSocket server, String answer) {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> left.complete(serve(server, answer)));
        return left;
    }

    private static boolean serve(ServerSocket server, String answer) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void earlierDeadlineIsTheLimit() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            Deadline deadline = Deadline.in(SHORT, InstantSource.system());

            // What is left of it when the call begins: a busy machine takes some.
            assertThat(failureBefore(deadline, server))
                    .hasMessageMatching("(?s).* within 0(\\.[1-3])? seconds");
        }
    }

    @Test
    void nothingIsAskedAfterTheDeadline() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Deadline passed = new Deadline(Instant.EPOCH, InstantSource.system());

            ModelException failure = failureBefore(passed, server);

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure).hasMessageEndingWith("was not asked: no time was left");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static ModelException failureBefore(Deadline deadline, ScriptedModel server) {
        Model model = Models.of(settings(WireProtocol.CHAT, server));
        return catchThrowableOfType(
                ModelException.class,
                () ->
                        model.complete(
                                TestModels.CONVERSATION,
                                List.of(),
                                TestModels.MAX_OUTPUT,
                                deadline));
    }

    @ParameterizedTest
    @EnumSource
    void interruptCancelsTheCallAndTheServerSeesIt(WireProtocol protocol) throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        Script silence =
                request -> {
                    asked.complete(true);
                    return new Answer.Silence();
                };
        try (ScriptedModel server = ScriptedModel.start(silence)) {
            Thread caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    TestModels.ask(Models.of(settings(protocol, server)));
                                } catch (RuntimeException e) {
                                    thrown.complete(e);
                                }
                            });
            asked.get(10, TimeUnit.SECONDS);

            caller.interrupt();

            assertThat(thrown.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted");
            assertThat(server.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noThreadIsLeftAfterACall(WireProtocol protocol) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Model model = Models.of(settings(protocol, server));
            // Those of calls that earlier tests broke off may still be ending.
            Set<Thread> before = Thread.getAllStackTraces().keySet();

            Completion completion = TestModels.ask(model);

            assertThat(completion.text()).isEqualTo("x");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("HttpClient-"));
        }
    }
}
