package dev.pithyjaunt.agent.model.http;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request, sent on the calling thread over a connection of its own that is closed when the
/// call ends, however it ends. The answer is collected whole, then handed over: nobody reads it in
/// parts.
public final class HttpCall {

    private static final Duration MAX_CONNECT = Duration.ofSeconds(15);
    private static final Duration MAX_SHUTDOWN = Duration.ofSeconds(1);

    private final ModelSettings settings;
    private final Failures failures;
    private final Deadline deadline;
    private final Duration limit;
    private final Instant start;

    /// Its time begins here.
    ///
    /// @throws ModelException when no time is left
    public HttpCall(ModelSettings settings, Failures failures, Deadline deadline) {
        this.settings = settings;
        this.failures = failures;
        this.deadline = deadline;
        this.limit = deadline.atMost(settings.callLimit());
        this.start = deadline.clock().instant();
        if (limit.isZero()) {
            throw failures.noTimeLeft();
        }
    }

    /// Since it began.
    public Duration took() {
        return Duration.between(start, deadline.clock().instant());
    }

    /// The events of the answer, at least one.
    ///
    /// @throws ModelException when there is no complete answer in events
    /// @throws CancellationException when the calling thread is interrupted
    public List<ServerSentEvent> events(HttpRequest request) {
        HttpAnswer answer = send(request);
        if (!answer.isSuccess()) {
            throw failures.answered(answer, URI.create(request.url()), deadline.clock().instant());
        }
        if (!answer.hasEvents()) {
            throw failures.noEvents(answer);
        }
        return answer.events();
    }

    private HttpAnswer send(HttpRequest request) {
        Arrival arrival = new Arrival();
        ProxyRoute route = new ProxyRoute(settings.proxies(), URI.create(request.url()));
        // The JDK's own threads would outlive the client for a moment.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = client(route, threads);
        try {
            HttpResponse<byte[]> response =
                    await(client.sendAsync(jdkRequest(request), arrival), arrival);
            return new HttpAnswer(response.statusCode(), response.headers(), text(response.body()));
        } catch (InterruptedException e) {
            throw cancelled(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw arrival.status()
                    .map(status -> failures.brokenOff(status, cause))
                    .orElseGet(() -> failures.connection(cause, route));
        } finally {
            end(client);
            threads.shutdownNow();
        }
    }

    /// There is no body where a proxy opens no tunnel.
    private static String text(byte @Nullable [] body) {
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> answer, Arrival arrival)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            long patience = arrival.nanosToWait(settings.stallLimit());
            try {
                return answer.get(Math.max(0, Math.min(left, patience)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (end - System.nanoTime() <= 0) {
                    throw failures.timeout(limit);
                }
                if (arrival.isStalled(settings.stallLimit())) {
                    throw failures.stalled(settings.stallLimit());
                }
            }
        }
    }

    /// HTTP/1.1, because ending a call then closes its connection, and because some servers choke
    /// on the offer to upgrade a plain one.
    private HttpClient client(ProxyRoute route, ExecutorService threads) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .executor(threads)
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(limit.compareTo(MAX_CONNECT) < 0 ? limit : MAX_CONNECT);
        route.configure(builder);
        return builder.build();
    }

    private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
        var builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    /// Closes the connection and waits until the client's own thread is gone, which would otherwise
    /// hold the end of the JVM.
    private static void end(HttpClient client) {
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
}
