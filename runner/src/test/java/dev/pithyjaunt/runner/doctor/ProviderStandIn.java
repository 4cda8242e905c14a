package dev.pithyjaunt.runner.doctor;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A provider that lists its models to one key, and shows other keys in its refusals.
final class ProviderStandIn implements AutoCloseable {

    static final String KEY = "fake-key-0123456789";

    private final HttpServer server;

    private ProviderStandIn(HttpServer server) {
        this.server = server;
    }

    /// @param list of models
    static ProviderStandIn start(String list) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/v1/models",
                    exchange -> {
                        String shown = exchange.getRequestHeaders().getFirst("Authorization");
                        boolean good = ("Bearer " + KEY).equals(shown);
                        byte[] body =
                                (good
                                                ? list
                                                : "{\"error\":\"Incorrect API key: %s\"}"
                                                        .formatted(shown))
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(good ? 200 : 401, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
            return new ProviderStandIn(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
