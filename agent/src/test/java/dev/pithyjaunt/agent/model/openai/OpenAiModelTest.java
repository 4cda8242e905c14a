package dev.pithyjaunt.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ProviderContracts;
import dev.pithyjaunt.agent.model.Proxies;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class OpenAiModelTest {

    private static final String KEY = "fake-key+with/signs-0123456789";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");
    private static final List<Message> CONVERSATION =
            List.of(new Message.System("Be brief."), new Message.User("Hello?"));

    private static final int MAX_OUTPUT = 1000;

    private static final ToolSpec READ =
            new ToolSpec(
                    "read",
                    "Reads.",
                    List.of(
                            new ToolSpec.Parameter("path", ToolSpec.Kind.TEXT, true, "p"),
                            new ToolSpec.Parameter("part", ToolSpec.Kind.INTEGER, false, "n")));

    private static OpenAiModel model(URI baseUri, String name, Duration callLimit) {
        return new OpenAiModel(
                new ModelSettings(
                        ModelCatalog.standard().model("openai", name),
                        WireProtocol.CHAT,
                        baseUri,
                        KEY,
                        callLimit,
                        callLimit,
                        Proxies.NONE));
    }

    private static Deadline soon() {
        return Deadline.in(MINUTE, InstantSource.system());
    }

    private static Completion ask(Answer answer) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(answer))) {
            return model(server.baseUri(), "gpt-5", MINUTE)
                    .complete(CONVERSATION, List.of(), MAX_OUTPUT, soon());
        }
    }

    /// The failure, with its message's address replaced, since the port differs every time.
    private static void assertFails(Answer answer, OptionalInt status, Reason reason, String end) {
        ModelException failure = catchThrowableOfType(ModelException.class, () -> ask(answer));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(String.valueOf(failure.getMessage()).replaceFirst(":\\d+/v1", "/v1"))
                .isEqualTo("openai (gpt-5) at http://127.0.0.1/v1 " + end);
        assertNoKey(failure);
    }

    private static void assertNoKey(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(KEY).doesNotContain("Bearer");
    }

    @Test
    void textAndUsageAreWhatTheProviderSent() {
        String stream =
                """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}

                data: {"choices":[{"index":0,"delta":{"content":"lo."},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":50,"total_tokens":1050,"prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":20}}}

                data: [DONE]

                """;

        Completion completion = ask(new Answer.Status(200, stream, EVENTS));

        assertThat(completion.text()).isEqualTo("Hello.");
        assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
        assertThat(completion.usage())
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(new Usage.Call("openai", "gpt-5", 300, 600, 100, 50, 20, true, 0, null));
        assertThat(completion.usage().seconds()).isBetween(0.0, 60.0);
    }

    @Test
    void missingUsageIsNotCounted() {
        String stream =
                "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n";

        Completion completion = ask(new Answer.Status(200, stream, EVENTS));

        assertThat(completion.text()).isEqualTo("x");
        assertThat(completion.usage().counted()).isFalse();
        assertThat(completion.usage().inputTokens()).isZero();
    }

    @Test
    void requestHoldsTheConversationAndNothingThatModelsRefuse() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            model(server.baseUri(), "gpt-6.1-sol", MINUTE)
                    .complete(
                            List.of(
                                    new Message.System("s"),
                                    new Message.User("u"),
                                    new Message.Assistant("a"),
                                    new Message.User("v")),
                            List.of(),
                            MAX_OUTPUT,
                            soon());

            ModelRequest request = server.requests().getFirst();
            ProviderContracts.check(request);
            assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
            assertThat(request.model()).isEqualTo("gpt-6.1-sol");
            assertThat(request.messages())
                    .containsExactly(
                            new ModelRequest.Message("system", "s"),
                            new ModelRequest.Message("user", "u"),
                            new ModelRequest.Message("assistant", "a"),
                            new ModelRequest.Message("user", "v"));
            assertThat(request.usageAsked()).isTrue();
            assertThat(Json.read(request.body(), JsonNode.class).propertyNames())
                    .containsExactlyInAnyOrder("model", "messages", "stream", "stream_options");
        }
    }

    @Test
    void toolCallsThatArriveInPiecesAreWholeAndTheirAnswersGoBack() {
        String arguments = "{\"path\":\"src/ä \\\"b\\\".java\",\"part\":2}";
        Answer calls =
                new Answer.Calls(
                        "Let me look.",
                        List.of(new Answer.Call("read", arguments), new Answer.Call("list", "{}")));
        List<Message> conversation = new ArrayList<>(CONVERSATION);
        try (ScriptedModel server = ScriptedModel.start(Script.of(calls, new Answer.Text("x")))) {
            OpenAiModel model = model(server.baseUri(), "gpt-5", MINUTE);
            Completion completion = model.complete(conversation, List.of(READ), MAX_OUTPUT, soon());

            assertThat(completion.text()).isEqualTo("Let me look.");
            assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
            assertThat(completion.calls())
                    .containsExactly(
                            new ToolCall("call_1", "read", arguments),
                            new ToolCall("call_2", "list", "{}"));
            conversation.add(new Message.Assistant("", completion.calls(), null));
            conversation.add(new Message.ToolAnswer("call_1", "read", "one"));
            conversation.add(new Message.ToolAnswer("call_2", "list", "two"));
            assertThat(model.complete(conversation, List.of(READ), MAX_OUTPUT, soon()).text())
                    .isEqualTo("x");
            server.requests().forEach(ProviderContracts::check);
            assertThat(server.requests().getLast().tools()).containsExactly("read");
            assertThat(Json.read(server.requests().getLast().body(), JsonNode.class).path("tools"))
                    .hasToString(
                            "[{\"type\":\"function\",\"function\":{\"name\":\"read\","
                                    + "\"description\":\"Reads.\",\"parameters\":{\"type\":\"object\","
                                    + "\"properties\":{\"path\":{\"type\":\"string\",\"description\":\"p\"},"
                                    + "\"part\":{\"type\":\"integer\",\"description\":\"n\"}},"
                                    + "\"required\":[\"path\"]}}}]");
        }
    }

    @Test
    void toolCallsOfServersThatLeaveThingsOutAreTaken() {
        String stream =
                """
                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"list","arguments":"{}"}}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"name":"read"}}]},"finish_reason":"stop"}]}

                data: [DONE]

                """;

        Completion completion = ask(new Answer.Status(200, stream, EVENTS));

        assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
        assertThat(completion.calls())
                .containsExactly(
                        new ToolCall("call_1", "list", "{}"), new ToolCall("call_2", "read", ""));
    }

    @Test
    void toolCallsThatAreCutOffAreNotMade() {
        String stream =
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
                        + "{\"name\":\"list\",\"arguments\":\"{\"}}]},\"finish_reason\":\"length\"}]}\n\n";

        assertThat(ask(new Answer.Status(200, stream, EVENTS)))
                .extracting(Completion::ending, Completion::calls)
                .containsExactly(Ending.CUT_OFF, List.of());
    }

    @Test
    void refusalOfToolsIsTold() {
        assertThat(refusalOfTools(400, "gemma does not support tools")).isTrue();
        assertThat(refusalOfTools(404, "No endpoints found that support tool use")).isTrue();
        assertThat(refusalOfTools(400, "context length exceeded")).isFalse();
        assertThat(refusalOfTools(401, "no tool key")).isFalse();
    }

    private static boolean refusalOfTools(int status, String words) {
        Answer answer =
                new Answer.Status(status, "{\"error\":{\"message\":\"%s\"}}".formatted(words));
        return catchThrowableOfType(ModelException.class, () -> ask(answer)).mayRefuseTools();
    }

    @Test
    void olderModelIsAskedAtTemperatureZero() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            model(server.baseUri(), "gpt-4o", MINUTE)
                    .complete(CONVERSATION, List.of(), MAX_OUTPUT, soon());

            JsonNode body = Json.read(server.requests().getFirst().body(), JsonNode.class);
            assertThat(body.path("temperature").asDouble(-1)).isZero();
        }
    }

    @Test
    void charactersCutByTheNetworkArriveWhole() {
        String text = "añ€😀\u2028 | ".repeat(2000);

        assertThat(ask(new Answer.Text(text)).text()).isEqualTo(text);
    }

    @Test
    void lengthCutOffRefusalAndEmptyAnswersAreTold() {
        assertThat(ask(new Answer.CutOff("abc")))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("abc", Ending.CUT_OFF);
        assertThat(ask(new Answer.Nothing()))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("", Ending.FINISHED);
        assertThat(
                        ask(
                                new Answer.Status(
                                        200,
                                        """
                                        data: {"choices":[{"delta":{"refusal":"I can't "}}]}

                                        data: {"choices":[{"delta":{"refusal":"help."}}]}

                                        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

                                        """,
                                        EVENTS)))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("I can't help.", Ending.REFUSED);
        assertThat(
                        ask(new Answer.Status(
                                        200,
                                        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n",
                                        EVENTS))
                                .ending())
                .isEqualTo(Ending.REFUSED);
    }

    @Test
    void rejectionCarriesTheProvidersWordsAndNoKey() {
        assertFails(
                new Answer.Status(
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key provided: "
                                + KEY
                                + "\",\"code\":\"invalid_api_key\"}}"),
                OptionalInt.of(401),
                Reason.REJECTED,
                "answered 401: Incorrect API key provided: ***");
    }

    @Test
    void keyIsTakenOutBeforeLongWordsAreCut() {
        assertFails(
                new Answer.Status(400, "x".repeat(290) + KEY + "y".repeat(50)),
                OptionalInt.of(400),
                Reason.REJECTED,
                "answered 400: " + "x".repeat(290) + "***" + "y".repeat(7) + "...");
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED, false",
        "402, REJECTED, false",
        "404, REJECTED, false",
        "408, OVERLOADED, true",
        "429, OVERLOADED, true",
        "500, OVERLOADED, true",
        "503, OVERLOADED, true",
        "529, OVERLOADED, true"
    })
    void statusTellsWhoCanMendIt(int status, Reason reason, boolean retryable) {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class,
                        () -> ask(new Answer.Status(status, "{\"error\":{\"message\":\"m\"}}")));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageEndingWith("answered " + status + ": m");
    }

    @Test
    void waitingDoesNotBringCredit() {
        assertFails(
                new Answer.Status(
                        429,
                        "{\"error\":{\"message\":\"You exceeded your current quota.\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"),
                OptionalInt.of(429),
                Reason.REJECTED,
                "answered 429: You exceeded your current quota.");
    }

    @Test
    void redirectIsNotFollowed() {
        assertFails(
                new Answer.Status(307, "", Map.of("Location", "http://127.0.0.1:1/v1")),
                OptionalInt.of(307),
                Reason.REJECTED,
                "answered 307: this is a redirect, and none is followed");
    }

    @Test
    void htmlIsNoAnswer() {
        assertFails(
                new Answer.Status(
                        200,
                        "<html><title>Sign in to the network</title></html>",
                        Map.of("Content-Type", "text/html")),
                OptionalInt.of(200),
                Reason.BROKEN,
                "answered with something else than a stream of events: Sign in to the network");
        assertFails(
                new Answer.Status(200, ""),
                OptionalInt.of(200),
                Reason.BROKEN,
                "answered with something else than a stream of events");
        assertFails(
                new Answer.Status(502, "<html><title>502 Bad Gateway</title></html>"),
                OptionalInt.of(502),
                Reason.OVERLOADED,
                "answered 502: 502 Bad Gateway");
    }

    @Test
    void errorInsideAStreamIsBroken() {
        String begun = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";
        String error = "{\"error\":{\"message\":\"The server had an error: " + KEY + "\"}}\n\n";

        for (String event : List.of("data: " + error, "event: error\ndata: " + error)) {
            assertFails(
                    new Answer.Status(200, begun + event + "data: [DONE]\n\n", EVENTS),
                    OptionalInt.of(200),
                    Reason.BROKEN,
                    "broke off its answer: The server had an error: ***");
        }
    }

    @Test
    void streamWithoutAnEndIsBroken() {
        assertFails(
                new Answer.Status(
                        200, "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n", EVENTS),
                OptionalInt.of(200),
                Reason.BROKEN,
                "ended its answer without a reason that is known");
    }

    @Test
    void eventThatIsNoJsonIsBroken() {
        assertFails(
                new Answer.Status(
                        200,
                        "data: {\"choices\":[{\"del\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                        EVENTS),
                OptionalInt.of(200),
                Reason.BROKEN,
                "sent an event that is not one of its protocol");
    }

    @Test
    void connectionCutInTheMiddleIsBroken() {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class, () -> ask(new Answer.BrokenStream("half an answer")));

        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertThat(failure).hasMessageContaining("/v1 broke off its answer: ");
    }

    @Test
    void silenceEndsAtTheLimitAndTheServerSeesIt() throws Exception {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            OpenAiModel model = model(server.baseUri(), "gpt-5", Duration.ofMillis(300));

            ModelException failure =
                    catchThrowableOfType(
                            ModelException.class,
                            () -> model.complete(CONVERSATION, List.of(), MAX_OUTPUT, soon()));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure.status()).isEmpty();
            assertThat(failure)
                    .hasMessage(
                            "openai (gpt-5) at "
                                    + server.baseUri()
                                    + " did not complete its answer within 0.3 seconds");
            assertThat(server.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void earlierDeadlineIsTheLimit() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            Deadline deadline = Deadline.in(Duration.ofMillis(300), InstantSource.system());

            ModelException failure =
                    catchThrowableOfType(
                            ModelException.class,
                            () ->
                                    model(server.baseUri(), "gpt-5", MINUTE)
                                            .complete(
                                                    CONVERSATION, List.of(), MAX_OUTPUT, deadline));

            assertThat(failure).hasMessageEndingWith(" within 0.3 seconds");
        }
    }

    @Test
    void nothingIsAskedAfterTheDeadline() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Deadline passed = new Deadline(Instant.EPOCH, InstantSource.system());

            ModelException failure =
                    catchThrowableOfType(
                            ModelException.class,
                            () ->
                                    model(server.baseUri(), "gpt-5", MINUTE)
                                            .complete(CONVERSATION, List.of(), MAX_OUTPUT, passed));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure).hasMessageEndingWith("was not asked: no time was left");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void serverThatSendsNoStatusLineIsLeftToo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> left = new CompletableFuture<>();
            // Not in the common pool, where the JDK's client completes its answers.
            Thread.ofVirtual().start(() -> left.complete(readToTheEnd(server)));
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");

            ModelException failure =
                    catchThrowableOfType(
                            ModelException.class,
                            () ->
                                    model(address, "gpt-5", Duration.ofMillis(300))
                                            .complete(CONVERSATION, List.of(), MAX_OUTPUT, soon()));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean readToTheEnd(ServerSocket server) {
        try (var connection = server.accept()) {
            connection.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void interruptCancelsTheCallAndTheServerSeesIt() throws Exception {
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
                                    model(server.baseUri(), "gpt-5", MINUTE)
                                            .complete(CONVERSATION, List.of(), MAX_OUTPUT, soon());
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

    @Test
    void portWhereNothingListensIsUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertUnreachable("http://127.0.0.1:" + port + "/v1", "nothing listens there");
    }

    @Test
    void unknownHostIsUnreachable() {
        assertUnreachable("http://no-such-host.invalid/v1", "there is no such host");
    }

    private static void assertUnreachable(String address, String why) {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class,
                        () ->
                                model(URI.create(address), "gpt-5", MINUTE)
                                        .complete(CONVERSATION, List.of(), MAX_OUTPUT, soon()));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.status()).isEmpty();
        assertThat(failure)
                .hasMessage("openai (gpt-5) at " + address + " can't be reached: " + why);
        assertNoKey(failure);
    }

    @Test
    void noThreadIsLeftAfterACall() {
        // Those of calls that earlier tests broke off may still be ending.
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        ask(new Answer.Text("x"));

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("HttpClient-"));
    }
}
