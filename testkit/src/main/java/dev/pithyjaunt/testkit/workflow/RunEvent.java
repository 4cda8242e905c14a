package dev.pithyjaunt.testkit.workflow;

/// What happens in a run, told as it happens, from the threads of its jobs.
public sealed interface RunEvent {

    record RunStarted() implements RunEvent {}

    record RunEnded(RunResult.Result conclusion) implements RunEvent {}

    record JobStarted(String job) implements RunEvent {}

    record JobEnded(String job, RunResult.Result result) implements RunEvent {}

    record StepStarted(String job, String step) implements RunEvent {}

    record StepEnded(String job, String step, RunResult.Result outcome) implements RunEvent {}

    /// @param text masked
    record Logged(String job, String text) implements RunEvent {}
}
