package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.server.execution.Execution;

/// Where executions run. It finds them as rows by itself.
public interface Backend {

    /// Of the executions that are its own.
    Execution.Method method();

    /// Has the rows looked at now.
    void wake();

    /// Has one execution looked at now: somebody says that something happened to it.
    default void look(String executionId) {
        wake();
    }
}
