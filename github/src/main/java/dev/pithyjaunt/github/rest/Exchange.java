package dev.pithyjaunt.github.rest;

import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request and what came of it. Connections are kept, and used by many threads.
final class Exchange implements AutoCloseable {

    /// The version whose answers the rest of this module reads.
    ///
    /// Source: <https://docs.github.com/en/rest/about-the-rest-api/api-versions>
    private static final String API_VERSION = "2022-11-28";

    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    private final ProxyRoute route;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final int maxBytes;

    Exchange(GitHubAddress address, Proxies proxies, int maxBytes) {
        this.route = new ProxyRoute(proxies, address.rest());
        this.maxBytes = maxBytes;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(MAX_CONNECT)
                        .executor(threads);
        route.configureAddress(builder);
        this.client = builder.build();
    }

    /// The way that requests take.
    ProxyRoute route() {
        return route;
    }

    /// @param etag of the answer that is remembered
    /// @throws CancellationException when the calling thread is interrupted
    Outcome send(Call call, URI address, String token, Optional<String> etag, Duration limit) {
        if (Thread.interrupted()) {
            throw cancelled(new InterruptedException());
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request(call, address, token, etag), _ -> new BoundedBody(maxBytes));
        try {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Answered(
                    new Answer(
                            call.what(),
                            response.statusCode(),
                            response.headers(),
                            new String(response.body(), StandardCharsets.UTF_8)));
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Outcome.Lost(
                    new TimeoutException("no answer within %d ms".formatted(limit.toMillis())));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw cancelled(e);
        }
    }

    private Outcome failed(Throwable cause) {
        return switch (cause) {
            case BoundedBody.TooLargeException _ -> new Outcome.TooLarge(maxBytes);
            case ConnectException _, HttpConnectTimeoutException _, UnresolvedAddressException _ ->
                    new Outcome.NotSent(cause);
            default -> new Outcome.Lost(cause);
        };
    }

    private HttpRequest request(Call call, URI address, String token, Optional<String> etag) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .method(call.method().name(), body(call))
                        .header("Accept", "application/vnd.github+json")
                        .header("Authorization", "Bearer " + token)
                        .header("User-Agent", "pithy-jaunt")
                        .header("X-GitHub-Api-Version", API_VERSION);
        if (call.body() != null) {
            request.header("Content-Type", "application/json; charset=utf-8");
        }
        etag.ifPresent(value -> request.header("If-None-Match", value));
        route.authorization().ifPresent(value -> request.header("Proxy-Authorization", value));
        return request.build();
    }

    private static BodyPublisher body(Call call) {
        return call.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(call.body().toString());
    }

    static CancellationException cancelled(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
