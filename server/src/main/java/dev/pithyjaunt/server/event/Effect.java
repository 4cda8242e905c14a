package dev.pithyjaunt.server.event;

/// What came of an event.
///
/// @param isKept whether a repeat is to be answered the same; otherwise nothing was stored, and a
///   repeat may be
record Effect(Answer answer, boolean isKept) {}
