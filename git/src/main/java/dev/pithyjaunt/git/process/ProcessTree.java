package dev.pithyjaunt.git.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process with all its children.
public final class ProcessTree {

    private static final int MAX_ROUNDS = 20;
    private static final Duration ROUND = Duration.ofMillis(250);

    private ProcessTree() {}

    /// Ends a process and its children: asks it to end, waits for as long as the grace says, then
    /// kills what is left. Returns when all are gone, or after at most the grace and five seconds.
    ///
    /// Not reached: a descendant whose parent ended before, since no list of children names it.
    public static void end(ProcessHandle root, Duration grace) {
        Set<ProcessHandle> tree = new LinkedHashSet<>(List.of(root));
        tree.addAll(root.descendants().toList());
        if (grace.isPositive()) {
            root.destroy();
            awaitExit(root, grace);
        }
        for (int round = 0; round < MAX_ROUNDS; round++) {
            // Again while any is left: one that is being killed may still fork.
            List.copyOf(tree).forEach(member -> tree.addAll(member.descendants().toList()));
            tree.forEach(ProcessHandle::destroyForcibly);
            Optional<ProcessHandle> left = tree.stream().filter(ProcessTree::isRunning).findFirst();
            if (left.isEmpty()) {
                return;
            }
            awaitExit(left.get(), ROUND);
        }
    }

    /// Whether it still runs a program. One that has ended and that its new parent has not asked
    /// about yet counts as alive for the system, but has no program any more.
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /// Waits without giving up on an interrupt, which has been answered by ending the tree.
    private static boolean awaitExit(ProcessHandle handle, Duration time) {
        CompletableFuture<ProcessHandle> exit = handle.onExit();
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    exit.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return !handle.isAlive();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
