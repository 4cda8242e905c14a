package dev.pithyjaunt.runner.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// Makes checks: groups beside one another, the checks of a group one after the other.
final class CheckUp {

    private final UnaryOperator<String> redactor;

    /// @param redactor takes secrets out of what is shown
    CheckUp(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    /// A line for each check, in their order.
    ///
    /// @throws CancellationException when the calling thread is interrupted
    List<Line> run(List<List<Check>> groups) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<List<Line>>> all = new ArrayList<>();
            groups.forEach(group -> all.add(threads.submit(() -> lines(group, threads))));
            List<Line> lines = new ArrayList<>();
            for (Future<List<Line>> group : all) {
                lines.addAll(group.get());
            }
            return lines;
        } catch (InterruptedException e) {
            throw cancelled(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a check could not be made", e.getCause());
        } finally {
            // What hangs must not hold the program's end.
            threads.shutdownNow();
        }
    }

    private List<Line> lines(List<Check> group, ExecutorService threads)
            throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        for (Check check : group) {
            Finding finding = found(check, threads).shown(redactor);
            lines.add(new Line(finding.verdict(), check.what(), finding.found(), finding.fix()));
        }
        return lines;
    }

    private static Finding found(Check check, ExecutorService threads) throws InterruptedException {
        Future<Finding> finding = threads.submit(() -> check.look().look());
        try {
            return finding.get(check.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            finding.cancel(true);
            return Finding.fail(
                    "nothing came of it within %d s".formatted(check.limit().toSeconds()),
                    "look at the network and at proxies");
        } catch (java.util.concurrent.ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Finding.fail(
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage(),
                    "");
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }
}
