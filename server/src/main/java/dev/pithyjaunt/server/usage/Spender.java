package dev.pithyjaunt.server.usage;

/// Who spends: an execution, and whose budgets it is on.
public record Spender(String executionId, String ownerId, String repositoryId) {}
