package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EvidenceSummary;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.event.LineCount;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells the server how an execution ended: first what the other phases could not tell, then the
/// files, then the final event.
public final class FinalReport {

    /// Long enough for a server that is being restarted; a runner costs money while it waits.
    private static final Duration MAX_TIME = Duration.ofMinutes(2);

    /// Also when the execution's own time is over: the end has to be told.
    private static final Duration MIN_TIME = Duration.ofSeconds(30);

    private static final int MAX_MESSAGE = 10_000;
    private static final int MAX_QUESTION = 20_000;

    private final ExecutionFolder folder;
    private final Settings settings;
    private final Progress local;
    private final WorkflowRun workflowRun;
    private final InstantSource clock;
    private final Deadline time;
    private final Map<String, LineCount> counts = new LinkedHashMap<>();
    private boolean listens = true;

    FinalReport(
            ExecutionFolder folder,
            Settings settings,
            Progress local,
            WorkflowRun workflowRun,
            Duration time) {
        this.folder = folder;
        this.settings = settings;
        this.local = local;
        this.workflowRun = workflowRun;
        this.clock = InstantSource.system();
        this.time = Deadline.in(time, clock);
    }

    /// Does nothing when the request names no server.
    public static void send(
            ExecutionFolder folder, ExecutionResult result, Settings settings, Progress local) {
        if (folder.request().serverUrl() == null) {
            return;
        }
        if (settings.eventSecret().isEmpty()) {
            local.warn(PhaseEvents.NO_SECRET);
            return;
        }
        Deadline execution =
                new Deadline(folder.request().limits().deadline(), InstantSource.system());
        Duration left = execution.atMost(MAX_TIME);
        FinalReport report =
                new FinalReport(
                        folder,
                        settings,
                        local,
                        WorkflowRun.from(System.getenv()),
                        left.compareTo(MIN_TIME) < 0 ? MIN_TIME : left);
        try {
            report.send(result);
        } catch (UncheckedIOException | MalformedJsonException e) {
            // The result counts, whether the server hears of it or not.
            local.fail("the server was not told the end: " + e);
        }
    }

    void send(ExecutionResult result) {
        catchUp("generate");
        sendLog("validate");
        catchUp("publish");
        for (String phase : List.of("generate", "validate", "publish")) {
            new Unsent(folder, phase).count().ifPresent(count -> counts.put(phase, count));
        }
        sendEnd(result);
    }

    /// Sends what a phase could not.
    private void catchUp(String name) {
        Phase phase = phase(name, time.left().dividedBy(2));
        Unsent unsent = phase.unsent();
        List<LogLine> lines = unsent.lines();
        Optional<Event.Started> started = unsent.started();
        if (lines.isEmpty() && started.isEmpty()) {
            return;
        }
        Outbox outbox = phase.outbox(lines.isEmpty() ? 1 : lines.getFirst().sequence());
        started.ifPresent(event -> outbox.putFirst(Delivery.OfEvent.of(event)));
        lines.forEach(line -> outbox.put(line.at(), line.level(), line.text()));
        if (unsent.count().isEmpty() && outbox.beginsAtFirst()) {
            // The phase was killed before it could count.
            unsent.keep(outbox.count());
        }
        sendAll(phase, outbox);
    }

    /// Sends the log of a phase that sends nothing itself. When each line was said is not known:
    /// the time is that of the last one.
    private void sendLog(String name) {
        Path log = folder.log(name);
        if (!Files.isRegularFile(log)) {
            return;
        }
        Phase phase = phase(name, time.left().dividedBy(2));
        Outbox outbox = phase.outbox(1);
        try {
            Instant at = Files.getLastModifiedTime(log).toInstant();
            EventSender.lines(
                            phase.redactor(),
                            new String(Files.readAllBytes(log), StandardCharsets.UTF_8))
                    .forEach(line -> outbox.put(at, LogLine.Level.INFO, line));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + log, e);
        }
        phase.unsent().keep(outbox.count());
        sendAll(phase, outbox);
    }

    /// A server that is away is waited for once, not once for each phase.
    private void sendAll(Phase phase, Outbox outbox) {
        Optional<Courier> courier =
                listens ? PhaseEvents.courier(phase, settings, local) : Optional.empty();
        courier.ifPresent(open -> EventSender.start(phase, outbox, open, listener()).close());
        listens = outbox.left().isEmpty();
    }

    private void sendEnd(ExecutionResult result) {
        Phase phase = phase("report", time.left());
        Optional<Courier> courier = PhaseEvents.courier(phase, settings, local);
        if (courier.isEmpty()) {
            return;
        }
        Outbox outbox = phase.outbox(1);
        phase.unsent().begin();
        try (EventSender sender = EventSender.start(phase, outbox, courier.get(), listener())) {
            sayEnd(sender, result);
            counts.put("report", outbox.count());
            for (FileKind kind : FileKind.values()) {
                file(kind).ifPresent(outbox::putLast);
            }
            outbox.putLast(Delivery.OfEvent.of(ended(phase, result)));
        }
    }

    private static void sayEnd(EventSender sender, ExecutionResult result) {
        ExecutionError error = result.error();
        String status = Event.Type.of(result.status()).wireName().substring("task.".length());
        sender.say(
                error == null ? LogLine.Level.INFO : LogLine.Level.ERROR,
                error == null
                        ? "the end: " + status
                        : "the end: %s, since %s".formatted(status, error.message()));
    }

    private Optional<Delivery> file(FileKind kind) {
        Path file =
                switch (kind) {
                    case PATCH -> folder.patch();
                    case EVIDENCE -> folder.evidenceFile();
                    case TRANSCRIPT -> folder.transcript();
                    case REPORT -> folder.path().resolve("report.json");
                };
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > FileKind.MAX_BYTES) {
                local.warn("%s is too large for the server and stays here".formatted(file));
                return Optional.empty();
            }
            return Optional.of(
                    new Delivery.OfFile(
                            folder.request().executionId(), kind, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private Event ended(Phase phase, ExecutionResult result) {
        ExecutionError error = result.error();
        return new Event.Ended(
                Event.Type.of(result.status()),
                phase.origin(folder.request()),
                new Event.Change(
                        result.branch(),
                        result.baseCommit(),
                        result.headCommit(),
                        result.prUrl(),
                        result.prNumber()),
                result.usage(),
                folder.evidence().map(evidence -> summary(phase, evidence)).orElse(null),
                error == null
                        ? null
                        : new ExecutionError(
                                error.category(), clean(phase, error.message(), MAX_MESSAGE)),
                result.question() == null ? null : clean(phase, result.question(), MAX_QUESTION),
                null,
                counts,
                folder.report().map(Report::edits).orElse(List.of()));
    }

    private static EvidenceSummary summary(Phase phase, Evidence evidence) {
        EvidenceSummary summary = EvidenceSummary.of(evidence);
        return new EvidenceSummary(
                summary.verdict(),
                summary.checks().stream()
                        .map(check ->
                                new EvidenceSummary.Check(
                                        phase.redactor().redact(check.command()),
                                        check.comparison(),
                                        check.baseExitCode(),
                                        check.patchedExitCode(),
                                        check.newFailures()))
                        .toList(),
                summary.seconds());
    }

    private static String clean(Phase phase, String text, int max) {
        String clean = phase.redactor().redact(text);
        return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
    }

    private Phase phase(String name, Duration drain) {
        return new Phase(
                name,
                folder,
                workflowRun,
                settings.redactor(),
                clock,
                Rhythm.STANDARD.withDrain(drain));
    }

    /// The end can't be cancelled any more.
    private EventSender.Listener listener() {
        return new EventSender.Listener(local::say, () -> {});
    }
}
