package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.OptionalInt;

class MessagesWireTest {

    private static final String PATH = "/messages";
    private static final String USAGE =
            "{\"input_tokens\":2,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},\"output_tokens\":1,\"output_tokens_details\":{\"thinking_tokens\":0},\"service_tier\":\"standard\"}";

    private static String request(String more) {
        return "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]%s}"
                .formatted(more);
    }

    private static JsonNode json(Answer answer, String more) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.of(Protocol.MESSAGES, model).json(PATH, request(more));
        }
    }

    private static List<String> events(Answer answer) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.of(Protocol.MESSAGES, model)
                    .events(PATH, request(",\"stream\":true"));
        }
    }

    @Test
    void textIsABlock() throws Exception {
        assertThat(json(new Answer.Text("yes."), "").toString())
                .isEqualTo(
                        "{\"id\":\"msg_scripted\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"yes.\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"stop_details\":null,\"usage\":"
                                + USAGE
                                + "}");
    }

    @Test
    void textIsAStreamOfNamedEvents() throws Exception {
        assertThat(events(new Answer.Text("yes.")))
                .containsExactly(
                        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_scripted\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"stop_details\":null,\"usage\":"
                                + USAGE
                                + "}}",
                        "event: ping\ndata: {\"type\":\"ping\"}",
                        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"yes.\"}}",
                        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}",
                        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"stop_details\":null},\"usage\":"
                                + USAGE
                                + "}",
                        "event: message_stop\ndata: {\"type\":\"message_stop\"}");
    }

    @Test
    void thoughtAndCallAreBlocks() throws Exception {
        Answer answer =
                new Answer.Thinking(
                        "hm",
                        new Answer.Calls(
                                "", List.of(new Answer.Call("read", "{\"path\":\"a/b/c.txt\"}"))));
        String seal = Seal.of("hm");

        assertThat(json(answer, "").path("content").toString())
                .isEqualTo(
                        "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"%s\"},{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"read\",\"input\":{\"path\":\"a/b/c.txt\"}}]"
                                .formatted(seal));
        assertThat(events(answer).subList(2, 11))
                .extracting(event -> event.substring(event.indexOf("\"index\"")))
                .containsExactly(
                        "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
                        "\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"%s\"}}"
                                .formatted(seal),
                        "\"index\":0}",
                        "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"read\",\"input\":{}}}",
                        "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}",
                        "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"path\\\":\\\"a/b/c.t\"}}",
                        "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"xt\\\"}\"}}",
                        "\"index\":1}");
    }

    @Test
    void thoughtMayBeHiddenOrForbidden() throws Exception {
        Answer answer = new Answer.Thinking("hm", new Answer.Text("x"));

        assertThat(
                        json(
                                        answer,
                                        ",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}")
                                .at("/content/0/thinking")
                                .asString())
                .isEmpty();
        assertThat(
                        json(answer, ",\"thinking\":{\"type\":\"disabled\"}")
                                .at("/content/0/type")
                                .asString())
                .isEqualTo("text");
    }

    @Test
    void endingIsTold() throws Exception {
        assertThat(json(new Answer.CutOff("a"), "").path("stop_reason").asString())
                .isEqualTo("max_tokens");
        assertThat(
                        json(new Answer.Calls("", List.of(new Answer.Call("a", "no json"))), "")
                                .path("stop_reason")
                                .asString())
                .isEqualTo("tool_use");
        JsonNode refused = json(new Answer.Refused("no"), "");
        assertThat(refused.path("stop_reason").asString()).isEqualTo("refusal");
        assertThat(refused.path("stop_details").toString())
                .isEqualTo("{\"type\":\"refusal\",\"category\":null,\"explanation\":null}");
        assertThat(json(new Answer.Nothing(), "").path("content").isEmpty()).isTrue();
    }

    @Test
    void overloadInsideAStreamIsAnEvent() throws Exception {
        for (Answer answer :
                List.of(
                        new Answer.Failed("a", 529, "Overloaded"),
                        new Answer.ErrorEvent("a", 529, "Overloaded"))) {
            assertThat(events(answer).getLast())
                    .isEqualTo(
                            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_scripted\"}");
        }
    }

    @Test
    void usageMayBeGivenAndCountsTheCacheApart() throws Exception {
        Answer answer =
                new Answer.WithUsage(
                        new Answer.Text("x"), new ReportedUsage(100, 60, 30, 10, 50, 40, null));

        assertThat(json(answer, "").path("usage").toString())
                .isEqualTo(
                        "{\"input_tokens\":10,\"cache_creation_input_tokens\":30,\"cache_read_input_tokens\":60,\"cache_creation\":{\"ephemeral_5m_input_tokens\":20,\"ephemeral_1h_input_tokens\":10},\"output_tokens\":50,\"output_tokens_details\":{\"thinking_tokens\":40},\"service_tier\":\"standard\"}");
        assertThat(events(answer).getFirst()).contains("\"output_tokens\":1,");
        assertThat(events(answer).get(5)).contains("\"output_tokens\":50,");
    }

    @Test
    void requestIsRead() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            ModelClient.anthropic(model, "2026-10-21")
                    .post(
                            PATH,
                            """
                            {"model":"m","max_tokens":99,"system":[{"type":"text","text":"s"}],"tools":[{"name":"read","input_schema":{"type":"object"}}],
                             "messages":[{"role":"user","content":"u"},
                               {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"%s"},{"type":"tool_use","id":"c","name":"read","input":{}}]},
                               {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"t"}]}]}
                            """
                                    .formatted(Seal.of("hm")));
            ModelRequest request = model.requests().getFirst();

            assertThat(request.protocol()).isEqualTo(Protocol.MESSAGES);
            assertThat(request.apiKey()).isEqualTo("k");
            assertThat(request.headers()).containsEntry("anthropic-version", "2026-10-21");
            assertThat(request.maxOutputTokens()).isEqualTo(OptionalInt.of(99));
            assertThat(request.tools()).containsExactly("read");
            assertThat(request.messages()).isEqualTo(Conversations.EXPECTED);
        }
    }
}
