package dev.pithyjaunt.bench.server.store;

/// Where tasks are: a repository, and whose it is.
///
/// @param owner an account's id
/// @param repository its id
record Place(String owner, String repository) {}
