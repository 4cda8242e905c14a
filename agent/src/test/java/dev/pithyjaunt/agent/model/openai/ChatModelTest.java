package dev.pithyjaunt.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ChatModelTest {

    private static Completion ask(String provider, String name, URI address) {
        return TestModels.ask(
                new ChatModel(TestModels.settings(WireProtocol.CHAT, provider, name, address)));
    }

    private static Completion ask(String stream) {
        try (ScriptedModel server =
                ScriptedModel.start(Script.of(new Answer.Status(200, stream, TestModels.EVENTS)))) {
            return ask("openai", "gpt-5", server.baseUri());
        }
    }

    private static JsonNode request(String provider, String name) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            ask(provider, name, server.baseUri());
            return Json.read(server.requests().getFirst().body(), JsonNode.class);
        }
    }

    @Test
    void textAndUsageAreWhatTheProviderSent() {
        Completion completion =
                ask(
                        """
                        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}

                        data: {"choices":[{"index":0,"delta":{"content":"lo."},"finish_reason":"stop"}]}

                        data: {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":50,"total_tokens":1050,"prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":20}}}

                        data: [DONE]

                        """);

        assertThat(completion.text()).isEqualTo("Hello.");
        assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
        assertThat(completion.usage())
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(new Usage.Call("openai", "gpt-5", 300, 600, 100, 50, 20, true, 0, null));
        assertThat(completion.usage().seconds()).isBetween(0.0, 60.0);
    }

    @Test
    void usageBesideTheLastWordsCountsToo() {
        Completion completion =
                ask(
                        "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cache_write_tokens\":4}}}\n\n");

        assertThat(completion.usage().inputTokens()).isEqualTo(6);
        assertThat(completion.usage().cacheWriteTokens()).isEqualTo(4);
    }

    @Test
    void missingUsageIsNotCounted() {
        Completion completion =
                ask(
                        "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n");

        assertThat(completion.text()).isEqualTo("x");
        assertThat(completion.usage().counted()).isFalse();
        assertThat(completion.usage().inputTokens()).isZero();
    }

    @Test
    void openRouterIsAskedForCostsAndBelieved() throws Exception {
        String stream =
                """
                : OPENROUTER PROCESSING

                data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2,"cost":0.0001234567}}

                """;
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CompletableFuture<String> body = new CompletableFuture<>();
        server.createContext(
                "/api/v1/chat/completions",
                exchange -> {
                    body.complete(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            URI address =
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1");

            Completion completion = ask("openrouter", "anthropic/claude-sonnet-5", address);

            assertThat(completion.usage().nanoDollars()).isEqualTo(123457L);
            JsonNode request = Json.read(body.join(), JsonNode.class);
            assertThat(request.path("usage")).hasToString("{\"include\":true}");
            assertThat(request.path("max_tokens").asInt()).isEqualTo(TestModels.MAX_OUTPUT);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-6.1-sol, max_completion_tokens",
        "openai, my-own-model, max_tokens",
        "ollama, qwen3-coder, max_tokens"
    })
    void requestHoldsNothingThatModelsRefuse(String provider, String name, String limit) {
        assertThat(request(provider, name).propertyNames())
                .containsExactlyInAnyOrder("model", "messages", "stream", "stream_options", limit);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, MAX_COMPLETION_TOKENS",
        "https://eu.api.openai.com/v1, MAX_COMPLETION_TOKENS",
        "https://api.openai.com.example.org/v1, MAX_TOKENS",
        "https://notapi.openai.com.example.org/v1, MAX_TOKENS"
    })
    void openAiItselfIsKnownByItsAddress(URI address, TokenLimit limit) {
        assertThat(
                        TokenLimit.of(
                                TestModels.settings(
                                        WireProtocol.CHAT, "openai", "my-own-model", address)))
                .isEqualTo(limit);
    }

    @Test
    void olderModelIsAskedAtTemperatureZero() {
        assertThat(request("openai", "gpt-4o").path("temperature").asDouble(-1)).isZero();
    }

    @Test
    void toolsAreOfferedWithTheirParameters() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            new ChatModel(TestModels.settings(WireProtocol.CHAT, server.baseUri()))
                    .complete(
                            TestModels.CONVERSATION,
                            List.of(TestModels.READ),
                            TestModels.MAX_OUTPUT,
                            TestModels.soon());

            assertThat(Json.read(server.requests().getFirst().body(), JsonNode.class).path("tools"))
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
        Completion completion =
                ask(
                        """
                        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"list","arguments":"{}"}}]}}]}

                        data: {"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"name":"read"}}]},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);

        assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
        assertThat(completion.calls())
                .containsExactly(
                        new ToolCall("call_1", "list", "{}"), new ToolCall("call_2", "read", ""));
    }

    @Test
    void toolCallsThatAreCutOffAreNotMade() {
        assertThat(
                        ask(
                                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
                                        + "{\"name\":\"list\",\"arguments\":\"{\"}}]},\"finish_reason\":\"length\"}]}\n\n"))
                .extracting(Completion::ending, Completion::calls)
                .containsExactly(Ending.CUT_OFF, List.of());
    }

    @Test
    void contentFilterRefuses() {
        assertThat(
                        ask("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n")
                                .ending())
                .isEqualTo(Ending.REFUSED);
    }

    @Test
    void refusalOfToolsIsTold() {
        assertThat(refusalOfTools(400, "gemma does not support tools")).isTrue();
        assertThat(refusalOfTools(404, "No endpoints found that support tool use")).isTrue();
        assertThat(refusalOfTools(400, "context length exceeded")).isFalse();
        assertThat(refusalOfTools(401, "no tool key")).isFalse();
    }

    private static boolean refusalOfTools(int status, String words) {
        try (ScriptedModel server =
                ScriptedModel.start(Script.of(new Answer.Rejected(status, words, "c")))) {
            return catchThrowableOfType(
                            ModelException.class, () -> ask("openai", "gpt-5", server.baseUri()))
                    .mayRefuseTools();
        }
    }
}
