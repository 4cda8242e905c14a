package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.runner.sandbox.Place;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A place after its set-up.
///
/// @param setUp the steps that were run, in order; after one that failed no more
/// @param failed what failed; absent when nothing did
record Prepared(Place place, List<Ran> setUp, @Nullable Step failed) {
    Prepared {
        setUp = List.copyOf(setUp);
    }

    boolean isWhole() {
        return failed == null;
    }
}
