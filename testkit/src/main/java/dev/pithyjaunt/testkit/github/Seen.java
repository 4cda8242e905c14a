package dev.pithyjaunt.testkit.github;

/// A request that arrived.
///
/// @param template of GitHub's description, such as `/repos/{owner}/{repo}/dispatches`; the path
///   where there is none
/// @param token what it showed; `NONE` also where that was unknown
/// @param status 0 when the connection was cut
public record Seen(String method, String template, String path, TokenKind token, int status) {}
