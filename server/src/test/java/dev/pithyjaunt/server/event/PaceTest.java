package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class PaceTest {

    /// Nanoseconds begin anywhere, and go over the largest number.
    @ParameterizedTest
    @ValueSource(longs = {0, -5_000, Long.MAX_VALUE - 150})
    void soManyAtOnceAndThenOneEachTime(long start) {
        Pace pace = new Pace(3, Duration.ofNanos(100), start);
        for (int i = 0; i < 3; i++) {
            assertThat(pace.take(start)).isZero();
        }
        assertThat(pace.take(start)).isEqualTo(100);
        assertThat(pace.take(start + 40)).isEqualTo(60);
        assertThat(pace.take(start + 100)).isZero();
        assertThat(pace.take(start + 100)).isEqualTo(100);
        assertThat(pace.isRested(start + 399)).isFalse();
        assertThat(pace.isRested(start + 400)).isTrue();
    }

    @Test
    void longRestIsWorthNoMoreThanTheFirstTime() {
        Pace pace = new Pace(2, Duration.ofNanos(100), 0);
        long later = 1_000_000;
        assertThat(pace.take(later)).isZero();
        assertThat(pace.take(later)).isZero();
        assertThat(pace.take(later)).isEqualTo(100);
    }

    @Test
    void whatIsGivenBackCanBeTaken() {
        Pace pace = new Pace(1, Duration.ofNanos(100), 0);
        assertThat(pace.take(0)).isZero();
        pace.giveBack();
        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isEqualTo(100);
    }

    @Test
    void manyAtTheSameTimeGetWhatThereIs() throws Exception {
        Pace pace = new Pace(1_000, Duration.ofNanos(100), 0);
        Callable<Integer> greedy =
                () -> {
                    int taken = 0;
                    for (int i = 0; i < 1_000; i++) {
                        taken += pace.take(0) == 0 ? 1 : 0;
                    }
                    return taken;
                };
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> one : threads.invokeAll(Collections.nCopies(8, greedy))) {
                taken += one.get();
            }
        }
        assertThat(taken).isEqualTo(1_000);
    }
}
