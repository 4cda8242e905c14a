package dev.pithyjaunt.testkit.workflow;

/// A workflow that GitHub would refuse, or that uses what this stand-in does not implement. The
/// message names the file, the line, the keys that lead there, and what was found.
public final class WorkflowException extends RuntimeException {

    WorkflowException(String message) {
        super(message);
    }
}
