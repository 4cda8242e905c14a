package dev.pithyjaunt.server.execution;

/// The end of an execution turned out to be another one. Published as [ExecutionEnded] is.
///
/// @param execution with the end that counts
public record ExecutionCorrected(Execution execution) {}
