package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

class ChatWireTest {

    private static final String PATH = "/chat/completions";
    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-scripted\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"m\",\"choices\":";

    private static String request(String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]%s}"
                .formatted(more);
    }

    private static String delta(String delta) {
        return HEAD
                + "[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":null}]}"
                        .formatted(delta);
    }

    private static String last(String reason) {
        return HEAD
                + "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"%s\"}]}"
                        .formatted(reason);
    }

    private static List<String> events(Answer answer, String more) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.openAi(model).events(PATH, request(",\"stream\":true" + more));
        }
    }

    private static String json(Answer answer) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.openAi(model).post(PATH, request("")).body();
        }
    }

    @Test
    void textIsOneObject() throws Exception {
        assertThat(json(new Answer.Text("yes.")))
                .isEqualTo(
                        """
                        {"id":"chatcmpl-scripted","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"yes.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}\
                        """);
    }

    @Test
    void textIsAStreamOfDeltas() throws Exception {
        assertThat(
                        events(
                                new Answer.Thinking("12345", new Answer.Text("yes.")),
                                ",\"stream_options\":{\"include_usage\":true}"))
                .containsExactly(
                        delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                        delta("{\"content\":\"yes.\"}"),
                        last("stop"),
                        HEAD
                                + "[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":3,\"total_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":2}}}",
                        "data: [DONE]");
    }

    @Test
    void argumentsOfCallsArriveInPieces() throws Exception {
        Answer calls = new Answer.Calls("", List.of(new Answer.Call("read", "{\"a\":123}")));

        assertThat(json(calls))
                .contains(
                        """
                        {"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"read","arguments":"{\\"a\\":123}"}}]}\
                        """);
        assertThat(events(calls, ""))
                .containsExactly(
                        delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                        delta(
                                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"\"}}]}"),
                        delta(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":12\"}}]}"),
                        delta(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"3}\"}}]}"),
                        last("tool_calls"),
                        "data: [DONE]");
    }

    @Test
    void refusalHasAFieldOfItsOwn() throws Exception {
        assertThat(json(new Answer.Refused("no")))
                .contains("\"content\":null,\"refusal\":\"no\"},", "\"finish_reason\":\"stop\"");
        assertThat(events(new Answer.Refused("no"), ""))
                .contains(delta("{\"refusal\":\"no\"}"), last("stop"));
    }

    @Test
    void cutOffAnswerSaysSo() throws Exception {
        assertThat(json(new Answer.CutOff("a"))).contains("\"finish_reason\":\"length\"");
        assertThat(events(new Answer.CutOff("a"), "")).contains(last("length"));
    }

    @Test
    void errorComesInsideAStream() throws Exception {
        assertThat(events(new Answer.Failed("a", 502, "gone"), ""))
                .containsExactly(
                        delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                        delta("{\"content\":\"a\"}"),
                        "data: {\"id\":\"chatcmpl-scripted\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"m\",\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");
        assertThat(events(new Answer.ErrorEvent("", 500, "gone"), "").getLast())
                .isEqualTo(
                        "event: error\ndata: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\",\"code\":\"server_error\"}}");
        assertThat(json(new Answer.Failed("a", 502, "gone")))
                .isEqualTo("{\"error\":{\"code\":502,\"message\":\"gone\"}}");
    }

    @Test
    void usageMayBeGiven() throws Exception {
        ReportedUsage usage = new ReportedUsage(100, 60, 30, 50, 40);

        assertThat(
                        json(
                                new Answer.WithUsage(
                                        new Answer.Text("x"),
                                        usage.costing(new BigDecimal("0.00042")))))
                .endsWith(
                        "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150,\"prompt_tokens_details\":{\"cached_tokens\":60,\"cache_write_tokens\":30},\"completion_tokens_details\":{\"reasoning_tokens\":40},\"cost\":0.00042}}");
    }

    @Test
    void requestIsRead() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            ModelClient.openAi(model)
                    .post(
                            PATH,
                            """
                            {"model":"m","max_completion_tokens":9,"tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object"}}}],
                             "messages":[{"role":"developer","content":"s"},{"role":"user","content":[{"type":"text","text":"u"}]},
                               {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"read","arguments":"{}"}}]},
                               {"role":"tool","tool_call_id":"c","content":"t"}]}
                            """);
            ModelRequest request = model.requests().getFirst();

            assertThat(request.protocol()).isEqualTo(Protocol.CHAT_COMPLETIONS);
            assertThat(request.apiKey()).isEqualTo("k");
            assertThat(request.maxOutputTokens()).isEqualTo(OptionalInt.of(9));
            assertThat(request.tools()).containsExactly("read");
            assertThat(request.messages()).isEqualTo(Conversations.EXPECTED);
        }
    }
}
