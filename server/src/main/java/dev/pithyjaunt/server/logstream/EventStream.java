package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.Json;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), each
/// with JSON on one line as its data. What is written goes out at [#flush].
final class EventStream {

    private static final int RETRY_MILLISECONDS = 2_000;

    private final HttpServletResponse response;
    private final OutputStream out;

    EventStream(HttpServletResponse response) throws IOException {
        this.response = response;
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies of nginx's kind would keep it until there is a buffer full.
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        write("retry: %d\n\n".formatted(RETRY_MILLISECONDS));
    }

    void send(String event, Object data) throws IOException {
        write("event: %s\ndata: %s\n\n".formatted(event, Json.line(data)));
    }

    /// @param id what a client resumes after
    void send(String event, long id, Object data) throws IOException {
        write(
                String.format(
                        Locale.ROOT,
                        "event: %s\nid: %d\ndata: %s\n\n",
                        event,
                        id,
                        Json.line(data)));
    }

    /// Keeps the connection open, and finds out that a client has gone.
    void sendHeartbeat() throws IOException {
        write(": \n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        response.flushBuffer();
    }
}
