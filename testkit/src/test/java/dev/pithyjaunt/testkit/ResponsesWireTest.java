package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.OptionalInt;

class ResponsesWireTest {

    private static final String PATH = "/responses";

    private static JsonNode json(Answer answer, String more) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.openAi(model)
                    .json(PATH, "{\"model\":\"m\",\"input\":\"12345678\"%s}".formatted(more));
        }
    }

    private static List<String> events(Answer answer) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            List<String> events =
                    ModelClient.openAi(model)
                            .events(PATH, Conversations.question(Protocol.RESPONSES, true));
            for (int i = 0; i < events.size(); i++) {
                JsonNode data = data(events.get(i));
                assertThat(data.path("sequence_number").asInt()).isEqualTo(i);
                assertThat(events.get(i))
                        .startsWith("event: " + data.path("type").asString() + "\n");
            }
            return events;
        }
    }

    private static JsonNode data(String event) {
        return Json.read(event.substring(event.indexOf("\ndata: ") + 7), JsonNode.class);
    }

    private static List<String> types(List<String> events) {
        return events.stream().map(event -> data(event).path("type").asString()).toList();
    }

    @Test
    void textIsAnItem() throws Exception {
        JsonNode response = json(new Answer.Text("yes."), "");

        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.path("output").toString())
                .isEqualTo(
                        """
                        [{"id":"msg_scripted","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"yes.","annotations":[]}]}]\
                        """);
        assertThat(response.path("usage").toString())
                .isEqualTo(
                        """
                        {"input_tokens":2,"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":1,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":3}\
                        """);
    }

    @Test
    void textIsAStreamOfNumberedEvents() throws Exception {
        List<String> events = events(new Answer.Text("yes."));

        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.get(4))
                .isEqualTo(
                        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":4,\"item_id\":\"msg_scripted\",\"output_index\":0,\"content_index\":0,\"delta\":\"yes.\",\"logprobs\":[]}");
        assertThat(data(events.getLast()).path("response"))
                .isEqualTo(json(new Answer.Text("yes."), ""));
        assertThat(data(events.getFirst()).at("/response/status").asString())
                .isEqualTo("in_progress");
    }

    @Test
    void callIsAnItemOfItsOwn() throws Exception {
        Answer calls =
                new Answer.Calls(
                        "Hm.", List.of(new Answer.Call("read", "{\"path\":\"a/b/c.txt\"}")));
        List<String> events = events(calls);

        assertThat(types(events))
                .containsSubsequence(
                        "response.output_text.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events)
                .contains(
                        "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":8,\"output_index\":1,\"item\":{\"id\":\"fc_call_1\",\"type\":\"function_call\",\"status\":\"in_progress\",\"call_id\":\"call_1\",\"name\":\"read\",\"arguments\":\"\"}}",
                        "event: response.function_call_arguments.delta\ndata: {\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":10,\"item_id\":\"fc_call_1\",\"output_index\":1,\"delta\":\"xt\\\"}\"}");
        assertThat(json(calls, "").at("/output/1/arguments").asString())
                .isEqualTo("{\"path\":\"a/b/c.txt\"}");
    }

    @Test
    void thoughtIsSealedWhenAskedFor() throws Exception {
        Answer answer = new Answer.Thinking("12345", new Answer.Text("x"));

        assertThat(json(answer, "").at("/output/0").toString())
                .isEqualTo("{\"id\":\"rs_scripted\",\"type\":\"reasoning\",\"summary\":[]}");
        JsonNode asked = json(answer, ",\"include\":[\"reasoning.encrypted_content\"]");
        assertThat(Seal.open(asked.at("/output/0/encrypted_content").asString())).contains("12345");
        assertThat(asked.at("/usage/output_tokens_details/reasoning_tokens").asInt()).isEqualTo(2);
        assertThat(types(events(answer)).subList(2, 4))
                .containsExactly("response.output_item.added", "response.output_item.done");
    }

    @Test
    void refusalIsAPart() throws Exception {
        assertThat(json(new Answer.Refused("no"), "").at("/output/0/content/0").toString())
                .isEqualTo("{\"type\":\"refusal\",\"refusal\":\"no\"}");
        List<String> events = events(new Answer.Refused("no"));
        assertThat(types(events)).contains("response.refusal.delta", "response.refusal.done");
        assertThat(events.get(5))
                .endsWith(
                        "\"item_id\":\"msg_scripted\",\"output_index\":0,\"content_index\":0,\"refusal\":\"no\"}");
    }

    @Test
    void cutOffAnswerIsIncomplete() throws Exception {
        JsonNode response = json(new Answer.CutOff("a"), ",\"max_output_tokens\":16");

        assertThat(response.path("status").asString()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asString())
                .isEqualTo("max_output_tokens");
        assertThat(response.path("max_output_tokens").asInt()).isEqualTo(16);
        assertThat(types(events(new Answer.CutOff("a")))).endsWith("response.incomplete");
    }

    @Test
    void failureEndsTheStream() throws Exception {
        JsonNode failed = data(events(new Answer.Failed("a", 500, "gone")).getLast());

        assertThat(failed.path("type").asString()).isEqualTo("response.failed");
        assertThat(failed.at("/response/status").asString()).isEqualTo("failed");
        assertThat(failed.at("/response/error").toString())
                .isEqualTo("{\"code\":\"server_error\",\"message\":\"gone\"}");
        assertThat(events(new Answer.ErrorEvent("a", 429, "gone")).getLast())
                .isEqualTo(
                        "event: error\ndata: {\"type\":\"error\",\"sequence_number\":8,\"code\":\"rate_limit_exceeded\",\"message\":\"gone\",\"param\":null}");
        assertThat(json(new Answer.Failed("a", 500, "gone"), "").path("status").asString())
                .isEqualTo("failed");
    }

    @Test
    void usageMayBeGiven() throws Exception {
        Answer answer =
                new Answer.WithUsage(new Answer.Text("x"), new ReportedUsage(100, 60, 30, 50, 40));

        assertThat(json(answer, "").path("usage").toString())
                .isEqualTo(
                        "{\"input_tokens\":100,\"input_tokens_details\":{\"cached_tokens\":60,\"cache_write_tokens\":30},\"output_tokens\":50,\"output_tokens_details\":{\"reasoning_tokens\":40},\"total_tokens\":150}");
    }

    @Test
    void requestIsRead() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            ModelClient.openAi(model)
                    .post(
                            PATH,
                            """
                            {"model":"m","instructions":"s","max_output_tokens":99,"store":false,"tools":[{"type":"function","name":"read","parameters":{"type":"object"},"strict":false}],
                             "input":[{"role":"user","content":[{"type":"input_text","text":"u"}]},
                               {"type":"reasoning","id":"rs","summary":[],"encrypted_content":"%s"},
                               {"type":"function_call","call_id":"c","name":"read","arguments":"{}"},
                               {"type":"function_call_output","call_id":"c","output":"t"}]}
                            """
                                    .formatted(Seal.of("hm")));
            ModelRequest request = model.requests().getFirst();

            assertThat(request.protocol()).isEqualTo(Protocol.RESPONSES);
            assertThat(request.maxOutputTokens()).isEqualTo(OptionalInt.of(99));
            assertThat(request.tools()).containsExactly("read");
            assertThat(request.messages()).isEqualTo(Conversations.EXPECTED);
        }
    }
}
