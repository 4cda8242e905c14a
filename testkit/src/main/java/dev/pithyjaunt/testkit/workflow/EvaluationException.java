package dev.pithyjaunt.testkit.workflow;

/// An expression that is well formed and fails on the values it meets, which fails the step or the
/// job that it belongs to.
final class EvaluationException extends RuntimeException {

    EvaluationException(String message) {
        super(message);
    }
}
