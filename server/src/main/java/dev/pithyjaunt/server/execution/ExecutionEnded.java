package dev.pithyjaunt.server.execution;

/// An execution has come to its end. Published inside the transaction that ends it, on its thread:
/// what a listener writes is committed with the end, and a listener that throws prevents it.
public record ExecutionEnded(Execution execution) {}
