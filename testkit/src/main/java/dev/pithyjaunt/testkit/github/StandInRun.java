package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A workflow run. GitHub makes it `queued`; who runs it says how it goes on. Thread-safe.
public final class StandInRun {

    private final Origin origin;
    private final StandInRepository repository;
    private final InstantSource clock;
    private final Credentials credentials;
    private final List<StandInJob> jobs = new ArrayList<>();
    private final Instant createdAt;
    private String displayTitle;
    private String status = "queued";
    private @Nullable String conclusion;
    private Instant updatedAt;
    private boolean cancelRequested;
    private boolean forced;
    private @Nullable Runnable onCancel;

    /// Where it comes from.
    ///
    /// @param event `repository_dispatch` or `workflow_dispatch`
    /// @param payload the event as workflows see it in `github.event`
    /// @param workflow the file's path, such as `.github/workflows/ci.yml`
    /// @param workflowName what the file calls itself
    /// @param ref such as `refs/heads/main`
    /// @param actor who asked for it
    public record Origin(
            long id,
            int number,
            int attempt,
            String event,
            JsonNode payload,
            String workflow,
            String workflowName,
            String ref,
            String commit,
            String actor) {}

    StandInRun(
            Origin origin,
            StandInRepository repository,
            String displayTitle,
            InstantSource clock,
            Credentials credentials) {
        this.origin = origin;
        this.repository = repository;
        this.displayTitle = displayTitle;
        this.clock = clock;
        this.credentials = credentials;
        this.createdAt = clock.instant();
        this.updatedAt = createdAt;
    }

    public long id() {
        return origin.id();
    }

    public Origin origin() {
        return origin;
    }

    public StandInRepository repository() {
        return repository;
    }

    public synchronized String status() {
        return status;
    }

    public synchronized @Nullable String conclusion() {
        return conclusion;
    }

    public synchronized String displayTitle() {
        return displayTitle;
    }

    public synchronized List<StandInJob> jobs() {
        return List.copyOf(jobs);
    }

    public synchronized boolean isCancelRequested() {
        return cancelRequested;
    }

    /// Whether it was asked to stop without regard for `always()`.
    public synchronized boolean isForced() {
        return forced;
    }

    public synchronized boolean isCompleted() {
        return status.equals("completed");
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized Instant updatedAt() {
        return updatedAt;
    }

    /// What `run-name` evaluates to.
    public synchronized void title(String title) {
        displayTitle = title;
    }

    public synchronized void start() {
        status = "in_progress";
        updatedAt = clock.instant();
    }

    /// @param result such as `success`, `failure` or `cancelled`
    public synchronized void complete(String result) {
        status = "completed";
        conclusion = result;
        updatedAt = clock.instant();
        notifyAll();
    }

    /// Adds a job, or says how it goes on.
    public synchronized void job(String name, String state, @Nullable String result) {
        Instant now = clock.instant();
        Instant end = state.equals("completed") ? now : null;
        for (int i = 0; i < jobs.size(); i++) {
            StandInJob job = jobs.get(i);
            if (job.name().equals(name)) {
                jobs.set(i, new StandInJob(job.id(), name, state, result, job.startedAt(), end));
                return;
            }
        }
        long id = origin.id() * 100 + jobs.size() + 1;
        jobs.add(new StandInJob(id, name, state, result, now, end));
    }

    /// What is done when somebody cancels it; at once when that has happened.
    public void onCancel(Runnable handler) {
        boolean late;
        synchronized (this) {
            onCancel = handler;
            late = cancelRequested;
        }
        if (late) {
            handler.run();
        }
    }

    /// A `GITHUB_TOKEN` with these permissions, as a job's `permissions` has them.
    public String jobToken(Map<String, String> permissions) {
        return credentials.jobToken(this, permissions);
    }

    /// What a job with `id-token: write` finds in its environment.
    public Map<String, String> idTokenEnvironment() {
        return credentials.idTokenEnvironment(this);
    }

    /// @return whether it could be asked to stop
    boolean cancel(boolean force) {
        Runnable handler;
        synchronized (this) {
            if (isCompleted()) {
                return false;
            }
            cancelRequested = true;
            forced |= force;
            handler = onCancel;
            if (handler == null && (force || status.equals("queued"))) {
                complete("cancelled");
            }
        }
        if (handler != null) {
            handler.run();
        }
        return true;
    }

    /// What a run is given by GitHub.
    interface Credentials {
        String jobToken(StandInRun run, Map<String, String> permissions);

        Map<String, String> idTokenEnvironment(StandInRun run);
    }
}
