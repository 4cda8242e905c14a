package dev.pithyjaunt.agent.symbol;

/// A piece of a text.
///
/// @param from in bytes
/// @param to exclusive
record Span(int from, int to) {}
