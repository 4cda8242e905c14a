package dev.pithyjaunt.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.bench.workflow.WorkflowCommand;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

/// `./jaunt bench workflow`, which packs the built command. It stands here because bench is built
/// before the program that it measures.
class WorkflowBenchIT {

    private final StringWriter out = new StringWriter();

    @Test
    void oneRunIsMeasuredFromTheTaskToThePullRequest() {
        int code =
                new CommandLine(new WorkflowCommand())
                        .setOut(new PrintWriter(out, true))
                        .execute("--rounds", "1");

        assertThat(code).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +\\d.*\\.\\d.*", "")))
                .containsExactly(
                        "seconds of 1                             min  median     max",
                        "generate: our program",
                        "generate: the job",
                        "validate: our program",
                        "validate: the job",
                        "publish: our program",
                        "publish: the job",
                        "report: our program",
                        "report: the job",
                        "to the pull request: our programs",
                        "to the pull request: all",
                        "publish again");
        assertThat(out.toString()).doesNotContain("NaN");
    }
}
