package dev.pithyjaunt.bench.workflow;

import dev.pithyjaunt.testkit.workflow.RunResult;

import java.util.Locale;

/// A job's step that runs our program; all its others prepare it or hand something over.
enum OwnStep {
    GENERATE("Ask the model"),
    VALIDATE("Run the checks"),
    PUBLISH("Push the branch and open the pull request"),
    REPORT("Tell how it ended");

    private final String title;

    OwnStep(String title) {
        this.title = title;
    }

    /// As the workflow file has it.
    String job() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalStateException when the run had no such step
    String id(RunResult result) {
        return result.job(job()).steps().stream()
                .filter(step -> step.name().equals(title))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the job %s had no step \"%s\"".formatted(job(), title)))
                .id();
    }
}
