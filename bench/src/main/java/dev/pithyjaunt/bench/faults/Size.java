package dev.pithyjaunt.bench.faults;

/// How much of everything is done.
enum Size {
    /// For the tests of every build: seconds.
    SHORT,
    /// For the figures in docs/BENCHMARKS.md: minutes.
    FULL;

    int of(int inShort, int inFull) {
        return this == SHORT ? inShort : inFull;
    }
}
