package dev.pithyjaunt.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Gives the answer to one request that was found in order.
final class Performance {

    private final Wire wire;
    private final Wire.Received received;
    private final PromptCache cache;
    private final Delivery delivery;
    private final CountDownLatch abandoned;

    private Duration pause = Duration.ZERO;
    private String thought = "";
    private @Nullable ReportedUsage usage;

    /// @param abandoned counted down when a client leaves a silent answer
    Performance(
            Wire wire,
            Wire.Received received,
            PromptCache cache,
            Delivery delivery,
            CountDownLatch abandoned) {
        this.wire = wire;
        this.received = received;
        this.cache = cache;
        this.delivery = delivery;
        this.abandoned = abandoned;
    }

    void give(Answer answer) throws IOException {
        switch (answer) {
            case Answer.Text(String text) -> say(new Reply(text, Reply.Ending.STOP));
            case Answer.Calls(String say, List<Answer.Call> calls) ->
                    say(new Reply("", say, calls, Reply.Ending.CALLS));
            case Answer.CutOff(String text) -> say(new Reply(text, Reply.Ending.LENGTH));
            case Answer.Refused(String text) -> say(new Reply(text, Reply.Ending.REFUSED));
            case Answer.Nothing() -> say(new Reply("", Reply.Ending.STOP));
            case Answer.BrokenStream(String text) -> delivery.broken(type(), begin(text));
            case Answer.Stalled(String text) -> delivery.stalled(type(), begin(text));
            case Answer.Malformed(String text) -> garble(new Reply(text, Reply.Ending.STOP));
            case Answer.Failed failed -> fail(failed);
            case Answer.ErrorEvent error -> fail(error);
            case Answer.Rejected rejected -> refuse(rejected);
            case Answer.Status(var status, var body, var headers) ->
                    delivery.send(status, headers, body);
            case Answer.Silence() -> keepSilent();
            case Answer.Thinking(String thinking, Answer then) -> {
                thought = thinking;
                give(then);
            }
            case Answer.Slow(Duration before, Duration between, Answer slow) -> {
                delivery.pause(before);
                pause = between;
                give(slow);
            }
            case Answer.WithUsage(Answer told, ReportedUsage reported) -> {
                usage = reported;
                give(told);
            }
        }
    }

    private void refuse(Answer.Rejected rejected) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Delivery.JSON);
        headers.putAll(rejected.headers());
        Refusal refusal = new Refusal(rejected.status(), rejected.message(), rejected.code());
        delivery.send(rejected.status(), headers, wire.error(refusal));
    }

    private String type() {
        return received.request().stream() ? Delivery.EVENTS : Delivery.JSON;
    }

    private void say(Reply said) throws IOException {
        Reply reply = said.after(thought);
        if (received.request().stream()) {
            Wire.Events events = wire.events(received.request(), reply, usage(reply));
            delivery.events(joined(events.begun(), events.end()), pause);
        } else {
            delivery.json(200, wire.json(received.request(), reply, usage(reply)));
        }
    }

    private ReportedUsage usage(Reply reply) {
        ReportedUsage counted = cache.usage(received, reply);
        return usage == null ? counted : usage;
    }

    /// The events with a text but not its end; the first half of one that doesn't stream.
    private String begin(String text) {
        Reply reply = new Reply(text, Reply.Ending.STOP).after(thought);
        if (received.request().stream()) {
            return String.join("", begun(reply));
        }
        return half(wire.json(received.request(), reply, usage(reply)));
    }

    private List<String> begun(Reply reply) {
        return wire.events(received.request(), reply, usage(reply)).begun();
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    private void garble(Reply reply) throws IOException {
        if (!received.request().stream()) {
            delivery.json(200, half(wire.json(received.request(), reply, usage(reply))));
            return;
        }
        Wire.Events events = wire.events(received.request(), reply, usage(reply));
        List<String> all = new ArrayList<>(events.begun());
        String last = all.removeLast().stripTrailing();
        all.add(last.substring(0, last.length() - 5) + "\n\n");
        delivery.events(joined(all, events.end()), pause);
    }

    private void fail(Answer.Failed failed) throws IOException {
        if (!received.request().stream()) {
            delivery.json(200, wire.failedJson(received.request(), failed));
            return;
        }
        List<String> begun = begun(new Reply(failed.text(), Reply.Ending.STOP));
        String event = wire.failure(received.request(), begun.size(), failed);
        delivery.events(joined(begun, List.of(event)), pause);
    }

    private void fail(Answer.ErrorEvent error) throws IOException {
        if (!received.request().stream()) {
            fail(new Answer.Failed(error.text(), error.code(), error.message()));
            return;
        }
        List<String> begun = begun(new Reply(error.text(), Reply.Ending.STOP));
        String event = wire.errorEvent(begun.size(), error);
        delivery.events(joined(begun, List.of(event)), pause);
    }

    private void keepSilent() throws IOException {
        try {
            delivery.silence();
        } catch (IOException e) {
            abandoned.countDown();
            throw e;
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
