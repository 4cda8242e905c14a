package dev.pithyjaunt.protocol;

/// What stands between the repository's checks and the machine that they run on.
public enum CheckMode {
    /// A sandbox: they see only what they need, reach no network, and can take only so much.
    SANDBOX,
    /// Another user, on a machine that holds no secret and is thrown away after them.
    JOB,
    /// Nothing: they run as whoever runs this program.
    NONE,
    /// No check is run.
    OFF
}
