package dev.pithyjaunt.bench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class LogSizesTest {

    @Test
    void wholeStoreHasOneLogThatIsVeryLongAndSomeThatAreLong() {
        LogSizes sizes = LogSizes.spread(100_000, 10_000_000);

        assertThat(sizes.lines()[sizes.longest()]).isEqualTo(100_000);
        assertThat(sizes.longs()).hasSize(99);
        assertThat(Arrays.stream(sizes.longs()).map(i -> sizes.lines()[i])).containsOnly(1_000);
        assertThat(sizes.lines()[1]).isEqualTo(98);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1000",
        "5, 1001",
        "8, 100000",
        "150, 1000",
        "199, 12345",
        "1000, 1000",
        "100000, 10000000"
    })
    void allLinesAreSpread(int tasks, long lines) {
        LogSizes sizes = LogSizes.spread(tasks, lines);

        assertThat(sizes.lines()).hasSize(tasks);
        assertThat(Arrays.stream(sizes.lines()).asLongStream().sum()).isEqualTo(lines);
        assertThat(Arrays.stream(sizes.lines())).noneMatch(size -> size < 0);
        assertThat(sizes.longs()).isNotEmpty().doesNotContain(sizes.longest());
    }
}
