package dev.pithyjaunt.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

class ResponsesModelTest {

    private static ResponsesModel model(String name, URI address) {
        return new ResponsesModel(
                TestModels.settings(WireProtocol.RESPONSES, "openai", name, address));
    }

    private static Completion ask(String stream) {
        try (ScriptedModel server =
                ScriptedModel.start(Script.of(new Answer.Status(200, stream, TestModels.EVENTS)))) {
            return TestModels.ask(model("gpt-6.1-sol", server.baseUri()));
        }
    }

    private static Completion end(String type, String response) {
        return ask(
                "event: %s\ndata: {\"type\":\"%s\",\"response\":%s}\n\n"
                        .formatted(type, type, response));
    }

    private static ObjectNode request(String name) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            model(name, server.baseUri())
                    .complete(TestModels.CONVERSATION, List.of(), 3, TestModels.soon());
            return Json.read(server.requests().getFirst().body(), ObjectNode.class);
        }
    }

    @Test
    void modelThatReasonsIsAskedForItsSealedReasoning() {
        assertThat(request("gpt-6.1-sol").without("input"))
                .hasToString(
                        "{\"model\":\"gpt-6.1-sol\",\"stream\":true,\"store\":false,"
                                + "\"max_output_tokens\":16,"
                                + "\"include\":[\"reasoning.encrypted_content\"]}");
    }

    @Test
    void olderModelIsAskedAtTemperatureZeroInstead() {
        assertThat(request("gpt-4o").without("input"))
                .hasToString(
                        "{\"model\":\"gpt-4o\",\"stream\":true,\"store\":false,\"temperature\":0.0,"
                                + "\"max_output_tokens\":16}");
    }

    @Test
    void unknownModelThatDoesNotReasonIsAskedAgainAndNotOnceMore() {
        Script script =
                request ->
                        request.body().contains("encrypted_content")
                                ? new Answer.Rejected(
                                        400,
                                        "Encrypted content is not supported with this model.",
                                        "invalid_request_error")
                                : new Answer.Text("x");
        try (ScriptedModel server = ScriptedModel.start(script)) {
            ResponsesModel model = model("my-own-model", server.baseUri());

            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void usageIsCountedAsOpenAiCounts() {
        Completion completion =
                end(
                        "response.completed",
                        """
                        {"status":"completed","output":[],"usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":20}}}\
                        """);

        assertThat(completion.usage())
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(
                        new Usage.Call(
                                "openai", "gpt-6.1-sol", 300, 600, 100, 50, 20, true, 0, null));
        assertThat(end("response.completed", "{\"status\":\"completed\"}").usage().counted())
                .isFalse();
    }

    @Test
    void incompleteAnswersTellWhy() {
        String incomplete =
                "{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"%s\"},\"output\":[{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"read\",\"arguments\":\"{\"}]}";

        assertThat(end("response.incomplete", incomplete.formatted("max_output_tokens")))
                .extracting(Completion::ending, Completion::calls)
                .containsExactly(Ending.CUT_OFF, List.of());
        assertThat(end("response.incomplete", incomplete.formatted("content_filter")).ending())
                .isEqualTo(Ending.REFUSED);
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class,
                        () -> end("response.incomplete", incomplete.formatted("moon phase")));
        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertThat(failure)
                .hasMessageEndingWith(
                        "ended its answer for a reason that is not known: incomplete moon phase");
    }

    @Test
    void itemsOfServersThatLeaveThemOutAtTheEndAreTaken() {
        Completion completion =
                ask(
                        """
                        data: {"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"Hello."}]}}

                        data: {"type":"response.output_item.done","item":{"type":"function_call","call_id":"a","name":"read","arguments":"{}"}}

                        data: {"type":"response.completed","response":{"status":"completed","output":[]}}

                        """);

        assertThat(completion.text()).isEqualTo("Hello.");
        assertThat(completion.calls()).containsExactly(new ToolCall("a", "read", "{}"));
    }

    @Test
    void everySealGoesBackInItsPlaceAsItCame() {
        String items =
                """
                [{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"one"},\
                {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Look.","annotations":[]}]},\
                {"id":"rs_2","type":"reasoning","summary":[{"type":"summary_text","text":"Thought."}],"encrypted_content":"two"},\
                {"id":"fc_1","type":"function_call","call_id":"call_1","name":"read","arguments":"{ }"}]\
                """;
        Completion completion =
                end(
                        "response.completed",
                        "{\"status\":\"completed\",\"output\":%s}".formatted(items));
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        conversation.add(
                new Message.Assistant(
                        completion.text(), completion.calls(), completion.reasoning()));
        conversation.add(new Message.ToolAnswer("call_1", "read", "text"));

        String body =
                SealedItems.put(
                        "{\"input\":[0,1,2,3,4]}",
                        conversation,
                        model("gpt-6.1-sol", URI.create("http://127.0.0.1:1/v1")));

        assertThat(body)
                .isEqualTo(
                        "{\"input\":[0,1,%s,4]}".formatted(items.substring(1, items.length() - 1)));
    }

    @Test
    void addressMayEndWithASlash() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Completion completion =
                    TestModels.ask(model("gpt-6.1-sol", URI.create(server.baseUri() + "/")));

            assertThat(completion.text()).isEqualTo("x");
        }
    }

    @Test
    void toolsAreOfferedWithTheirParameters() {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            model("gpt-6.1-sol", server.baseUri())
                    .complete(
                            TestModels.CONVERSATION,
                            List.of(TestModels.READ),
                            TestModels.MAX_OUTPUT,
                            TestModels.soon());

            assertThat(Json.read(server.requests().getFirst().body(), JsonNode.class).path("tools"))
                    .hasToString(
                            "[{\"type\":\"function\",\"name\":\"read\",\"description\":\"Reads.\","
                                    + "\"parameters\":{\"type\":\"object\","
                                    + "\"properties\":{\"path\":{\"type\":\"string\",\"description\":\"p\"},"
                                    + "\"part\":{\"type\":\"integer\",\"description\":\"n\"}},"
                                    + "\"required\":[\"path\"]}}]");
        }
    }
}
