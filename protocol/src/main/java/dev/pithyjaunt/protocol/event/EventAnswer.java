package dev.pithyjaunt.protocol.event;

import org.jspecify.annotations.Nullable;

/// What the server says to an event that it took: the body of its 200.
///
/// @param nextSequence the line of the event's phase that it wants next; absent when it has no
///   opinion
/// @param cancelRequested the execution is to stop
public record EventAnswer(@Nullable Long nextSequence, boolean cancelRequested) {}
