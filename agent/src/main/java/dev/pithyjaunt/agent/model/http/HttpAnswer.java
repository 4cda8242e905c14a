package dev.pithyjaunt.agent.model.http;

import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;

import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a server answered, whole.
record HttpAnswer(int status, HttpHeaders headers, String text) {

    /// What any stream of events has and HTML and JSON have not.
    private static final Pattern EVENT = Pattern.compile("^(?:data|event):", Pattern.MULTILINE);

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean hasEvents() {
        return EVENT.matcher(text).find();
    }

    /// Comments left out.
    List<ServerSentEvent> events() {
        List<ServerSentEvent> events = new ArrayList<>();
        new DefaultServerSentEventParser()
                .parse(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new ServerSentEventListener() {
                            @Override
                            public void onEvent(ServerSentEvent event) {
                                events.add(event);
                            }

                            @Override
                            public void onError(Throwable error) {
                                throw new IllegalStateException("reading from memory", error);
                            }
                        });
        return events;
    }
}
