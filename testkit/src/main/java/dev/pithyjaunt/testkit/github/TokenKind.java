package dev.pithyjaunt.testkit.github;

/// What a request showed of itself.
public enum TokenKind {
    /// No token.
    NONE,
    /// A personal access token with scopes.
    CLASSIC,
    /// A personal access token with permissions.
    FINE_GRAINED,
    /// A GitHub App at one of its installations.
    INSTALLATION,
    /// The token of a job of GitHub Actions.
    JOB,
    /// The JWT of a GitHub App itself.
    APP
}
