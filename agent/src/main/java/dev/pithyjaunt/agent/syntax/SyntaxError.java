package dev.pithyjaunt.agent.syntax;

/// A place that a grammar cannot make sense of.
///
/// @param line from 1
/// @param problem `error`, or what is missing, such as `missing ";"`
/// @param text the line, shortened, without the space around it; invisible characters are escaped
public record SyntaxError(int line, String problem, String text) {}
