package dev.pithyjaunt.server.logstream;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Follows one stream of server-sent events as a browser does.
public final class SseClient implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Event END = new Event("closed", "", "");

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    public SseClient(URI address, String token, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    /// @param name empty in a comment
    public record Event(String name, String id, String data) {}

    public HttpResponse<InputStream> response() {
        return response;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            String data = "";
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.isEmpty()) {
                    if (!name.isEmpty()) {
                        events.add(new Event(name, id, data));
                    }
                    name = "";
                    id = "";
                    data = "";
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data += line.substring(6);
                } else if (line.startsWith(":")) {
                    name = "comment";
                }
            }
        } catch (IOException _) {
            // the end, as well
        }
        events.add(END);
    }

    /// The next one, within 30 seconds.
    public Event next() throws InterruptedException {
        Event event = events.poll(30, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came within 30 s");
        }
        return event;
    }

    public Event next(String name) throws InterruptedException {
        while (true) {
            Event event = next();
            if (event.name().equals(name)) {
                return event;
            }
            if (event.equals(END)) {
                throw new AssertionError("the stream closed before a " + name);
            }
        }
    }

    /// All that comes until the stream closes.
    public List<Event> rest() throws InterruptedException {
        List<Event> all = new ArrayList<>();
        Event event = next();
        while (!event.equals(END)) {
            all.add(event);
            event = next();
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
