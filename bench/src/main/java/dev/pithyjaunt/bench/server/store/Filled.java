package dev.pithyjaunt.bench.server.store;

import java.util.List;

/// What a filled store has, for those who look into it.
///
/// @param tasks ids, the oldest first
/// @param repositories ids
/// @param few an API token of somebody with few tasks
/// @param chunks in which log lines are stored
record Filled(List<String> tasks, List<String> repositories, String few, long chunks) {}
