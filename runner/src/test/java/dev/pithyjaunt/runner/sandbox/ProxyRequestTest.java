package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class ProxyRequestTest {

    /// Reads what a program says before it ends its side of the connection.
    private static Optional<ProxyRequest> read(String... said) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
                SocketChannel program = SocketChannel.open(server.getLocalAddress());
                SocketChannel here = server.accept()) {
            for (String part : said) {
                program.write(ByteBuffer.wrap(part.getBytes(StandardCharsets.ISO_8859_1)));
            }
            program.shutdownOutput();
            return ProxyRequest.read(here);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT example.org:443 HTTP/1.1, example.org, 443",
        "CONNECT example.org:8443 HTTP/1.0, example.org, 8443",
        "CONNECT 192.0.2.1:443 HTTP/1.1, 192.0.2.1, 443",
        "CONNECT [2001:db8::1]:443 HTTP/1.1, 2001:db8::1, 443",
    })
    void tunnelPassesOnWhatFollows(String line, String host, int port) throws Exception {
        assertThat(read(line + "\r\nHost: elsewhere\r\n\r\nfollows"))
                .contains(new ProxyRequest(host, port, true, "follows"));
    }

    @Test
    void requestIsPassedOnAsItsHostExpectsItAndIsTheOnlyOne() throws Exception {
        assertThat(
                        read(
                                "POST http://example.org:8080/a/b?c=d HTTP/1.1\r\nHost: example.org:8080\r\n",
                                "Connection: keep-alive\r\nProxy-Connection: keep-alive\r\nContent-Length: 4\r\n\r\nbody"))
                .contains(
                        new ProxyRequest(
                                "example.org",
                                8080,
                                false,
                                "POST /a/b?c=d HTTP/1.1\r\nHost: example.org:8080\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"));
    }

    @Test
    void requestWithoutAPathIsForTheRoot() throws Exception {
        assertThat(read("GET http://example.org HTTP/1.0\r\n\r\n"))
                .contains(
                        new ProxyRequest(
                                "example.org",
                                80,
                                false,
                                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
    }

    /// The second one would go to the first one's host, which has been told to close.
    @Test
    void secondRequestGoesNowhereElse() throws Exception {
        String second = "GET http://other.example/ HTTP/1.1\r\nHost: other.example\r\n\r\n";

        assertThat(read("GET http://example.org/ HTTP/1.1\r\n\r\n" + second))
                .get()
                .extracting(ProxyRequest::host, ProxyRequest::first)
                .containsExactly(
                        "example.org", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1",
                "GET https://example.org/ HTTP/1.1",
                "GET ftp://example.org/ HTTP/1.1",
                "GET file:///etc/passwd HTTP/1.1",
                "GET http:///path HTTP/1.1",
                "GET http://user@example.org/ HTTP/1.1",
                "GET http://user:password@example.org/ HTTP/1.1",
                "GET http://example.org:0/ HTTP/1.1",
                "GET http://example.org:65536/ HTTP/1.1",
                "GET http://exa mple.org/ HTTP/1.1",
                "GET http://example.org/{ HTTP/1.1",
                "get http://example.org/ HTTP/1.1",
                "GET http://example.org/ HTTP/2",
                "CONNECT example.org HTTP/1.1",
                "CONNECT example.org:0 HTTP/1.1",
                "CONNECT example.org:65536 HTTP/1.1",
                "CONNECT example.org:https HTTP/1.1",
                "CONNECT user@example.org:443 HTTP/1.1",
                "CONNECT http://example.org:443 HTTP/1.1",
                "SSH-2.0-OpenSSH_9.2",
            })
    void anythingElseIsNone(String line) throws Exception {
        assertThat(read(line + "\r\nHost: example.org\r\n\r\n")).isEmpty();
    }

    @Test
    void headWithoutAnEndIsNone() throws Exception {
        assertThat(read("GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n")).isEmpty();
    }

    @Test
    void headThatIsTooLongIsNone() throws Exception {
        assertThat(read("GET http://example.org/ HTTP/1.1\r\nX: " + "x".repeat(40 << 10)))
                .isEmpty();
    }

    @Test
    void headMayBeLong() throws Exception {
        assertThat(
                        read(
                                "CONNECT example.org:443 HTTP/1.1\r\nX: "
                                        + "x".repeat(20 << 10)
                                        + "\r\n\r\n"))
                .contains(new ProxyRequest("example.org", 443, true, ""));
    }
}
