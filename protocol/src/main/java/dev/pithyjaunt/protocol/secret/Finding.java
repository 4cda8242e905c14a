package dev.pithyjaunt.protocol.secret;

/// Where a text holds a secret; it does not hold the secret itself.
///
/// @param rule what it looks like
/// @param start of the match, in the text
/// @param end after its last character
public record Finding(SecretRule rule, int start, int end) {}
