package dev.pithyjaunt.bench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class LatenciesTest {

    /// 100 answers, in 1 to 100 parts of a time.
    private static Latencies answers(long nanos) {
        return new Latencies("tasks", LongStream.rangeClosed(1, 100).map(i -> nanos * i).toArray());
    }

    @Test
    void lineHasMedianAndWorstOfAHundred() {
        assertThat(Latencies.head())
                .isEqualTo(
                        "milliseconds                                             p50       p99       max");
        assertThat(answers(250_000).line())
                .isEqualTo(
                        "tasks                                                   12.5      24.8      25.0");
    }

    @Test
    void whatIsTooSlowIsMarked() {
        assertThat(answers(505_050).line()).doesNotContain("wanted");
        assertThat(answers(505_051).line()).endsWith("  wanted: less than 50");
    }

    @Test
    void orderOfAnswersDoesNotCount() {
        Latencies some = new Latencies("tasks", new long[] {3_000_000, 1_000_000, 2_000_000});

        assertThat(some.millis(0.5)).isEqualTo(2);
        assertThat(some.millis(1)).isEqualTo(3);
    }
}
