package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What this machine has for walls, and the small programs that build them.
final class Machine {

    /// A user id that nobody has: distributions and systemd leave 60578 to 61183 free, see
    /// https://systemd.io/UIDS-GIDS/.
    static final int SANDBOX_USER = 60_808;

    /// Another one, all of whose processes are ended after each of its commands: no sandbox must
    /// run as this user.
    static final int JOB_USER = 60_809;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Machine() {}

    static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    /// Whether this program may do everything here.
    static boolean isRoot() {
        try {
            return isLinux()
                    && (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// Those of the programs that are not on the PATH.
    static List<String> missing(String... programs) {
        List<Path> folders =
                Stream.of(Environment.basic().getOrDefault("PATH", "").split(":", -1))
                        .filter(folder -> folder.startsWith("/"))
                        .map(Path::of)
                        .toList();
        return Stream.of(programs)
                .filter(program ->
                        folders.stream()
                                .noneMatch(folder -> Files.isExecutable(folder.resolve(program))))
                .toList();
    }

    /// Runs a program that has to succeed.
    ///
    /// @throws IllegalStateException when it does not, with what it said
    static void run(Path directory, String... words) {
        Tail said = new Tail(2_000);
        Ending ending =
                new Command(List.of(words), directory, Environment.basic())
                        .run(LIMIT, Drain.NONE, said);
        if (!ending.succeeded()) {
            throw new IllegalStateException(
                    "%s: %s: %s".formatted(String.join(" ", words), ending, said.text().strip()));
        }
    }

    static void createFolders(Path... folders) {
        try {
            for (Path folder : folders) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("creating folders for checks", e);
        }
    }
}
