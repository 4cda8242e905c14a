package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.RunResult.Result;
import dev.pithyjaunt.testkit.workflow.Workflow.Job;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A run of a workflow: which of its jobs may start, and what is asked of it from outside.
public final class WorkflowRun {

    private final Workflow workflow;
    private final Setup setup;
    private final Event event;
    private final ObjectNode inputs;
    private final long id;
    private final String name;
    private final Path folder;
    private final Predicate<String> starts;
    private final Consumer<RunEvent> listener;
    private final Artifacts artifacts;
    private final CompletableFuture<RunResult> end = new CompletableFuture<>();

    // Guarded by this.
    private final Map<String, JobRun> running = new LinkedHashMap<>();
    private final Map<String, RunResult.Job> done = new LinkedHashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private boolean cancelled;
    private boolean forced;
    private boolean started;

    WorkflowRun(
            Workflow workflow,
            Setup setup,
            Event event,
            long id,
            Predicate<String> starts,
            Consumer<RunEvent> listener) {
        this.workflow = workflow;
        this.setup = setup;
        this.event = event;
        this.inputs = Inputs.of(workflow, event);
        this.id = id;
        this.folder = setup.folder().resolve("run-" + id);
        this.starts = starts;
        this.listener = listener;
        this.artifacts = new Artifacts(folder.resolve("artifacts"));
        this.name = workflow.runName().map(t -> t.text(early())).orElse(workflow.name());
        try {
            Files.createDirectories(folder);
            Files.writeString(eventFile(), Values.JSON.writeValueAsString(event.payload()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long id() {
        return id;
    }

    /// What `run-name` says.
    public String name() {
        return name;
    }

    /// Cancels it as a person does: jobs and steps whose condition holds all the same go on.
    public void cancel() {
        List<JobRun> jobs;
        synchronized (this) {
            cancelled = true;
            jobs = List.copyOf(running.values());
            if (!started) {
                finish();
            }
        }
        jobs.forEach(job -> job.cancel(true));
    }

    /// Ends everything at once, whatever the conditions say.
    public void forceCancel() {
        List<JobRun> jobs;
        synchronized (this) {
            cancelled = true;
            forced = true;
            jobs = List.copyOf(running.values());
            if (!started) {
                finish();
            }
        }
        jobs.forEach(job -> job.kill(Result.CANCELLED));
    }

    /// The machine of a running job dies: its processes end, and nothing of it comes after.
    ///
    /// @throws IllegalStateException when the job is not running
    public void kill(String jobId) {
        JobRun job;
        synchronized (this) {
            job = running.get(jobId);
        }
        if (job == null) {
            throw new IllegalStateException("the job " + jobId + " is not running");
        }
        job.kill(Result.FAILURE);
    }

    /// Waits for its end.
    ///
    /// @throws IllegalStateException when it has not ended by then, or the stand-in itself failed
    public RunResult await(Duration limit) throws InterruptedException {
        try {
            return end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("run " + id + " of " + workflow.file(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "run %d has not ended after %s; ended are %s".formatted(id, limit, done), e);
        }
    }

    void whenEnded(Runnable action) {
        var _ = end.whenComplete((_, _) -> action.run());
    }

    void start() {
        synchronized (this) {
            if (end.isDone()) {
                return;
            }
            started = true;
        }
        tell(new RunEvent.RunStarted());
        advance();
    }

    /// Starts, or skips, all jobs whose needs have ended.
    private synchronized void advance() {
        boolean again = true;
        while (again) {
            again = false;
            for (Job job : workflow.jobs().values()) {
                if (!begun.contains(job.id()) && done.keySet().containsAll(job.needs())) {
                    begun.add(job.id());
                    again |= begin(job);
                }
            }
        }
        if (done.size() == workflow.jobs().size()) {
            finish();
        }
    }

    /// @return whether it has ended already
    private boolean begin(Job job) {
        try {
            if (forced || !job.condition().holds(contexts(job))) {
                boolean stopped = cancelled && success(job);
                ended(without(job, forced || stopped ? Result.CANCELLED : Result.SKIPPED, ""));
                return true;
            }
            if (job.runsOn().text(contexts(job)).isBlank()) {
                throw new EvaluationException("runs-on is empty");
            }
            if (!starts.test(job.id())) {
                ended(without(job, Result.FAILURE, ""));
                return true;
            }
            JobRun jobRun = new JobRun(this, job, needs(job), folder.resolve(job.id()));
            running.put(job.id(), jobRun);
            Thread.ofVirtual().name("job-" + job.id()).start(() -> execute(job, jobRun));
            return false;
        } catch (EvaluationException e) {
            ended(without(job, Result.FAILURE, "##[error]" + e.getMessage() + "\n"));
            return true;
        }
    }

    private void execute(Job job, JobRun jobRun) {
        try {
            tell(new RunEvent.JobStarted(job.id()));
            RunResult.Job result = jobRun.execute();
            synchronized (this) {
                running.remove(job.id());
                ended(result);
            }
            advance();
        } catch (InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private static RunResult.Job without(Job job, Result result, String log) {
        return new RunResult.Job(job.id(), result, Map.of(), log, List.of());
    }

    private void ended(RunResult.Job result) {
        done.put(result.id(), result);
        tell(new RunEvent.JobEnded(result.id(), result.result()));
    }

    private void finish() {
        for (Job job : workflow.jobs().values()) {
            done.putIfAbsent(job.id(), without(job, Result.CANCELLED, ""));
        }
        Result conclusion = conclusion();
        if (end.complete(new RunResult(name, conclusion, done, artifacts.byName()))) {
            tell(new RunEvent.RunEnded(conclusion));
        }
    }

    private Result conclusion() {
        if (cancelled) {
            return Result.CANCELLED;
        }
        for (Result result : List.of(Result.FAILURE, Result.CANCELLED, Result.SUCCESS)) {
            if (done.values().stream().anyMatch(job -> job.result() == result)) {
                return result;
            }
        }
        return Result.SKIPPED;
    }

    /// Of a job's needs and of theirs.
    synchronized Contexts.Status statusFor(Job job) {
        return new Contexts.Status(
                !cancelled && success(job),
                !cancelled && before(job).stream().anyMatch(j -> result(j) == Result.FAILURE),
                cancelled);
    }

    private boolean success(Job job) {
        return before(job).stream().allMatch(j -> result(j) == Result.SUCCESS);
    }

    private Result result(String jobId) {
        RunResult.Job job = done.get(jobId);
        return job == null ? Result.SKIPPED : job.result();
    }

    private Set<String> before(Job job) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(job.needs());
        while (!open.isEmpty()) {
            String next = open.pop();
            Job found = workflow.jobs().get(next);
            if (all.add(next) && found != null) {
                open.addAll(found.needs());
            }
        }
        return all;
    }

    private JsonNode needs(Job job) {
        ObjectNode needs = Values.JSON.createObjectNode();
        for (String need : job.needs()) {
            ObjectNode node = needs.putObject(need).put("result", result(need).written());
            ObjectNode outputs = node.putObject("outputs");
            RunResult.Job ended = done.get(need);
            if (ended != null) {
                ended.outputs().forEach(outputs::put);
            }
        }
        return needs;
    }

    private Contexts contexts(Job job) {
        Map<String, JsonNode> values = new HashMap<>(early().values());
        values.put("needs", needs(job));
        return new Contexts(values, statusFor(job));
    }

    Contexts early() {
        return new Contexts(Map.of("github", github(), "inputs", inputs), Contexts.Status.GOOD);
    }

    ObjectNode github() {
        ObjectNode github = Values.JSON.createObjectNode();
        github.set("event", event.payload());
        variables()
                .forEach((name, value) -> {
                    if (name.startsWith("GITHUB_") && !name.equals("GITHUB_ACTIONS")) {
                        github.put(
                                name.substring("GITHUB_".length())
                                        .toLowerCase(java.util.Locale.ROOT),
                                value);
                    }
                });
        return github;
    }

    /// Those that are the same for all jobs.
    Map<String, String> variables() {
        Map<String, String> all = new TreeMap<>();
        all.put("GITHUB_ACTIONS", "true");
        all.put("GITHUB_EVENT_NAME", event.name());
        all.put("GITHUB_EVENT_PATH", eventFile().toString());
        all.put("GITHUB_REPOSITORY", setup.repository());
        all.put("GITHUB_REPOSITORY_OWNER", setup.owner());
        all.put("GITHUB_REPOSITORY_ID", String.valueOf(setup.repositoryId()));
        all.put("GITHUB_SHA", setup.sha());
        all.put("GITHUB_REF", "refs/heads/" + setup.defaultBranch());
        all.put("GITHUB_REF_NAME", setup.defaultBranch());
        all.put("GITHUB_RUN_ID", String.valueOf(id));
        all.put("GITHUB_RUN_NUMBER", String.valueOf(id));
        all.put("GITHUB_RUN_ATTEMPT", "1");
        all.put("GITHUB_SERVER_URL", setup.serverUrl());
        all.put("GITHUB_API_URL", setup.apiUrl());
        all.put("GITHUB_GRAPHQL_URL", setup.graphqlUrl());
        all.put("GITHUB_WORKFLOW", workflow.name());
        all.put("GITHUB_ACTOR", setup.actor());
        return all;
    }

    private Path eventFile() {
        return folder.resolve("event.json");
    }

    void tell(RunEvent told) {
        listener.accept(told);
    }

    Workflow workflow() {
        return workflow;
    }

    Setup setup() {
        return setup;
    }

    ObjectNode inputs() {
        return inputs;
    }

    Artifacts artifacts() {
        return artifacts;
    }
}
