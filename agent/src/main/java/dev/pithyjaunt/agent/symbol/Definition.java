package dev.pithyjaunt.agent.symbol;

/// A place that gives a meaning to a name.
///
/// @param line its first, from 0
/// @param lastLine its last, from 0
/// @param depth how many definitions it stands in
/// @param signature a line of source that shows it without its body, annotations and comments,
///   shortened; may hold invisible characters
public record Definition(
        String name, Kind kind, int line, int lastLine, int depth, String signature) {}
