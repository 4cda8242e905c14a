package dev.pithyjaunt.github.rest;

import java.time.Duration;

/// A pause before a call is made, or made again, told before it begins. The second between two
/// writes is not told.
///
/// @param what as [Call#what]
public record Wait(String what, Duration length, Reason reason) {

    /// Why.
    public enum Reason {
        /// GitHub's limit of calls.
        LIMIT,
        /// No answer, or a failure on GitHub's side.
        FAILURE
    }
}
