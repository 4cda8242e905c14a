package dev.pithyjaunt.runner.workflow;

import dev.pithyjaunt.protocol.ExecutionError.Category;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the jobs of a run ended, as GitHub says it to the last of them.
///
/// @param byPhase `success`, `failure`, `cancelled` or `skipped`; empty outside of GitHub's
///   workflows
/// @param cancelled whether somebody cancelled the run between two jobs: one was left out though
///   there was something for it to do
public record JobResults(Map<String, String> byPhase, boolean cancelled) {

    /// Nothing is known of jobs.
    public static final JobResults NONE = new JobResults(Map.of(), false);

    public JobResults {
        byPhase = Map.copyOf(byPhase);
    }

    /// @param text such as `generate=success validate=skipped`
    /// @param patch whether validate had something to do
    /// @param evidence whether publish had
    static JobResults of(String text, boolean patch, boolean evidence) {
        Map<String, String> byPhase =
                Stream.of(text.strip().split("\\s+"))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> pair.length == 2 && !pair[1].isEmpty())
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, _) -> a));
        return new JobResults(
                byPhase,
                (patch && "skipped".equals(byPhase.get("validate")))
                        || (evidence && "skipped".equals(byPhase.get("publish"))));
    }

    /// Why a phase left no file: its job was ended from outside.
    public Optional<Death> death(String phase) {
        return switch (byPhase.getOrDefault(phase, "")) {
            // A job that runs into its limit counts as cancelled, though nobody cancelled the run.
            case "cancelled" ->
                    Optional.of(
                            new Death(
                                    Category.TIMED_OUT,
                                    "the job %s ran into its time limit (timeout-minutes)"
                                            .formatted(phase)));
            case "failure" ->
                    Optional.of(
                            new Death(
                                    Category.LOST,
                                    "the job %s failed before the program could write how: the run's log on GitHub tells more"
                                            .formatted(phase)));
            default -> Optional.empty();
        };
    }

    /// The end of a job that its program could not tell.
    public record Death(Category category, String message) {}
}
