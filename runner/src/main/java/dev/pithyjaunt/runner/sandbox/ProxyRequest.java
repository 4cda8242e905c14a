package dev.pithyjaunt.runner.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a program asks of an HTTP proxy, see https://www.rfc-editor.org/rfc/rfc9110#name-connect:
///
/// ```
/// CONNECT host:port HTTP/1.1       a tunnel, for whatever is said in it
/// GET http://host/path HTTP/1.1    a request to be passed on
/// ```
///
/// @param isTunnel whether all that follows is passed on as it is
/// @param first what is to be said to the host first: of a passed request its head, made to end the
///   connection, and what was read after it; a byte is a character
record ProxyRequest(String host, int port, boolean isTunnel, String first) {

    private static final int MAX_HEAD_BYTES = 32 << 10;
    private static final Pattern TUNNEL =
            Pattern.compile("CONNECT \\[?([A-Za-z0-9._:-]{1,255}?)\\]?:(\\d{1,5}) HTTP/1\\.[01]");
    private static final Pattern PASSED =
            Pattern.compile("((?!CONNECT )[A-Z]{1,20}) (http://[!-~]{1,8000}) HTTP/1\\.[01]");

    /// Reads one from a new connection.
    ///
    /// @return empty when it is none
    static Optional<ProxyRequest> read(SocketChannel from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
        while (bytes.size() < MAX_HEAD_BYTES && from.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            String text = bytes.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                return of(text.substring(0, end), text.substring(end + 4));
            }
        }
        return Optional.empty();
    }

    private static Optional<ProxyRequest> of(String head, String rest) {
        List<String> lines = head.lines().toList();
        String line = lines.isEmpty() ? "" : lines.getFirst();
        Matcher tunnel = TUNNEL.matcher(line);
        if (tunnel.matches()) {
            return request(tunnel.group(1), Integer.parseInt(tunnel.group(2)), true, rest);
        }
        Matcher passed = PASSED.matcher(line);
        return passed.matches()
                ? passed(passed.group(1), passed.group(2), lines.subList(1, lines.size()), rest)
                : Optional.empty();
    }

    private static Optional<ProxyRequest> passed(
            String method, String address, List<String> headers, String rest) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        StringBuilder head =
                new StringBuilder("%s %s%s HTTP/1.1\r\n".formatted(method, path, query));
        // One request a connection: a second one could be for another host.
        headers.stream()
                .filter(header ->
                        !header.toLowerCase(Locale.ROOT).matches("(proxy-)?connection:.*"))
                .forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\n\r\n").append(rest);
        return request(host, uri.getPort() < 0 ? 80 : uri.getPort(), false, head.toString());
    }

    private static Optional<ProxyRequest> request(
            String host, int port, boolean isTunnel, String first) {
        return port < 1 || port > 65_535
                ? Optional.empty()
                : Optional.of(new ProxyRequest(host, port, isTunnel, first));
    }
}
