package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.testkit.WebhookReceiver;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// An execution's folder, a receiver, and a phase that speaks fast.
final class EventScene implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    static final Duration SOON = Duration.ofSeconds(10);

    private static final Rhythm FAST =
            new Rhythm(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(15),
                    Duration.ofMillis(5),
                    Duration.ofMillis(40),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

    final WebhookReceiver receiver;
    final ExecutionFolder folder;
    final List<String> notes = new CopyOnWriteArrayList<>();
    final AtomicInteger cancels = new AtomicInteger();

    private final AtomicInteger asked = new AtomicInteger();
    private final Instant begin = InstantSource.system().instant();

    /// How much later it is each time the clock is asked.
    Duration tick = Duration.ZERO;

    /// How much later it is here than at the receiver.
    Duration ahead = Duration.ZERO;

    final InstantSource clock =
            () -> begin.plus(ahead).plus(tick.multipliedBy(asked.incrementAndGet()));

    private EventScene(Path path, WebhookReceiver receiver, String serverUrl) {
        this.receiver = receiver;
        this.folder = ExecutionFolder.create(path.resolve("execution"));
        folder.write(
                new ExecutionRequest(
                        "execution-1",
                        "task-1",
                        1,
                        serverUrl,
                        "/nowhere",
                        new ExecutionRequest.Base("main", "a".repeat(40)),
                        new ExecutionRequest.Task("title", "text"),
                        new ExecutionRequest.ModelChoice(null, null),
                        ExecutionRequest.Limits.until(
                                InstantSource.system().instant().plusSeconds(600)),
                        new ExecutionRequest.Options(
                                ExecutionRequest.Checking.off(), "/nowhere", true)));
    }

    static EventScene create(Path path) {
        WebhookReceiver receiver = WebhookReceiver.start(Secret.of(SECRET));
        return new EventScene(path, receiver, receiver.baseUri() + "/");
    }

    Phase phase(String name, Rhythm rhythm) {
        return new Phase(
                name,
                folder,
                new WorkflowRun(1, null, null),
                new Redactor(List.of("planted-secret-value")),
                clock,
                rhythm);
    }

    static Rhythm fast() {
        return FAST;
    }

    /// Something to say in a phase, and what comes of it at the receiver.
    void during(String phase, Consumer<EventSender> work) {
        during(phase, FAST, SECRET, work);
    }

    void during(String name, Rhythm rhythm, String secret, Consumer<EventSender> work) {
        Phase phase = phase(name, rhythm);
        Courier courier =
                PhaseEvents.courier(
                                phase,
                                new Settings(Map.of("PITHY_JAUNT_EVENT_SECRET", secret)),
                                Progress.onStandardError())
                        .orElseThrow();
        boolean _ =
                PhaseEvents.during(
                        phase,
                        courier,
                        new EventSender.Listener(notes::add, cancels::incrementAndGet),
                        sender -> {
                            work.accept(sender);
                            return true;
                        });
    }

    /// Says lines `name 1` to `name count`.
    static Consumer<EventSender> saying(String name, int count) {
        return sender -> {
            for (int i = 1; i <= count; i++) {
                sender.say(LogLine.Level.INFO, name + " " + i);
            }
        };
    }

    /// Waits until the receiver has as many lines of a phase.
    void awaitLines(String phase, int count) {
        await(receiver -> receiver.lines(phase).size() >= count);
    }

    void await(java.util.function.Predicate<WebhookReceiver> condition) {
        try {
            receiver.await(SOON, condition);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> texts(String phase) {
        return receiver.lines(phase).stream().map(LogLine::text).toList();
    }

    List<Long> sequences(String phase) {
        return receiver.lines(phase).stream().map(LogLine::sequence).toList();
    }

    FinalReport finalReport(Duration time) {
        return new FinalReport(
                folder,
                new Settings(
                        Map.of(
                                "PITHY_JAUNT_EVENT_SECRET",
                                SECRET,
                                "OTHER_TOKEN",
                                "planted-secret-value")),
                Progress.onStandardError(),
                new WorkflowRun(1, null, null),
                time);
    }

    ExecutionResult failed(String message) {
        return new ExecutionResult(
                "task-1",
                "execution-1",
                TaskStatus.FAILED,
                Outcome.FAILED,
                new ExecutionError(ExecutionError.Category.INTERNAL, message),
                null,
                null,
                "a".repeat(40),
                null,
                null,
                null,
                null,
                "",
                Evidence.Verdict.NOT_CHECKED,
                Usage.NONE,
                Map.of(),
                folder.path().toString());
    }

    @Override
    public void close() {
        receiver.close();
    }
}
