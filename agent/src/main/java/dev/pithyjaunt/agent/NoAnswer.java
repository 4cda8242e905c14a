package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.git.process.Deadline;

import java.util.List;
import java.util.stream.Collectors;

/// The failure of all models in one: each provider's own words, and what to do.
final class NoAnswer {

    private NoAnswer() {}

    /// What each of them said, and what to do about it.
    static String inWords(List<ModelException> failures) {
        return failures.stream()
                .map(failure -> failure.getMessage() + " (" + failure.advice() + ")")
                .collect(Collectors.joining("; then "));
    }

    /// @param failures at least one, in the order in which the models were asked
    static ModelException of(List<ModelException> failures, Deadline deadline) {
        ModelException last = failures.getLast();
        boolean isOver = deadline.hasPassed();
        String message =
                isOver
                        ? failures.stream()
                                .map(ModelException::getMessage)
                                .collect(Collectors.joining("; then "))
                        : inWords(failures);
        return new ModelException(
                last.provider(),
                last.status(),
                last.reason(),
                last.retryAfter(),
                failures.size() == 1 ? message : "no model answered: " + message,
                last.getCause());
    }
}
