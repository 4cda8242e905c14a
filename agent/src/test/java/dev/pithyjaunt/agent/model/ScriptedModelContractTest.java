package dev.pithyjaunt.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;

import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Protocol;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// What the scripted model answers, read by the providers' own libraries.
class ScriptedModelContractTest {

    private static final List<Answer> ANSWERS =
            List.of(
                    new Answer.Text("A text that is longer than a piece."),
                    new Answer.Thinking("Hm.", new Answer.Text("x")),
                    new Answer.Thinking(
                            "Hm.",
                            new Answer.Calls(
                                    "Look.", List.of(new Answer.Call("read", "{\"path\":\"a\"}")))),
                    new Answer.CutOff("x"),
                    new Answer.Refused("no"),
                    new Answer.Nothing());

    private static final JsonMapper OPEN_AI = com.openai.core.ObjectMappers.jsonMapper();
    private static final JsonMapper ANTHROPIC = com.anthropic.core.ObjectMappers.jsonMapper();

    private static String ask(Protocol protocol, Answer answer, boolean stream) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            model.baseUri()
                                                    + protocol.path().substring("/v1".length())))
                            .header("authorization", "Bearer k")
                            .header("anthropic-version", "2026-10-21")
                            .POST(HttpRequest.BodyPublishers.ofString(body(protocol, stream)))
                            .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static String body(Protocol protocol, boolean stream) {
        String conversation =
                protocol == Protocol.RESPONSES
                        ? "\"input\":\"u\",\"include\":[\"reasoning.encrypted_content\"]"
                        : "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";
        String more =
                switch (protocol) {
                    case CHAT_COMPLETIONS ->
                            stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
                    case RESPONSES -> "";
                    case MESSAGES -> ",\"max_tokens\":99";
                };
        String model = protocol == Protocol.MESSAGES ? "claude-opus-5" : "gpt-5.4";
        return "{\"model\":\"%s\",\"stream\":%s,%s%s}".formatted(model, stream, conversation, more);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void objectsAreWhatTheProviderDescribes(Protocol protocol) throws Exception {
        for (Answer answer : ANSWERS) {
            String body = ask(protocol, answer, false);
            switch (protocol) {
                case CHAT_COMPLETIONS -> OPEN_AI.readValue(body, ChatCompletion.class).validate();
                case RESPONSES -> OPEN_AI.readValue(body, Response.class).validate();
                case MESSAGES ->
                        ANTHROPIC
                                .readValue(body, com.anthropic.models.messages.Message.class)
                                .validate();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void eventsAreWhatTheProviderDescribes(Protocol protocol) throws Exception {
        for (Answer answer : ANSWERS) {
            List<String> events =
                    ask(protocol, answer, true)
                            .lines()
                            .filter(line -> line.startsWith("data: {"))
                            .map(line -> line.substring("data: ".length()))
                            .filter(event -> !event.equals("{\"type\":\"ping\"}"))
                            .toList();
            assertThat(events).hasSizeGreaterThan(2);
            for (String event : events) {
                switch (protocol) {
                    case CHAT_COMPLETIONS ->
                            OPEN_AI.readValue(event, ChatCompletionChunk.class).validate();
                    case RESPONSES ->
                            OPEN_AI.readValue(event, ResponseStreamEvent.class).validate();
                    case MESSAGES ->
                            ANTHROPIC.readValue(event, RawMessageStreamEvent.class).validate();
                }
            }
        }
    }
}
