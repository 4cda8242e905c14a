package dev.pithyjaunt.github.actions;

/// The run that a dispatch began.
///
/// @param page where people look at it
public record DispatchedRun(long id, String page) {}
