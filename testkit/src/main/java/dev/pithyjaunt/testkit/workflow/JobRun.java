package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.RunResult.Result;
import dev.pithyjaunt.testkit.workflow.Workflow.Job;
import dev.pithyjaunt.testkit.workflow.Workflow.Step;
import dev.pithyjaunt.testkit.workflow.Workflow.Work;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One job on a machine of its own: its steps one after the other, and how they are stopped. Longer
/// than other files, since what stops a job has to see all that the job is at.
final class JobRun {

    private final WorkflowRun run;
    private final Job job;
    private final JsonNode needs;
    private final Machine machine;
    private final Masks masks = new Masks();
    private final String token;

    @SuppressWarnings("JdkObsolete") // Lines come from several threads.
    private final StringBuffer log = new StringBuffer();

    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();
    private final ObjectNode steps = Values.JSON.createObjectNode();
    private final List<RunResult.Step> ended = new ArrayList<>();
    private int number;
    private boolean failed;

    // Guarded by this.
    private boolean cancelled;
    private @Nullable Result killedAs;
    private boolean stepStopped;
    private boolean finished;
    private @Nullable StepProcess process;
    private @Nullable Step current;
    private @Nullable Contexts currentContexts;

    JobRun(WorkflowRun run, Job job, JsonNode needs, Path folder) {
        this.run = run;
        this.job = job;
        this.needs = needs;
        this.machine =
                Machine.make(
                        folder, "github_" + run.id() + "_" + job.id() + "_" + System.nanoTime());
        this.token = run.setup().tokens().token(job.id(), job.permissions());
        masks.add(token);
        secrets().properties().forEach(entry -> masks.add(entry.getValue().stringValue()));
        if (job.permissions().containsKey("id-token")) {
            run.setup().idToken().values().forEach(masks::add);
        }
    }

    RunResult.Job execute() throws InterruptedException {
        Map<String, String> outputs = new LinkedHashMap<>();
        try {
            Contexts early = contexts(Map.of(), status());
            double minutes = job.timeoutMinutes().minutes(early);
            after(
                    run.setup().limits().minutes(minutes),
                    () -> {
                        log(
                                "##[error]The job has exceeded the maximum execution time of %s minutes."
                                        .formatted(job.timeoutMinutes().text(early)));
                        cancel(false);
                    });
            run.workflow().env().forEach((key, value) -> env.put(key, value.text(early)));
            job.env().forEach((key, value) -> env.put(key, value.text(early)));
            for (Step step : job.steps()) {
                if (isKilled()) {
                    break;
                }
                step(step);
            }
            if (!isKilled()) {
                outputs.putAll(outputs());
            }
        } catch (EvaluationException e) {
            failed = true;
            log("##[error]" + e.getMessage());
        }
        Result result = end();
        machine.endOrphans();
        return new RunResult.Job(job.id(), result, outputs, log.toString(), ended);
    }

    private synchronized Result end() {
        current = null;
        currentContexts = null;
        process = null;
        finished = true;
        if (killedAs != null) {
            return killedAs;
        }
        return cancelled ? Result.CANCELLED : failed ? Result.FAILURE : Result.SUCCESS;
    }

    private Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        Contexts contexts = contexts(env, status());
        job.outputs()
                .forEach((name, template) -> {
                    String value = template.text(contexts);
                    if (!masks.mask(value).equals(value)) {
                        log(
                                "##[warning]Skip output '%s' since it may contain secret."
                                        .formatted(name));
                    } else if (!value.isEmpty()) {
                        outputs.put(name, value);
                    }
                });
        return outputs;
    }

    private void step(Step step) throws InterruptedException {
        int index = ended.size();
        CommandReader commands = new CommandReader(masks);
        Map<String, String> outputs = new LinkedHashMap<>();
        Result outcome;
        Result conclusion;
        String name = step.id();
        try {
            FileCommands files =
                    FileCommands.make(machine.temp().resolve("_runner_file_commands"), index);
            Map<String, String> own = new LinkedHashMap<>(env);
            Contexts before = contexts(own, status());
            step.env().forEach((key, value) -> own.put(key, value.text(before)));
            if (!begin(step, own)) {
                outcome = Result.SKIPPED;
            } else {
                Contexts contexts = contexts(own, status());
                name = step.name().text(contexts);
                run.tell(new RunEvent.StepStarted(job.id(), step.id()));
                log("##[group]Run " + name + "\n##[endgroup]");
                outcome = work(step, contexts, own, files, commands, outputs);
            }
            conclusion =
                    outcome == Result.FAILURE
                                    && step.continueOnError().flag(contexts(own, status()))
                            ? Result.SUCCESS
                            : outcome;
        } catch (EvaluationException e) {
            log("##[error]" + e.getMessage());
            outcome = Result.FAILURE;
            conclusion = Result.FAILURE;
        }
        failed |= conclusion == Result.FAILURE;
        ended.add(
                new RunResult.Step(
                        step.id(), name, outcome, conclusion, outputs, commands.found()));
        remember(step.id(), outcome, conclusion, outputs);
        run.tell(new RunEvent.StepEnded(job.id(), step.id(), outcome));
    }

    private void remember(
            String id, Result outcome, Result conclusion, Map<String, String> outputs) {
        ObjectNode result = steps.putObject(id);
        result.put("outcome", outcome.written()).put("conclusion", conclusion.written());
        ObjectNode values = result.putObject("outputs");
        outputs.forEach(values::put);
    }

    /// Whether the step's condition holds; from then on a cancellation may stop it.
    private synchronized boolean begin(Step step, Map<String, String> own) {
        stepStopped = false;
        process = null;
        Contexts contexts = contexts(own, status());
        current = step;
        currentContexts = contexts;
        return killedAs == null && step.condition().holds(contexts);
    }

    private Result work(
            Step step,
            Contexts contexts,
            Map<String, String> own,
            FileCommands files,
            CommandReader commands,
            Map<String, String> outputs)
            throws InterruptedException {
        boolean[] timedOut = {false};
        Optional<Double> minutes =
                step.timeoutMinutes().map(template -> template.minutes(contexts));
        minutes.ifPresent(count ->
                after(
                        run.setup().limits().minutes(count),
                        () -> {
                            if (stop(step)) {
                                timedOut[0] = true;
                            }
                        }));
        boolean good = false;
        try {
            good =
                    switch (step.work()) {
                        case Work.Run script -> script(script, contexts, own, files, commands);
                        case Work.Uses(Action action, Map<String, Template> with) -> {
                            Map<String, String> values = new LinkedHashMap<>();
                            with.forEach((key, value) -> values.put(key, value.text(contexts)));
                            outputs.putAll(new ActionRun(this, values).run(action));
                            yield true;
                        }
                    };
        } catch (EvaluationException e) {
            log("##[error]" + e.getMessage());
        }
        synchronized (this) {
            current = null;
            if (timedOut[0]) {
                log(
                        "##[error]The action '%s' has timed out after %s minutes."
                                .formatted(
                                        step.id(),
                                        Values.text(Values.JSON.valueToTree(minutes.orElse(0.0)))));
                good = false;
            } else if (stepStopped) {
                log("##[error]The operation was canceled.");
            }
        }
        try {
            outputs.putAll(files.outputs());
            env.putAll(files.environment());
            files.folders().forEach(this::addPath);
        } catch (EvaluationException e) {
            log("##[error]Unable to process file command successfully. " + e.getMessage());
            good = false;
        }
        synchronized (this) {
            if (killedAs != null) {
                return killedAs;
            }
            if (stepStopped && !timedOut[0]) {
                return Result.CANCELLED;
            }
        }
        return good && !commands.failed() ? Result.SUCCESS : Result.FAILURE;
    }

    private boolean script(
            Work.Run script,
            Contexts contexts,
            Map<String, String> own,
            FileCommands files,
            CommandReader commands)
            throws InterruptedException {
        Path file =
                machine.write("step-%d.sh".formatted(nextNumber()), script.script().text(contexts));
        List<String> words =
                script.strict()
                        ? List.of(
                                "bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString())
                        : List.of("bash", "-e", file.toString());
        Path folder =
                machine.workspace().resolve(script.folder().map(f -> f.text(contexts)).orElse("."));
        Map<String, String> variables = new LinkedHashMap<>(own);
        variables.putAll(files.variables());
        int code = process(words, folder, variables, line -> log(commands.line(line)));
        if (code != 0) {
            log("##[error]Process completed with exit code %d.".formatted(code));
        }
        return code == 0;
    }

    /// Runs a process of the current step to its end.
    int process(List<String> words, Path folder, Map<String, String> more, Consumer<String> lines)
            throws InterruptedException {
        StepProcess started;
        synchronized (this) {
            if (killedAs != null || stepStopped) {
                return 1;
            }
            started = StepProcess.start(words, folder.normalize(), environment(more), lines);
            process = started;
        }
        return started.await();
    }

    /// Stops the step if it is still running.
    private boolean stop(Step step) {
        StepProcess running;
        synchronized (this) {
            if (!step.equals(current) || stepStopped || killedAs != null) {
                return false;
            }
            stepStopped = true;
            running = process;
        }
        if (running != null) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            running.stop(run.setup().limits());
                        } catch (InterruptedException _) {
                            running.kill();
                        }
                    });
        }
        return true;
    }

    /// Cancels the job unless a condition of its own wants it to go on; a step whose condition
    /// still holds runs on.
    ///
    /// @param ofRun whether the whole run is cancelled
    void cancel(boolean ofRun) {
        Step running;
        synchronized (this) {
            if (cancelled || finished) {
                return;
            }
            if (ofRun && job.condition().holds(contexts(Map.of(), run.statusFor(job)))) {
                return;
            }
            cancelled = true;
            running = current;
            Contexts at = currentContexts;
            if (running != null
                    && at != null
                    && running.condition().holds(new Contexts(at.values(), status()))) {
                running = null;
            }
        }
        if (running != null) {
            stop(running);
        }
        after(run.setup().limits().cancellation(), () -> kill(Result.CANCELLED));
    }

    /// Ends all processes of the job at once; no step comes after.
    void kill(Result as) {
        StepProcess running;
        synchronized (this) {
            if (finished || killedAs != null) {
                return;
            }
            killedAs = as;
            running = process;
        }
        if (running != null) {
            running.kill();
        }
        machine.endOrphans();
    }

    private synchronized boolean isKilled() {
        return killedAs != null;
    }

    private synchronized Contexts.Status status() {
        return new Contexts.Status(!failed && !cancelled, failed && !cancelled, cancelled);
    }

    private static void after(Duration time, Runnable action) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(action);
    }

    private Contexts contexts(Map<String, String> variables, Contexts.Status status) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        ObjectNode github = run.github();
        github.put("job", job.id()).put("token", token);
        github.put("workspace", machine.workspace().toString());
        ObjectNode runner = Values.JSON.createObjectNode();
        runner.put("temp", machine.temp().toString()).put("os", "Linux").put("arch", "X64");
        runner.put("tool_cache", machine.folder().resolve("tools").toString());
        ObjectNode envNode = Values.JSON.createObjectNode();
        variables.forEach(envNode::put);
        values.put("github", github);
        values.put("inputs", run.inputs());
        values.put("needs", needs);
        values.put("steps", steps);
        values.put("secrets", secrets());
        values.put("env", envNode);
        values.put("runner", runner);
        return new Contexts(values, status);
    }

    /// Only those that the job's expressions name.
    private ObjectNode secrets() {
        ObjectNode node = Values.JSON.createObjectNode();
        run.setup()
                .secrets()
                .forEach((name, value) -> {
                    if (names(job.secrets(), name) || names(run.workflow().secrets(), name)) {
                        node.set(name, StringNode.valueOf(value));
                    }
                });
        node.put("GITHUB_TOKEN", token);
        return node;
    }

    private static boolean names(Set<String> named, String name) {
        return named.stream().anyMatch(name::equalsIgnoreCase);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>();
        all.put("HOME", machine.home().toString());
        all.put("LANG", "C.UTF-8");
        all.put("CI", "true");
        all.putAll(run.setup().passed());
        run.setup().tools().stream()
                .filter(tool -> tool.kind().equals("java"))
                .forEach(tool ->
                        all.put(
                                "JAVA_HOME_%s_X64".formatted(tool.version()),
                                tool.home().toString()));
        all.putAll(env);
        all.putAll(more);
        String base = all.getOrDefault("PATH", run.setup().path());
        all.put("PATH", String.join(":", path.reversed()) + (path.isEmpty() ? "" : ":") + base);
        all.putAll(run.variables());
        all.put("GITHUB_JOB", job.id());
        all.put("GITHUB_WORKSPACE", machine.workspace().toString());
        Step step = current;
        all.put("GITHUB_ACTION", step == null ? "" : step.id());
        all.put("RUNNER_TEMP", machine.temp().toString());
        all.put("RUNNER_TOOL_CACHE", machine.folder().resolve("tools").toString());
        all.put("RUNNER_OS", "Linux");
        all.put("RUNNER_ARCH", "X64");
        all.put("RUNNER_TRACKING_ID", machine.trackingId());
        if (job.permissions().containsKey("id-token")) {
            all.putAll(run.setup().idToken());
        }
        return all;
    }

    void log(String text) {
        String masked = masks.mask(text);
        log.append(masked).append('\n');
        run.tell(new RunEvent.Logged(job.id(), masked));
    }

    void addPath(String folder) {
        path.remove(folder);
        path.add(folder);
    }

    void addEnv(String name, String value) {
        env.put(name, value);
    }

    int nextNumber() {
        return number++;
    }

    Setup setup() {
        return run.setup();
    }

    Machine machine() {
        return machine;
    }

    Masks masks() {
        return masks;
    }

    String token() {
        return token;
    }

    Artifacts artifacts() {
        return run.artifacts();
    }
}
