package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.pithyjaunt.agent.model.ModelException;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// Sends requests for langchain4j, each on the calling thread and over a connection of its own that
/// is closed when the call ends, however it ends. Answers are collected whole, then handed over:
/// nobody reads them in parts.
///
/// langchain4j's own client leaves the body without a time limit, can't be interrupted, and holds
/// the end of the JVM.
final class CancellableHttpClient implements HttpClient {

    private static final int MAX_BODY_BYTES = 32 << 20;
    private static final Duration MAX_CONNECT = Duration.ofSeconds(15);
    private static final Duration MAX_SHUTDOWN = Duration.ofSeconds(1);

    /// What any stream of events has and HTML and JSON have not.
    private static final Pattern EVENT = Pattern.compile("^(?:data|event):", Pattern.MULTILINE);

    private final Duration limit;
    private final Failures failures;

    private CancellableHttpClient(Duration limit, Failures failures) {
        this.limit = limit;
        this.failures = failures;
    }

    /// @throws ModelException when it fails
    /// @throws CancellationException when the calling thread is interrupted
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw failures.answered(
                    response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    /// As [#execute(HttpRequest)]: it throws rather than calling the listener's `onError`.
    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        SuccessfulHttpResponse response = execute(request);
        if (!EVENT.matcher(response.body()).find()) {
            throw failures.broken(
                    "answered with something else than a stream of events",
                    ErrorBody.parse(response.body()).words());
        }
        listener.onOpen(response);
        parser.parse(new ByteArrayInputStream(response.bodyBytes()), listener);
        listener.onClose();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        AtomicBoolean begun = new AtomicBoolean();
        BodyHandler<byte[]> body =
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES);
        java.net.http.HttpClient client = client();
        try {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client.sendAsync(
                            jdkRequest(request),
                            info -> {
                                begun.set(true);
                                return body.apply(info);
                            });
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failures.timeout(limit);
        } catch (InterruptedException e) {
            throw cancelled(e);
        } catch (ExecutionException e) {
            throw failures.connection(e.getCause() == null ? e : e.getCause(), begun.get());
        } finally {
            end(client);
        }
    }

    /// HTTP/1.1, because ending a call then closes its connection, and because some servers choke
    /// on the offer to upgrade a plain one.
    private java.net.http.HttpClient client() {
        return java.net.http.HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(limit.compareTo(MAX_CONNECT) < 0 ? limit : MAX_CONNECT)
                .build();
    }

    private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
        var builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    /// Closes the connection and waits until the client's threads are gone, which would otherwise
    /// hold the end of the JVM.
    private static void end(java.net.http.HttpClient client) {
        client.shutdownNow();
        try {
            client.awaitTermination(MAX_SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    /// Builds clients with one limit for a whole call; langchain4j's own limits, of which none is
    /// that, are not taken.
    record Builder(Duration limit, Failures failures) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return limit;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return limit;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new CancellableHttpClient(limit, failures);
        }
    }
}
