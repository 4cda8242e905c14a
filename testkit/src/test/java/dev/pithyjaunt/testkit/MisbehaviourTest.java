package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class MisbehaviourTest {

    private static HttpResponse<String> ask(Protocol protocol, Answer answer, boolean stream)
            throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(answer))) {
            return ModelClient.of(protocol, model)
                    .post(Conversations.path(protocol), Conversations.question(protocol, stream));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void brokenAnswerIsSeenAsBroken(Protocol protocol) {
        for (boolean stream : new boolean[] {true, false}) {
            assertThatThrownBy(() -> ask(protocol, new Answer.BrokenStream("abc"), stream))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void malformedStreamHasOneBrokenEventAndAnEnd(Protocol protocol) throws Exception {
        String whole = ask(protocol, new Answer.Text("abc"), true).body();
        String malformed = ask(protocol, new Answer.Malformed("abc"), true).body();

        assertThat(malformed).hasSize(whole.length() - 5);
        assertThat(malformed.lines().filter(MisbehaviourTest::isMalformed)).hasSize(1);
        assertThat(malformed.split("\n\n", -1)).hasSameSizeAs(whole.split("\n\n", -1));
    }

    private static boolean isMalformed(String line) {
        if (!line.startsWith("data: {")) {
            return false;
        }
        try {
            Json.read(line.substring(6), JsonNode.class);
            return false;
        } catch (MalformedJsonException e) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void malformedObjectIsNoJson(Protocol protocol) throws Exception {
        String body = ask(protocol, new Answer.Malformed("abc"), false).body();

        assertThatThrownBy(() -> Json.read(body, JsonNode.class))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void stalledStreamBeginsAndSendsNothingMore(Protocol protocol) throws Exception {
        String begun = ask(protocol, new Answer.Text("abc"), true).body();
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Stalled("abc")));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    http.send(
                            ModelClient.of(protocol, model)
                                    .request(
                                            Conversations.path(protocol),
                                            Conversations.question(protocol, true)),
                            BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                int most = begun.indexOf("abc") + "abc".length();
                assertThat(new String(body.readNBytes(most), UTF_8))
                        .isEqualTo(begun.substring(0, most));
                CompletableFuture<Integer> rest = new CompletableFuture<>();
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                rest.complete(body.readAllBytes().length);
                            } catch (IOException e) {
                                rest.complete(-1);
                            }
                        });
                assertThat(rest.completeOnTimeout(-2, 200, TimeUnit.MILLISECONDS).get())
                        .isEqualTo(-2);
            }
        }
    }

    @Test
    void slowAnswerWaitsBeforeAndBetween() throws Exception {
        Answer slow =
                new Answer.Slow(
                        Duration.ofMillis(200), Duration.ofMillis(30), new Answer.Text("abc"));
        long start = System.nanoTime();
        String body = ask(Protocol.MESSAGES, slow, true).body();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

        assertThat(body).isEqualTo(ask(Protocol.MESSAGES, new Answer.Text("abc"), true).body());
        assertThat(took).isGreaterThanOrEqualTo(200 + 6 * 30);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void errorComesWithItsHeaders(Protocol protocol) throws Exception {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("retry-after", "1"),
                        Map.of("retry-after-ms", "250"),
                        Map.of("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"))) {
            HttpResponse<String> response =
                    ask(
                            protocol,
                            new Answer.Rejected(429, "Too fast.", "rate_limit_exceeded", headers),
                            true);

            assertThat(response.statusCode()).isEqualTo(429);
            headers.forEach((name, value) ->
                    assertThat(response.headers().firstValue(name)).contains(value));
            assertThat(response.headers().map().containsKey("retry-after"))
                    .isEqualTo(headers.containsKey("retry-after"));
            assertThat(response.body())
                    .isEqualTo(
                            protocol == Protocol.MESSAGES
                                    ? "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Too fast.\"},\"request_id\":\"req_scripted\"}"
                                    : "{\"error\":{\"message\":\"Too fast.\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}}");
        }
    }

    @Test
    void errorHasTheTypeOfItsStatus() throws Exception {
        assertThat(
                        ask(Protocol.MESSAGES, new Answer.Rejected(529, "Overloaded", "x"), false)
                                .body())
                .contains("\"type\":\"overloaded_error\"");
        assertThat(ask(Protocol.MESSAGES, new Answer.Rejected(401, "No.", "x"), false).body())
                .contains("\"type\":\"authentication_error\"");
        assertThat(
                        ask(
                                        Protocol.RESPONSES,
                                        new Answer.Rejected(
                                                429, "No credit.", "insufficient_quota"),
                                        false)
                                .body())
                .contains("\"type\":\"insufficient_quota\"");
    }

    @Test
    void redirectsAndPagesAreSentAsTheyAre() throws Exception {
        HttpResponse<String> redirect =
                ask(
                        Protocol.RESPONSES,
                        new Answer.Status(307, "", Map.of("Location", "http://127.0.0.1:1/v1")),
                        true);
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("location")).contains("http://127.0.0.1:1/v1");

        HttpResponse<String> page =
                ask(
                        Protocol.MESSAGES,
                        new Answer.Status(502, "<html>", Map.of("Content-Type", "text/html")),
                        true);
        assertThat(page.body()).isEqualTo("<html>");
        assertThat(page.headers().firstValue("content-type")).contains("text/html");
    }

    @Test
    void callsGoOnForEver() throws Exception {
        Answer calls = new Answer.Calls("", List.of(new Answer.Call("read", "{}")));
        try (ScriptedModel model = ScriptedModel.start(Script.of(calls))) {
            StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":\"u\"}");
            for (int i = 1; i <= 5; i++) {
                JsonNode answer =
                        ModelClient.of(Protocol.MESSAGES, model)
                                .json(
                                        "/messages",
                                        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[%s]}"
                                                .formatted(messages));
                assertThat(answer.at("/content/0/id").asString()).isEqualTo("toolu_" + i);
                messages.append(
                        ",{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_%d\"}]}"
                                .formatted(answer.path("content"), i));
            }
        }
    }

    @Test
    void modelsAreListedInTheShapeOfTheirProvider() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            assertThat(ModelClient.openAi(model).get("/models").body())
                    .isEqualTo(
                            "{\"object\":\"list\",\"data\":[{\"id\":\"scripted\",\"object\":\"model\",\"created\":0,\"owned_by\":\"testkit\",\"shutdown_date\":null}]}");
            assertThat(ModelClient.of(Protocol.MESSAGES, model).get("/models").body())
                    .startsWith("{\"data\":[{\"type\":\"model\",\"id\":\"scripted\",")
                    .endsWith(
                            "\"has_more\":false,\"first_id\":\"scripted\",\"last_id\":\"scripted\"}");
        }
    }
}
