package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What is said to the way out of a sandbox, and what comes back.
class OutboundTest {

    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    byte[] answer =
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            new String(body, StandardCharsets.UTF_8))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String say(Outbound outbound, String text) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(Bridge.socket(outbound.folder())))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String say(String text) throws IOException {
        try (Outbound outbound = Outbound.to(InetAddress::isLoopbackAddress)) {
            return say(outbound, text);
        }
    }

    private static String refusal(String status, String why) {
        return "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, why.length(), why);
    }

    @Test
    void requestIsPassedOn() throws Exception {
        assertThat(
                        say(
                                "PUT http://localhost:%d/a?b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
                                        .formatted(port)))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\nPUT /a?b body");
    }

    @Test
    void tunnelCarriesWhatBothSay() throws Exception {
        assertThat(
                        say(
                                "CONNECT localhost:%d HTTP/1.1\r\n\r\nGET /inside HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                        .formatted(port)))
                .startsWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\nGET /inside ");
    }

    @Test
    void addressInTheNeighbourhoodIsRefused() throws Exception {
        String why = "localhost has no public address, and others can't be reached from here\n";
        try (Outbound outbound = Outbound.open()) {
            assertThat(say(outbound, "GET http://localhost:%d/ HTTP/1.1\r\n\r\n".formatted(port)))
                    .isEqualTo(refusal("403 Forbidden", why));
            assertThat(say(outbound, "CONNECT localhost:%d HTTP/1.1\r\n\r\n".formatted(port)))
                    .isEqualTo(refusal("403 Forbidden", why));
            assertThat(say(outbound, "CONNECT 169.254.169.254:80 HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 Forbidden\r\n");
            // Other ways to write 127.0.0.1.
            assertThat(say(outbound, "CONNECT 2130706433:80 HTTP/1.1\r\n\r\n"))
                    .doesNotStartWith("HTTP/1.1 200");
            assertThat(say(outbound, "CONNECT [::ffff:127.0.0.1]:80 HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 Forbidden\r\n");
        }
    }

    @Test
    void hostThatNobodyKnowsIsSaid() throws Exception {
        assertThat(say("CONNECT no-such-host.invalid:443 HTTP/1.1\r\n\r\n"))
                .isEqualTo(refusal("502 Bad Gateway", "no-such-host.invalid is not known\n"));
    }

    @Test
    void hostThatDoesNotAnswerIsSaid() throws Exception {
        stop();

        assertThat(say("CONNECT localhost:%d HTTP/1.1\r\n\r\n".formatted(port)))
                .isEqualTo(refusal("502 Bad Gateway", "localhost can't be reached\n"));
    }

    @Test
    void whatIsNoRequestIsSaid() throws Exception {
        assertThat(say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isEqualTo(refusal("400 Bad Request", "this is no request to a proxy\n"));
    }

    @Test
    void wayOutIsGoneWhenItIsClosed() {
        Outbound outbound = Outbound.to(InetAddress::isLoopbackAddress);
        Path folder = outbound.folder();
        assertThat(Bridge.socket(folder)).exists();

        outbound.close();

        assertThat(folder).doesNotExist();
    }
}
