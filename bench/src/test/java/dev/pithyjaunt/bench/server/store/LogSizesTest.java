package dev.pithyjaunt.bench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSizesTest {

    @Test
    void wholeStoreHasOneLogThatIsVeryLongAndSomeThatAreLong() {
        LogSizes sizes = LogSizes.spread(100_000, 10_000_000);

        assertThat(sizes.lines().get(sizes.longest())).isEqualTo(100_000);
        assertThat(sizes.longs()).hasSize(99);
        assertThat(sizes.longs().stream().map(i -> sizes.lines().get(i))).containsOnly(1_000);
        assertThat(sizes.lines().get(1)).isEqualTo(98);
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
        assertThat(sizes.lines().stream().mapToLong(Integer::longValue).sum()).isEqualTo(lines);
        assertThat(sizes.lines()).noneMatch(size -> size < 0);
        assertThat(sizes.longs()).isNotEmpty().doesNotContain(sizes.longest());
    }
}
