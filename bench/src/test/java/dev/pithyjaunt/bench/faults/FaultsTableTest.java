package dev.pithyjaunt.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class FaultsTableTest {

    @Test
    void rowSaysWhatWasCountedAndInWordsWhatWasWrong() {
        Row good = new Row("server-killed-sqlite", 50, 4_711, 0, 0, 0, List.of());
        Row bad = new Row("clock-off", 2, 8, 1, 0, 0, List.of("acknowledged and not there: x"));

        assertThat(FaultsTable.head())
                .isEqualTo(
                        "scene                         tries  acknowl.   lost   twice  unended  result");
        assertThat(FaultsTable.line(good))
                .isEqualTo(
                        "server-killed-sqlite             50      4711      0       0        0  ok");
        assertThat(FaultsTable.line(bad))
                .isEqualTo(
                        """
                        clock-off                         2         8      1       0        0  FAULT
                            acknowledged and not there: x\
                        """);
    }

    @Test
    void anyOfTheThreeCountsAndAnyFaultIsBad() {
        assertThat(new Row("a", 1, 1, 0, 0, 0, List.of()).isGood()).isTrue();
        assertThat(new Row("a", 1, 1, 1, 0, 0, List.of()).isGood()).isFalse();
        assertThat(new Row("a", 1, 1, 0, 1, 0, List.of()).isGood()).isFalse();
        assertThat(new Row("a", 1, 1, 0, 0, 1, List.of()).isGood()).isFalse();
        assertThat(new Row("a", 1, 1, 0, 0, 0, List.of("b")).isGood()).isFalse();
        assertThat(Row.broken("a", new IllegalStateException("b")).isGood()).isFalse();
    }
}
