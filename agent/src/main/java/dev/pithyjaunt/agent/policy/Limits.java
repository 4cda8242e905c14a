package dev.pithyjaunt.agent.policy;

/// How large a patch may be.
///
/// @param files that it changes
/// @param addedLines in all of them
/// @param patchBytes of the diff as it is written
public record Limits(int files, int addedLines, int patchBytes) {

    /// What a person can still review; also the most that a repository can set.
    public static final Limits STANDARD = new Limits(100, 5_000, 1_000_000);
}
