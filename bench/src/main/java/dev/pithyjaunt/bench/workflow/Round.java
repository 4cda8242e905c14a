package dev.pithyjaunt.bench.workflow;

import dev.pithyjaunt.testkit.workflow.RunResult;

import java.util.EnumMap;
import java.util.Map;

/// What one run took, in seconds.
///
/// @param programs our program in each job
/// @param jobs each whole job
/// @param whole from the start of generate's program to the end of publish's, jobs' setting-up in
///   between included
/// @param again publishing once more
record Round(Map<OwnStep, Double> programs, Map<OwnStep, Double> jobs, double whole, double again) {

    Round {
        programs = Map.copyOf(programs);
        jobs = Map.copyOf(jobs);
    }

    static Round of(RunResult result, Timeline timeline, double again) {
        Map<OwnStep, Double> programs = new EnumMap<>(OwnStep.class);
        Map<OwnStep, Double> jobs = new EnumMap<>(OwnStep.class);
        for (OwnStep step : OwnStep.values()) {
            programs.put(step, span(result, timeline, step).seconds());
            jobs.put(step, timeline.job(step.job()).seconds());
        }
        double whole =
                span(result, timeline, OwnStep.GENERATE)
                        .secondsTo(span(result, timeline, OwnStep.PUBLISH));
        return new Round(programs, jobs, whole, again);
    }

    private static Timeline.Span span(RunResult result, Timeline timeline, OwnStep step) {
        return timeline.step(step.job(), step.id(result));
    }

    double program(OwnStep step) {
        return programs.getOrDefault(step, Double.NaN);
    }

    double job(OwnStep step) {
        return jobs.getOrDefault(step, Double.NaN);
    }

    /// Our programs up to the pull request, one after the other.
    double toPullRequest() {
        return program(OwnStep.GENERATE) + program(OwnStep.VALIDATE) + program(OwnStep.PUBLISH);
    }
}
