package dev.pithyjaunt.agent.model.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

class MessagesModelTest {

    private static final String START =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[],\"usage\":{\"input_tokens\":300,\"cache_creation_input_tokens\":100,\"cache_read_input_tokens\":600,\"output_tokens\":1}}}\n\n";

    private static MessagesModel model(URI address) {
        return new MessagesModel(TestModels.settings(WireProtocol.MESSAGES, address));
    }

    private static Completion ask(String stream) {
        try (ScriptedModel server =
                ScriptedModel.start(Script.of(new Answer.Status(200, stream, TestModels.EVENTS)))) {
            return TestModels.ask(model(server.baseUri()));
        }
    }

    private static String begin(int index, String block) {
        return "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}\n\n"
                .formatted(index, block);
    }

    private static String delta(int index, String delta) {
        return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}\n\n"
                .formatted(index, delta);
    }

    private static String text(int index, String text) {
        return begin(index, "{\"type\":\"text\",\"text\":\"\"}")
                + delta(index, "{\"type\":\"text_delta\",\"text\":\"%s\"}".formatted(text));
    }

    private static String end(String reason) {
        return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":50,\"output_tokens_details\":{\"thinking_tokens\":20}}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
                .formatted(reason);
    }

    @Test
    void usageIsCountedAsAnthropicCounts() {
        assertThat(ask(START + text(0, "Hello.") + end("end_turn")).usage())
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(
                        new Usage.Call(
                                "anthropic",
                                "claude-sonnet-5",
                                300,
                                600,
                                100,
                                50,
                                20,
                                true,
                                0,
                                null));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, FINISHED",
        "stop_sequence, FINISHED",
        "max_tokens, CUT_OFF",
        "model_context_window_exceeded, CUT_OFF",
        "refusal, REFUSED"
    })
    void reasonToStopIsTold(String reason, Ending ending) {
        assertThat(ask(START + text(0, "abc") + end(reason)))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("abc", ending);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause_turn | paused its answer, as only those with tools of the provider's own do",
                "tool_use | ended its answer to call a tool, and named none",
                "moon_phase | ended its answer for a reason that is not known: moon_phase"
            })
    void otherReasonsAreBroken(String reason, String words) {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class, () -> ask(START + text(0, "abc") + end(reason)));

        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertThat(failure.getMessage().replaceFirst(":\\d+/v1", "/v1"))
                .isEqualTo("anthropic (claude-sonnet-5) at http://127.0.0.1/v1 " + words);
    }

    @Test
    void callsThatAreCutOffAreNotMade() {
        String call =
                begin(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"read\",\"input\":{}}");
        String part = delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"pa\"}");

        assertThat(ask(START + call + part + end("max_tokens")))
                .extracting(Completion::ending, Completion::calls, Completion::reasoning)
                .containsExactly(Ending.CUT_OFF, List.of(), null);
        assertThat(ask(START + call + end("tool_use")).calls())
                .containsExactly(new ToolCall("a", "read", "{}"));
    }

    @Test
    void pieceOfABlockThatNeverBeganIsBroken() {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class,
                        () -> ask(START + delta(3, "{\"type\":\"text_delta\",\"text\":\"x\"}")));

        assertThat(failure).hasMessageEndingWith("sent an event that is not one of its protocol");
    }

    @Test
    void everyThoughtGoesBackInItsPlaceAsItCame() {
        String stream =
                START
                        + begin(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                        + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"one\"}")
                        + text(1, "Look.")
                        + begin(2, "{\"type\":\"redacted_thinking\",\"data\":\"sealed\"}")
                        + begin(3, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                        + delta(3, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}")
                        + delta(3, "{\"type\":\"thinking_delta\",\"thinking\":\"m.\"}")
                        + delta(3, "{\"type\":\"signature_delta\",\"signature\":\"two\"}")
                        + text(4, "And then.")
                        + begin(
                                5,
                                "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"read\",\"input\":{}}")
                        + delta(
                                5,
                                "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"path\\\":\"}")
                        + delta(5, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}")
                        + end("tool_use");

        Completion completion = ask(stream);

        assertThat(completion.text()).isEqualTo("Look.\nAnd then.");
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        conversation.add(
                new Message.Assistant(
                        completion.text(), completion.calls(), completion.reasoning()));
        String body =
                SealedContent.put(
                        "{\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\",\"content\":[]}]}",
                        conversation,
                        model(URI.create("http://127.0.0.1:1/v1")));
        assertThat(body)
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\",\"content\":["
                                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"one\"},"
                                + "{\"type\":\"text\",\"text\":\"Look.\"},"
                                + "{\"type\":\"redacted_thinking\",\"data\":\"sealed\"},"
                                + "{\"type\":\"thinking\",\"thinking\":\"Hmm.\",\"signature\":\"two\"},"
                                + "{\"type\":\"text\",\"text\":\"And then.\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"read\",\"input\":{\"path\":1}}"
                                + "]}]}");
    }

    @Test
    void requestHoldsNothingThatModelsRefuse() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            TestModels.ask(model(server.baseUri()));

            ModelRequest request = server.requests().getFirst();
            assertThat(Json.read(request.body(), ObjectNode.class))
                    .hasToString(
                            "{\"model\":\"claude-sonnet-5\",\"messages\":[{\"role\":\"user\","
                                    + "\"content\":[{\"type\":\"text\",\"text\":\"Hello?\"}]}],"
                                    + "\"system\":[{\"type\":\"text\",\"text\":\"Be brief.\"}],"
                                    + "\"max_tokens\":1000,\"stream\":true}");
            assertThat(request.headers())
                    .containsEntry("anthropic-version", "2023-06-01")
                    .containsEntry("x-api-key", TestModels.KEY)
                    .doesNotContainKey("authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/"})
    void addressNeedsNoVersion(String path) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            URI address = URI.create(server.baseUri().toString().replaceFirst("/v1$", path));

            assertThat(TestModels.ask(model(address)).text()).isEqualTo("x");
        }
    }

    @Test
    void serverThatNeedsNoKeyIsGivenNone() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            ModelSettings known = TestModels.settings(WireProtocol.MESSAGES, server.baseUri());
            ModelSettings keyless =
                    new ModelSettings(
                            known.facts(),
                            known.protocol(),
                            known.baseUrl(),
                            "",
                            known.callLimit(),
                            known.stallLimit(),
                            known.proxies());

            assertThat(TestModels.ask(new MessagesModel(keyless)).text()).isEqualTo("x");
            assertThat(server.requests().getFirst().apiKey()).isEqualTo("none");
        }
    }

    @Test
    void severalResultsAreOneMessage() {
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        conversation.add(
                new Message.Assistant(
                        "",
                        List.of(new ToolCall("a", "read", "{}"), new ToolCall("b", "read", "{}")),
                        null));
        conversation.add(new Message.ToolAnswer("a", "read", "one"));
        conversation.add(new Message.ToolAnswer("b", "read", "two"));
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            model(server.baseUri())
                    .complete(
                            conversation,
                            List.of(TestModels.READ),
                            TestModels.MAX_OUTPUT,
                            TestModels.soon());

            JsonNode messages =
                    Json.read(server.requests().getFirst().body(), JsonNode.class).path("messages");
            assertThat(messages).hasSize(3);
            assertThat(messages.get(2))
                    .hasToString(
                            "{\"role\":\"user\",\"content\":["
                                    + "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"one\"},"
                                    + "{\"type\":\"tool_result\",\"tool_use_id\":\"b\",\"content\":\"two\"}]}");
        }
    }
}
