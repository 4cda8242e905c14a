package dev.pithyjaunt.agent.model.langchain;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Function;

/// A request as langchain4j writes it for a provider, not sent yet. Sending is no part of it:
/// langchain4j's own clients leave the body without a time limit and can't be interrupted, and its
/// models hand failures of sending on altered.
///
/// @param reader takes the events of the answer, where langchain4j is to read them
public record WrittenRequest(HttpRequest http, ServerSentEventListener reader) {

    /// Has a request written.
    ///
    /// @param model makes one that sends with the given client
    /// @param handler gets what the reader makes of the events
    public static WrittenRequest of(
            Function<HttpClientBuilder, StreamingChatModel> model,
            ChatRequest request,
            StreamingChatResponseHandler handler) {
        Catch caught = new Catch();
        model.apply(caught).chat(request, handler);
        return caught.get();
    }

    /// As above, for answers that langchain4j does not read.
    public static WrittenRequest of(
            Function<HttpClientBuilder, StreamingChatModel> model, ChatRequest request) {
        return of(model, request, new Unread());
    }

    /// The same with another body.
    public WrittenRequest withBody(String body) {
        HttpRequest changed =
                HttpRequest.builder()
                        .method(http.method())
                        .url(http.url())
                        .headers(http.headers())
                        .body(body)
                        .build();
        return new WrittenRequest(changed, reader);
    }

    private static final class Unread implements StreamingChatResponseHandler {

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable error) {}
    }

    private static final class Catch implements HttpClient, HttpClientBuilder {

        private @Nullable WrittenRequest request;

        WrittenRequest get() {
            if (request == null) {
                throw new IllegalStateException("langchain4j wrote no request");
            }
            return request;
        }

        @Override
        public void execute(
                HttpRequest http, ServerSentEventParser parser, ServerSentEventListener reader) {
            request = new WrittenRequest(http, reader);
        }

        @Override
        public SuccessfulHttpResponse execute(HttpRequest http) {
            throw new UnsupportedOperationException("only answers in events are asked for");
        }

        @Override
        public HttpClient build() {
            return this;
        }

        /// Not taken: the limits of a call are the sender's.
        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ZERO;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }
    }
}
