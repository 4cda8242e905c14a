package dev.pithyjaunt.github.repository;

/// What a person may do in a repository.
public enum Role {
    /// Nothing, or what anyone may.
    NONE,
    /// Look.
    READ,
    /// Push, and what goes with it.
    WRITE,
    /// Change settings too.
    ADMIN
}
