package dev.pithyjaunt.github.repository;

/// A branch as it is now.
///
/// @param head the hash of its last commit
public record Branch(String name, String head, boolean isProtected) {}
