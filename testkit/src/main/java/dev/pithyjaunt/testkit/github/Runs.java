package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.concurrent.ExecutorService;

/// Makes runs and hands them to who runs them.
final class Runs {

    private final State state;
    private final ExecutorService threads;
    private final StandInRun.Credentials credentials;

    Runs(State state, ExecutorService threads, StandInRun.Credentials credentials) {
        this.state = state;
        this.threads = threads;
        this.credentials = credentials;
    }

    /// What happened.
    ///
    /// @param commit of the ref
    record Happening(
            StandInRepository repository,
            String event,
            ObjectNode payload,
            String ref,
            String commit,
            String actor,
            String title) {}

    StandInRun start(Happening happening, WorkflowFile file) {
        StandInRepository repository = happening.repository();
        StandInRun run;
        synchronized (repository.runsById()) {
            StandInRun.Origin origin =
                    new StandInRun.Origin(
                            state.nextId(),
                            repository.runsById().size() + 1,
                            1,
                            happening.event(),
                            happening.payload(),
                            file.path(),
                            file.name(),
                            happening.ref(),
                            happening.commit(),
                            happening.actor());
            run = new StandInRun(origin, repository, happening.title(), state.clock(), credentials);
            repository.runsById().put(run.id(), run);
        }
        StandInRun made = run;
        threads.execute(() -> hand(made));
        return made;
    }

    private void hand(StandInRun run) {
        try {
            state.runner().accept(run);
        } catch (RuntimeException | AssertionError e) {
            state.violations().add("run %d was not run: %s".formatted(run.id(), e));
            run.complete("failure");
        }
    }

    /// The parts of `github.event` that both dispatches have.
    static ObjectNode event(Call call) {
        ObjectNode event = Views.object();
        JsonNode repository = call.views().repository(call.repository());
        event.set("repository", repository);
        event.set("sender", call.views().user(call.caller().login()));
        return event;
    }
}
