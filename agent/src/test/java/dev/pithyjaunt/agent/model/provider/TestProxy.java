package dev.pithyjaunt.agent.model.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP proxy on loopback that forwards plain requests and refuses tunnels with 503. It may want
/// a user and a password.
final class TestProxy implements AutoCloseable {

    private static final String WANTS_PASSWORD =
            """
            HTTP/1.1 407 Proxy Authentication Required
            Proxy-Authenticate: Basic realm="proxy"
            Content-Length: 0

            """
                    .replace("\n", "\r\n");

    private final ServerSocket server;
    private final String authorization;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /// @param authorization what it wants to be told; empty when nothing
    TestProxy(String authorization) {
        this.authorization = authorization;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    URI address(String user) {
        return URI.create("http://" + user + "127.0.0.1:" + port());
    }

    /// The first lines and headers of the requests so far.
    List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (String head = head(client); !head.isEmpty(); head = head(client)) {
                heads.add(head);
                byte[] body = client.getInputStream().readNBytes(length(head));
                if (!authorization.isEmpty()
                        && !head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
                    write(client, WANTS_PASSWORD);
                } else if (head.startsWith("CONNECT ")) {
                    write(client, "HTTP/1.1 503 No way\r\nContent-Length: 0\r\n\r\n");
                } else {
                    forward(client, head, body);
                    return;
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static void forward(Socket client, String head, byte[] body) throws IOException {
        URI target = URI.create(head.split(" ", 3)[1]);
        try (Socket origin = new Socket(target.getHost(), target.getPort())) {
            write(
                    origin,
                    head.replaceFirst("http://[^/]+", "")
                            .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n"));
            origin.getOutputStream().write(body);
            origin.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .findFirst()
                .orElse(0);
    }

    /// Empty at the end of the connection.
    private static String head(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }
}
