package dev.pithyjaunt.bench.replies;

/// A line of a file of base files.
///
/// @param oid git's id of the blob
record RecordedFile(String oid, String text) {}
