package dev.pithyjaunt.testkit.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a run ended.
///
/// @param name what `run-name` says
/// @param artifacts the folder of each, by its name
public record RunResult(
        String name, Result conclusion, Map<String, Job> jobs, Map<String, Path> artifacts) {

    public RunResult {
        jobs = Map.copyOf(jobs);
        artifacts = Map.copyOf(artifacts);
    }

    public Job job(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new IllegalArgumentException("no job " + id + " in " + jobs.keySet());
        }
        return job;
    }

    /// As `needs.*.result` and `steps.*.outcome` write them, in lower case.
    public enum Result {
        SUCCESS,
        FAILURE,
        /// Also one that took longer than its `timeout-minutes`, as a job.
        CANCELLED,
        SKIPPED;

        String written() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param log with masked secrets
    /// @param steps in their order; those that were never reached are missing
    public record Job(
            String id, Result result, Map<String, String> outputs, String log, List<Step> steps) {
        public Job {
            outputs = Map.copyOf(outputs);
            steps = List.copyOf(steps);
        }

        public Step step(String id) {
            return steps.stream()
                    .filter(step -> step.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no step " + id));
        }
    }

    /// @param id a made one when the file gives none: `__step_` and the index
    /// @param outcome before `continue-on-error`
    /// @param conclusion after it
    public record Step(
            String id,
            String name,
            Result outcome,
            Result conclusion,
            Map<String, String> outputs,
            List<CommandLine> commands) {
        public Step {
            outputs = Map.copyOf(outputs);
            commands = List.copyOf(commands);
        }
    }

    /// A workflow command that was found in the output while commands were not stopped, in either
    /// of its forms: `::name properties::text` and `##[name properties]text`.
    public record CommandLine(String name, String properties, String text) {}
}
