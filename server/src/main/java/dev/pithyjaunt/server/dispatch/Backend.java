package dev.pithyjaunt.server.dispatch;

/// Where executions run. It finds them as rows by itself.
public interface Backend {

    /// Has the rows looked at now.
    void wake();

    /// Has one execution looked at now: somebody says that something happened to it.
    default void look(String executionId) {
        wake();
    }
}
