package dev.pithyjaunt.bench.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.testkit.workflow.RunEvent;
import dev.pithyjaunt.testkit.workflow.RunResult;
import dev.pithyjaunt.testkit.workflow.RunResult.Result;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

class RoundTest {

    private static final Map<String, String> TITLES =
            Map.of(
                    "generate", "Ask the model",
                    "validate", "Run the checks",
                    "publish", "Push the branch and open the pull request",
                    "report", "Tell how it ended");

    private final AtomicLong nanos = new AtomicLong();
    private final Timeline timeline = new Timeline(nanos::get);
    private final Map<String, RunResult.Job> jobs = new TreeMap<>();

    private void at(double second, RunEvent event) {
        nanos.set((long) (second * 1e9));
        timeline.add(event);
    }

    /// A job that begins at a second, its program half a second later.
    private void job(String id, double start, double seconds) {
        at(start, new RunEvent.JobStarted(id));
        at(start, new RunEvent.StepEnded(id, "java", Result.SKIPPED));
        at(start + 0.5, new RunEvent.StepStarted(id, "own"));
        at(start + 0.5 + seconds, new RunEvent.StepEnded(id, "own", Result.SUCCESS));
        at(start + 1 + seconds, new RunEvent.JobEnded(id, Result.SUCCESS));
        jobs.put(
                id,
                new RunResult.Job(
                        id,
                        Result.SUCCESS,
                        Map.of(),
                        "",
                        List.of(
                                step("java", "Find Java 25"),
                                step("own", java.util.Objects.requireNonNull(TITLES.get(id))))));
    }

    private static RunResult.Step step(String id, String name) {
        return new RunResult.Step(id, name, Result.SUCCESS, Result.SUCCESS, Map.of(), List.of());
    }

    private Round round(double again) {
        return Round.of(new RunResult("run", Result.SUCCESS, jobs, Map.of()), timeline, again);
    }

    @Test
    void programsAreToldFromWhatSurroundsThem() {
        job("generate", 10, 2);
        job("validate", 20, 1);
        job("publish", 30, 4);
        job("report", 40, 0.25);

        Round round = round(1.5);

        assertThat(round.program(OwnStep.VALIDATE)).isEqualTo(1);
        assertThat(round.job(OwnStep.VALIDATE)).isEqualTo(2);
        assertThat(round.toPullRequest()).isEqualTo(7);
        assertThat(round.whole()).isEqualTo(34.5 - 10.5);
    }

    @Test
    void stepThatWasSkippedHasNoTime() {
        job("generate", 10, 2);

        assertThatThrownBy(() -> timeline.step("generate", "java"))
                .hasMessage("generate/java was not run to its end");
    }

    @Test
    void workflowWhoseStepHasAnotherNameIsRefused() {
        job("generate", 10, 2);
        RunResult other =
                new RunResult(
                        "run",
                        Result.SUCCESS,
                        Map.of(
                                "generate",
                                new RunResult.Job(
                                        "generate",
                                        Result.SUCCESS,
                                        Map.of(),
                                        "",
                                        List.of(step("own", "Ask it")))),
                        Map.of());

        assertThatThrownBy(() -> Round.of(other, timeline, 1))
                .hasMessage("the job generate had no step \"Ask the model\"");
    }

    @Test
    void tableHasLeastMiddleAndMost() {
        List<Round> rounds = new ArrayList<>();
        for (double again : new double[] {3, 1, 1.5, 2}) {
            rounds.add(
                    new Round(
                            Map.of(
                                    OwnStep.GENERATE, again,
                                    OwnStep.VALIDATE, 1.0,
                                    OwnStep.PUBLISH, 2.0,
                                    OwnStep.REPORT, 0.5),
                            Map.of(
                                    OwnStep.GENERATE, again + 1,
                                    OwnStep.VALIDATE, 1.25,
                                    OwnStep.PUBLISH, 2.25,
                                    OwnStep.REPORT, 0.75),
                            12,
                            again));
        }

        assertThat(String.join("\n", RoundTable.lines(rounds)))
                .isEqualTo(
                        """
                        seconds of 4                             min  median     max
                        generate: our program                   1.00    1.75    3.00
                        generate: the job                       2.00    2.75    4.00
                        validate: our program                   1.00    1.00    1.00
                        validate: the job                       1.25    1.25    1.25
                        publish: our program                    2.00    2.00    2.00
                        publish: the job                        2.25    2.25    2.25
                        report: our program                     0.50    0.50    0.50
                        report: the job                         0.75    0.75    0.75
                        to the pull request: our programs       4.00    4.75    6.00  wanted: 8 or less
                        to the pull request: all               12.00   12.00   12.00
                        publish again                           1.00    1.75    3.00  wanted: less than 2\
                        """);
    }
}
