package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.JavaProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The first scenes of `jaunt bench faults`, in their small form: the built server is killed at
/// random moments under load, and what it acknowledged is held against what it has.
class FaultsIT {

    private static final List<String> SCENES =
            List.of("server-killed-sqlite", "server-killed-postgresql");

    @TempDir Path folder;

    @Test
    @Timeout(240)
    void nothingThatWasAcknowledgedIsLostOrCountedTwice() throws Exception {
        Path root = Path.of(System.getProperty("jaunt.root"));
        Path output = folder.resolve("output");
        List<String> words = JavaProgram.words(root.resolve("bench/target/jaunt-bench.jar"));
        words.addAll(
                words.indexOf("-jar"),
                List.of("-Djaunt.root=" + root, "-Djava.io.tmpdir=" + folder));
        words.addAll(List.of("faults", "--short", "--at-once", "2"));
        SCENES.forEach(scene -> words.addAll(List.of("--scene", scene)));
        Process bench =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            int code = bench.waitFor();

            for (String scene : SCENES) {
                assertThat(output).content().containsPattern(scene + " +3 .*ok");
            }
            assertThat(code).isZero();
        } finally {
            bench.destroy();
        }
    }
}
