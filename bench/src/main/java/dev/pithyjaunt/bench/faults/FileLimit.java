package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How large a running program may make its files: as good as a disk of that size, and taken back
/// without a restart.
///
/// @param program of this user
record FileLimit(ProcessHandle program) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    void set(long bytes) {
        prlimit(bytes + ":");
    }

    void lift() {
        prlimit("unlimited:");
    }

    /// @param soft the limit that counts; the hard one stays
    private void prlimit(String soft) {
        Tail said = new Tail(1_000);
        Ending ending =
                new Command(
                                List.of("prlimit", "--pid", "" + program.pid(), "--fsize=" + soft),
                                Path.of("."),
                                Environment.basic())
                        .run(LIMIT, said, said);
        if (!ending.succeeded()) {
            throw new IllegalStateException("prlimit: %s: %s".formatted(ending, said.text()));
        }
    }
}
