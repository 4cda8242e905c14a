package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Lets the server hear what a phase says while it works.
public final class PhaseEvents {

    static final String NO_SECRET =
            "PITHY_JAUNT_EVENT_SECRET is not set, so the server is told nothing";

    /// How long a server that does not listen is asked.
    private static final Duration MAX_ASKING = Duration.ofSeconds(20);

    /// The phase that is the first of every execution.
    private static final String FIRST = "generate";

    private PhaseEvents() {}

    /// The settings with the secret that the server gives to a run which says who it is; as they
    /// are when they have one already, GitHub tells nobody who this run is, or it was refused,
    /// which is told.
    public static Settings introduced(ExecutionFolder folder, Settings settings) {
        if (settings.eventSecret().isPresent()) {
            return settings;
        }
        try {
            return new Introduction(System.getenv())
                    .secret(folder.request())
                    .map(settings::withEventSecret)
                    .orElse(settings);
        } catch (IllegalArgumentException e) {
            Progress.onStandardError().warn(String.valueOf(e.getMessage()));
            return settings;
        }
    }

    /// Where the end of an execution can't be told, nothing is begun that costs.
    ///
    /// @throws IllegalArgumentException when the request names a server and the secret is missing
    public static void requireSecret(ExecutionRequest request, Settings settings) {
        if (request.serverUrl() != null && settings.eventSecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "PITHY_JAUNT_EVENT_SECRET is not set, and the job has no permission id-token: write: %s could not be told of this execution; the server's page of the repository shows the secret"
                            .formatted(request.serverUrl()));
        }
    }

    /// Does a phase's work, with events to the server that the request names; without one, or
    /// without the secret, with none.
    public static <T> T during(
            String phase,
            ExecutionFolder folder,
            Settings settings,
            Interrupts interrupts,
            Function<Progress, T> work) {
        Progress local = Progress.onStandardError();
        Phase speaker =
                new Phase(
                        phase,
                        folder,
                        WorkflowRun.from(System.getenv()),
                        settings.redactor(),
                        InstantSource.system(),
                        Rhythm.STANDARD);
        Optional<Courier> courier = courier(speaker, settings, local);
        if (courier.isEmpty()) {
            return work.apply(local);
        }
        return during(
                speaker,
                courier.get(),
                new EventSender.Listener(local::say, interrupts::cancel),
                sender -> work.apply(local.alsoTo(sender::say)));
    }

    /// Asks the server whether the execution is still wanted, before something is done that others
    /// see. A server that does not listen is asked again for a while.
    public static Standing standing(
            String phase, ExecutionFolder folder, Settings settings, Progress local) {
        Phase speaker =
                new Phase(
                        phase,
                        folder,
                        WorkflowRun.from(System.getenv()),
                        settings.redactor(),
                        InstantSource.system(),
                        Rhythm.STANDARD);
        try (Courier courier = courier(speaker, settings, local).orElse(null)) {
            return courier == null
                    ? Standing.CURRENT
                    : standing(speaker, courier, Deadline.in(MAX_ASKING, speaker.clock()), local);
        }
    }

    static Standing standing(Phase phase, Courier courier, Deadline until, Progress local) {
        Delivery question =
                Delivery.OfEvent.of(new Event.Progress(phase.origin(phase.folder().request())));
        try {
            for (int failures = 1; ; failures++) {
                switch (courier.carry(question)) {
                    case Answer.Taken(EventAnswer answer) -> {
                        return answer.cancelRequested() ? Standing.CANCELLED : Standing.CURRENT;
                    }
                    case Answer.Over() -> {
                        return Standing.OVER;
                    }
                    case Answer.Refused(String why) -> {
                        local.warn("the server does not know this execution: " + why);
                        return Standing.OVER;
                    }
                    case Answer.TryAgain(Duration after, String why) -> {
                        Duration own = phase.rhythm().retry(failures);
                        Duration pause = own.compareTo(after) > 0 ? own : after;
                        if (pause.compareTo(until.left()) >= 0) {
                            local.warn(
                                    "the server can't say whether this execution is still wanted: "
                                            + why);
                            return Standing.UNKNOWN;
                        }
                        phase.outbox(1).pause(pause);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Standing.CANCELLED;
        }
    }

    static <T> T during(
            Phase phase,
            Courier courier,
            EventSender.Listener listener,
            Function<EventSender, T> work) {
        Outbox outbox = phase.outbox(1);
        phase.unsent().begin();
        if (phase.name().equals(FIRST)) {
            Event started = started(phase);
            phase.unsent().append(started);
            outbox.putFirst(Delivery.OfEvent.of(started));
        }
        try (EventSender sender = EventSender.start(phase, outbox, courier, listener)) {
            return work.apply(sender);
        } finally {
            phase.unsent().keep(outbox.count());
        }
    }

    private static Event started(Phase phase) {
        WorkflowRun run = phase.workflowRun();
        return new Event.Started(phase.origin(phase.folder().request()), run.id(), run.url());
    }

    /// Nothing when no event is to be sent.
    static Optional<Courier> courier(Phase phase, Settings settings, Progress local) {
        ExecutionRequest request = phase.folder().request();
        String server = request.serverUrl();
        if (server == null) {
            return Optional.empty();
        }
        Optional<String> secret = settings.eventSecret();
        if (secret.isEmpty()) {
            local.warn(NO_SECRET);
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Courier(
                            server,
                            Secret.of(secret.get()),
                            phase.clock(),
                            phase.rhythm().request()));
        } catch (IllegalArgumentException e) {
            local.warn("the server is told nothing: " + e.getMessage());
            return Optional.empty();
        }
    }
}
