package dev.pithyjaunt.agent.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

class ArrivalTest {

    private final Arrival arrival = new Arrival();
    private BodySubscriber<byte[]> body;

    @BeforeEach
    void open() {
        body = arrival.apply(new Headers());
        body.onSubscribe(new Requests());
    }

    private void receive(String text) {
        body.onNext(List.of(ByteBuffer.wrap(text.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": waiting\n\n",
                "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"output\":[],\"text\":{\"format\":{\"type\":\"text\"}}}}\n\n",
                "event: response.in_progress\ndata: {\"type\":\"response.in_progress\"}\n\n",
                "event: message_start\ndata: {\"message\":{\"content\":[]}}\n\n",
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
            })
    void serverThatConfirmsBeforeItsModelSpeaksIsNotStalled(String confirmation) {
        receive(confirmation);

        assertThat(arrival.isStalled(Duration.ZERO)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: response.output_text.delta\n",
                "event: response.output_item.done\n",
                "event: content_block_delta\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n"
            })
    void silenceAfterTheModelsFirstWordIsAStall(String word) {
        receive("event: response.created\n\n" + word.substring(0, word.length() / 2));
        receive(word.substring(word.length() / 2));

        assertThat(arrival.isStalled(Duration.ZERO)).isTrue();
        assertThat(arrival.isStalled(Duration.ofMinutes(1))).isFalse();
    }

    private record Headers() implements ResponseInfo {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (_, _) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private record Requests() implements Flow.Subscription {

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
