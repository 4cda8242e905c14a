package dev.pithyjaunt.testkit.workflow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A repository's surroundings for a test, with grace periods of a test.
record WorkflowScene(Path folder, WorkflowRunner runner, Setup setup) {

    static final Duration LIMIT = Duration.ofSeconds(30);

    static WorkflowScene of(Path folder) {
        return new WorkflowScene(
                folder, new WorkflowRunner(), setup(folder, "file://" + folder, "0".repeat(40)));
    }

    static Setup setup(Path folder, String server, String sha) {
        return new Setup(
                "someone/something",
                7,
                "main",
                sha,
                "someone",
                server,
                server + "/api/v3",
                server + "/api/graphql",
                Map.of("KEY", "fake-secret-one", "OTHER", "fake-secret-two"),
                (job, permissions) -> "fake-token-of-" + job + "-" + permissions,
                Map.of(),
                System.getenv("PATH"),
                List.of(new Setup.Tool("java", "25", Path.of(System.getProperty("java.home")))),
                folder,
                new Limits(
                        Duration.ofSeconds(1),
                        Duration.ofMillis(400),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(10)),
                Map.of());
    }

    static Workflow workflow(String jobs) {
        return Workflow.parse(
                "w.yml", "on: {workflow_dispatch: {}}\npermissions: {}\njobs:\n" + jobs.indent(2));
    }

    static Event event() {
        return Event.workflowDispatch(Values.JSON.createObjectNode(), Map.of());
    }

    RunResult run(String jobs) throws InterruptedException {
        return runner.run(workflow(jobs), event(), setup).await(LIMIT);
    }

    /// Begins a run and waits until a job has said something.
    WorkflowRun runUntil(Workflow workflow, String said) throws InterruptedException {
        return runUntil(workflow, said, _ -> true);
    }

    WorkflowRun runUntil(Workflow workflow, String said, Predicate<String> starts)
            throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        WorkflowRun run =
                runner.run(
                        workflow,
                        event(),
                        setup,
                        starts,
                        event -> {
                            if (event instanceof RunEvent.Logged logged
                                    && logged.text().equals(said)) {
                                heard.countDown();
                            }
                        });
        if (!heard.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody said " + said);
        }
        return run;
    }
}
