package dev.pithyjaunt.github.repository;

/// How asking for a new branch ended.
public enum BranchCreation {
    /// It is there, at the commit that was named.
    CREATED,
    /// One of that name was there before, at that commit or another, and is left as it is.
    EXISTED
}
