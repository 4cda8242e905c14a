package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.Evidence.Stopped;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs the words that a sandbox made of a job, and sees that it stays within its limits.
///
/// @param directory in which the words are meant
/// @param cgroup that the words join
record Runner(List<String> words, Path directory, Map<String, String> environment, Cgroup cgroup) {

    private static final int MAX_ERROR_BYTES = 2_000;

    /// @param written the folder that the job fills
    Run run(Job job, Path written, Drain output) {
        long start = System.nanoTime();
        try (Watch watch = new Watch(job.limits(), written)) {
            Tail errors = new Tail(MAX_ERROR_BYTES);
            Ending ending =
                    new Command(words, directory, environment)
                            .runWatched(job.time(), watch.counting(output), errors, watch::begin);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            Stopped stopped = stopped(ending, watch);
            return switch (ending) {
                case Ending.Exited(int code) when stopped == null ->
                        new Run(code, null, time, errors.text());
                case Ending.Exited _ -> new Run(null, stopped, time, errors.text());
                case Ending.TimedOut _ ->
                        new Run(
                                null,
                                stopped == null ? Stopped.TIME : stopped,
                                time,
                                errors.text());
            };
        }
    }

    private @Nullable Stopped stopped(Ending ending, Watch watch) {
        Stopped byWatch = watch.stopped();
        if (byWatch != null) {
            return byWatch;
        }
        return !ending.succeeded() && cgroup.ranOutOfMemory() ? Stopped.MEMORY : null;
    }
}
