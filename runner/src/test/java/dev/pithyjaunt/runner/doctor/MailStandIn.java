package dev.pithyjaunt.runner.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server that takes no mail.
final class MailStandIn implements AutoCloseable {

    private final ServerSocket listening;
    private final String greeting;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private MailStandIn(ServerSocket listening, String greeting) {
        this.listening = listening;
        this.greeting = greeting;
    }

    static MailStandIn start(String greeting) {
        try {
            MailStandIn mail =
                    new MailStandIn(
                            new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), greeting);
            Thread.ofVirtual().start(mail::serve);
            return mail;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept();
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.US_ASCII))) {
                say(socket, greeting);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    heard.add(line);
                    say(socket, line.equals("QUIT") ? "221 bye" : "250-hello\r\n250 STARTTLS");
                }
            } catch (IOException _) {
                // The client is gone, or this is closed.
            }
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
