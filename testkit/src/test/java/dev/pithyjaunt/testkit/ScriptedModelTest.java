package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

class ScriptedModelTest {

    private static final String QUESTION =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}";
    private static final String STREAMED =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void completionIsOneJsonObject() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("yes.")))) {
            HttpResponse<String> response = ask(model, QUESTION);

            assertThat(response.body())
                    .contains("\"content\":\"yes.\"")
                    .contains("\"finish_reason\":\"stop\"")
                    .contains("\"prompt_tokens\":2")
                    .contains("\"completion_tokens\":1");
            ModelRequest request = model.requests().getFirst();
            assertThat(request.authorization()).isEqualTo("Bearer k");
            assertThat(request.messages())
                    .containsExactly(new ModelRequest.Message("user", "12345678"));
            assertThat(request.body()).isEqualTo(QUESTION);
        }
    }

    @Test
    void toolCallsArriveInPiecesAndTheirAnswersAreChecked() throws Exception {
        Answer calls = new Answer.Calls("", List.of(new Answer.Call("read", "{\"path\":\"a\"}")));
        String asked = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\"}]}";
        String answered = "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"x\"}";
        try (ScriptedModel model = ScriptedModel.start(Script.of(calls))) {
            String events = ask(model, STREAMED).body();
            assertThat(events)
                    .contains("\"id\":\"call_1\"", "\"name\":\"read\"", "\\\"path\\\"")
                    .contains("\"finish_reason\":\"tool_calls\"");
            assertThat(ask(model, conversation(asked, answered)).body())
                    .contains("\"id\":\"call_2\"");
            assertThat(ask(model, conversation(answered)).body())
                    .contains("must be a response to a preceding message with 'tool_calls'");
            assertThat(
                            ask(model, conversation(asked, "{\"role\":\"user\",\"content\":\"u\"}"))
                                    .body())
                    .contains("did not have response messages: call_1");
            assertThat(model.requests()).hasSize(2);
        }
    }

    private static String conversation(String... messages) {
        return "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}";
    }

    @Test
    void streamEndsWithReasonUsageAndDone() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.CutOff("abc")))) {
            List<String> events =
                    ask(model, STREAMED).body().lines().filter(l -> !l.isEmpty()).toList();

            assertThat(events).hasSize(5).endsWith("data: [DONE]");
            assertThat(events.get(1)).contains("\"delta\":{\"content\":\"abc\"}");
            assertThat(events.get(2)).contains("\"finish_reason\":\"length\"");
            assertThat(events.get(3)).contains("\"choices\":[]", "\"usage\":{");
        }
    }

    @Test
    void whatTheProviderRefusesIsRefused() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            assertThat(send(request(model, "/chat/completions", QUESTION)).body())
                    .contains("You didn't provide an API key.", "invalid_api_key");
            assertThat(ask(model, "{\"messages\":[]}").body())
                    .contains("you must provide a model parameter");
            assertThat(ask(model, "{\"model\":\"m\",\"messages\":[]}").statusCode()).isEqualTo(400);
            assertThat(ask(model, "{").statusCode()).isEqualTo(400);
            assertThat(send(request(model, "/nope", QUESTION)).statusCode()).isEqualTo(404);
            assertThat(model.requests()).isEmpty();
        }
    }

    @Test
    void modelsAreListed() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(model.baseUri() + "/models"));

            assertThat(send(request).body()).contains("\"id\":\"scripted\"");
        }
    }

    @Test
    void brokenStreamIsSeenAsBroken() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.BrokenStream("abc")))) {
            assertThatThrownBy(() -> ask(model, STREAMED)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void silenceNoticesThatTheClientLeft() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Silence()))) {
            var response =
                    client.send(
                            request(model, "/chat/completions", STREAMED)
                                    .header("Authorization", "Bearer k")
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(model.awaitAbandoned(Duration.ofMillis(100))).isFalse();

            response.body().close();

            assertThat(model.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
    }

    private HttpResponse<String> ask(ScriptedModel model, String body) throws Exception {
        return send(request(model, "/chat/completions", body).header("Authorization", "Bearer k"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ScriptedModel model, String path, String body) {
        return HttpRequest.newBuilder(URI.create(model.baseUri() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
