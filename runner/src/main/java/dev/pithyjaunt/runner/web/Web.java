package dev.pithyjaunt.runner.web;

import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sends requests, each over a connection of its own.
///
/// @param limit from the request to the last byte of the answer; of a download, to the first
public record Web(Proxies proxies, Duration limit) {

    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);

    /// Reads something, and follows no redirect: what the headers hold is meant for this address.
    ///
    /// @throws UncheckedIOException when no answer comes; it names host and cause
    public WebAnswer get(URI address, Map<String, String> headers) {
        return send(with(HttpRequest.newBuilder(address).GET(), headers));
    }

    /// Sends a body, and follows no redirect.
    ///
    /// @throws UncheckedIOException when no answer comes; it names host and cause
    public WebAnswer post(URI address, Map<String, String> headers, byte[] body) {
        return send(
                with(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                        headers));
    }

    private static HttpRequest.Builder with(
            HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return request;
    }

    private WebAnswer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(limit).build();
        try (Client client = client(request.uri(), HttpClient.Redirect.NEVER, limit)) {
            HttpResponse<byte[]> response =
                    client.http()
                            .send(
                                    request,
                                    BodyHandlers.limiting(
                                            BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
            // There is no body where a proxy opens no tunnel.
            byte[] body = response.body() == null ? new byte[0] : response.body();
            return WebAnswer.of(response.statusCode(), body, response.headers().firstValue("date"));
        } catch (IOException e) {
            throw failed(request.uri(), e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /// Takes what a stream brings.
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /// Reads something large that needs no key; redirects are followed, but none to plain http.
    ///
    /// @throws UncheckedIOException when it does not come whole; it names host and cause
    public <T> T download(URI address, Reader<T> reader) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).GET().build();
        try (Client client = client(address, HttpClient.Redirect.NORMAL, DOWNLOAD_LIMIT)) {
            HttpResponse<InputStream> response =
                    client.http().send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("status " + response.statusCode());
                }
                if (!isSafe(response.uri())) {
                    throw new IOException("it leads to plain http, where anybody can change it");
                }
                return reader.read(in);
            }
        } catch (IOException e) {
            throw failed(address, e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /// Whether nobody on the way can read or change what goes there: https, or this machine.
    public static boolean isSafe(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("https") || (scheme.equals("http") && isLoopback(address.getHost()));
    }

    private static boolean isLoopback(String host) {
        String plain = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (plain.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(plain).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Client client(URI target, HttpClient.Redirect redirect, Duration whole) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(redirect)
                        .connectTimeout(limit);
        new ProxyRoute(proxies, target).configure(builder);
        return Client.of(builder.build(), whole);
    }

    private static UncheckedIOException failed(URI address, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new UncheckedIOException("%s: %s".formatted(address.getAuthority(), why), e);
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    /// An open client would hold the end of the program, and closing one waits for answers. The
    /// limit of a request does not hold for the body of its answer, so it ends after its time.
    private record Client(HttpClient http, CountDownLatch done) implements AutoCloseable {

        static Client of(HttpClient http, Duration whole) {
            CountDownLatch done = new CountDownLatch(1);
            Thread.ofVirtual()
                    .name("web-limit")
                    .start(() -> {
                        try {
                            done.await(whole.toNanos(), TimeUnit.NANOSECONDS);
                        } catch (InterruptedException _) {
                            // Nobody does; it would be time then.
                        }
                        http.shutdownNow();
                    });
            return new Client(http, done);
        }

        @Override
        public void close() {
            done.countDown();
            http.shutdownNow();
        }
    }
}
