package dev.pithyjaunt.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// All scenes in their small form, with the built programs.
class FaultsIT {

    /// What a failure is played again with: `./jaunt bench faults --short --seed N --scene NAME`.
    private static final long SEED = 9;

    private static final int AT_ONCE = 3;

    @TempDir Path folder = Path.of(".");

    @Test
    void nothingIsLostAndNothingIsCountedTwice() {
        System.out.println("seed " + SEED);
        System.out.println(FaultsTable.head());
        List<Row> rows =
                new Play(folder, Size.SHORT, SEED)
                        .of(
                                Scenes.all(Size.SHORT),
                                AT_ONCE,
                                row -> System.out.println(FaultsTable.line(row)));

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.isGood()).isTrue());
    }
}
