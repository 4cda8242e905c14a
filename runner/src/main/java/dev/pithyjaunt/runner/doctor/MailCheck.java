package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.runner.settings.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import javax.net.ssl.SSLSocketFactory;

/// Whether the mail server speaks with us: greeting, EHLO, QUIT. No password is sent.
///
/// Source: [RFC 5321](https://www.rfc-editor.org/rfc/rfc5321)
final class MailCheck {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MILLIS = 5_000;
    private static final int STANDARD_PORT = 587;

    /// Where TLS begins before the greeting.
    private static final int TLS_PORT = 465;

    private static final int MAX_LINE = 1_000;
    private static final int MAX_LINES = 100;
    private static final int READY = 220;
    private static final int DONE = 250;

    private MailCheck() {}

    static Check of(Settings settings) {
        return new Check(
                "mail",
                LIMIT,
                () -> {
                    String host = settings.values().get("SMTP_HOST");
                    if (host == null) {
                        return Finding.skip("SMTP_HOST is not set");
                    }
                    String port = settings.values().get("SMTP_PORT");
                    if (port != null && !port.strip().matches("\\d{1,5}")) {
                        return Finding.fail("SMTP_PORT is no number", "usually 587");
                    }
                    return greeted(
                            host.strip(),
                            port == null ? STANDARD_PORT : Integer.parseInt(port.strip()));
                });
    }

    static Finding greeted(String host, int port) {
        String where = "%s:%d".formatted(host, port);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), MILLIS);
            plain.setSoTimeout(MILLIS);
            Socket socket = port == TLS_PORT ? tls(plain, host, port) : plain;
            return spoken(where, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fail(
                    "%s: %s".formatted(where, e.getMessage()),
                    "are SMTP_HOST and SMTP_PORT right, and is the port open from here?");
        }
    }

    private static Socket tls(Socket plain, String host, int port) throws IOException {
        return ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, host, port, true);
    }

    private static Finding spoken(String where, InputStream in, OutputStream out)
            throws IOException {
        String greeting = reply(in);
        if (code(greeting) != READY) {
            return Finding.fail(
                    "%s greets with: %s".formatted(where, greeting), "is it a mail server?");
        }
        say(out, "EHLO localhost");
        String answer = reply(in);
        say(out, "QUIT");
        if (code(answer) != DONE) {
            return Finding.fail(
                    "%s answers EHLO with: %s".formatted(where, answer),
                    "may this machine send through it?");
        }
        boolean encrypts = answer.toUpperCase(Locale.ROOT).contains("STARTTLS");
        return Finding.ok(
                "%s speaks with us%s".formatted(where, encrypts ? ", and offers STARTTLS" : ""));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// All lines of one reply, with spaces between them.
    static String reply(InputStream in) throws IOException {
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < MAX_LINES; i++) {
            String line = line(in);
            reply.append(line).append(' ');
            if (!line.matches("\\d{3}-.*")) {
                return reply.toString().strip();
            }
        }
        throw new IOException("a reply that does not end");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("it ended the connection without a whole line");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line that does not end");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static int code(String reply) {
        return reply.matches("\\d{3}.*") ? Integer.parseInt(reply.substring(0, 3)) : 0;
    }
}
