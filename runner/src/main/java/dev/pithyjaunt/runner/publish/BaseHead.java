package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Where the base branch stands, asked beside other work: the answer is wanted only at its end, and
/// a forge takes its time for each question.
final class BaseHead implements AutoCloseable {

    private final ExecutorService besides = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<String> commit;

    private BaseHead(RepositoryAddress repository, Optional<String> branch, Deadline deadline) {
        this.commit = besides.submit(() -> repository.head(branch, deadline).commit());
    }

    static BaseHead ask(RepositoryAddress repository, String branch, Deadline deadline) {
        return new BaseHead(repository, Optional.of(branch), deadline);
    }

    /// Waits for the answer.
    ///
    /// @throws GitException when there is none
    /// @throws IllegalArgumentException when there is no such branch
    String commit() {
        try {
            return commit.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("asking where the base branch stands", e.getCause());
        }
    }

    /// Gives up a question that nobody waits for.
    @Override
    public void close() {
        commit.cancel(true);
        besides.close();
    }
}
