package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.git.process.Deadline;

import java.util.List;
import java.util.stream.Collectors;

/// The failure of all models in one: each provider's own words, and what to do.
final class NoAnswer {

    private NoAnswer() {}

    /// @param failures at least one, in the order in which the models were asked
    static ModelException of(List<ModelException> failures, Deadline deadline) {
        ModelException last = failures.getLast();
        boolean isOver = deadline.hasPassed();
        String message =
                failures.stream()
                        .map(failure ->
                                isOver
                                        ? failure.getMessage()
                                        : failure.getMessage() + " (" + failure.advice() + ")")
                        .collect(Collectors.joining("; then "));
        return new ModelException(
                last.provider(),
                last.status(),
                last.reason(),
                last.retryAfter(),
                failures.size() == 1 ? message : "no model answered: " + message,
                last.getCause());
    }
}
