package dev.pithyjaunt.runner.doctor;

import java.time.Duration;

/// One line of the report, before it is known.
///
/// @param what is looked at
/// @param limit after which it has failed
record Check(String what, Duration limit, Look look) {

    /// Looks. It may throw what it likes: that is a failure of this line.
    @FunctionalInterface
    interface Look {
        Finding look() throws Exception;
    }
}
