package dev.pithyjaunt.bench.server;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What answers came, and how soon.
final class Tally {

    private final long start = System.nanoTime();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private long[] nanos = new long[1 << 16];
    private int count;
    private double seconds;

    void add(int status, long latency) {
        statuses.merge(status, 1, Integer::sum);
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = latency;
    }

    Tally ended() {
        seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos, 0, count);
        return this;
    }

    int count() {
        return count;
    }

    long count(int status) {
        return statuses.getOrDefault(status, 0).longValue();
    }

    Map<Integer, Integer> statuses() {
        return statuses;
    }

    double seconds() {
        return seconds;
    }

    double aSecond() {
        return count / seconds;
    }

    /// @param share such as 0.99
    double millis(double share) {
        return count == 0 ? 0 : nanos[Math.min(count - 1, (int) (count * share))] / 1e6;
    }
}
