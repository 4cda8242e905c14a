package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.JavaProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All scenes of `jaunt bench faults` in their small form, with the built programs. A failure is
/// played again with `./jaunt bench faults --short --seed 9 --scene NAME`.
class FaultsIT {

    @TempDir Path folder = Path.of(".");

    @Test
    @Timeout(600)
    void nothingIsLostAndNothingIsCountedTwice() throws Exception {
        Path root = Path.of(System.getProperty("jaunt.root", "..")).toRealPath();
        List<String> words =
                new ArrayList<>(JavaProgram.words(root.resolve("bench/target/jaunt-bench.jar")));
        words.add(1, "-Djaunt.root=" + root);
        words.addAll(List.of("faults", "--short", "--seed", "9", "--at-once", "3"));
        Path table = folder.resolve("table");
        Process faults =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(table.toFile())
                        .start();
        try {
            assertThat(faults.waitFor()).as(() -> read(table)).isZero();
        } finally {
            faults.destroy();
            faults.waitFor();
        }
        System.out.println(read(table));
    }

    private static String read(Path table) {
        try {
            return Files.readString(table);
        } catch (java.io.IOException e) {
            return String.valueOf(e);
        }
    }
}
