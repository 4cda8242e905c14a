package dev.pithyjaunt.bench.replies;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A line of a file of replies.
///
/// @param files blob ids by path; null where the base has no such file
record RecordedReply(
        String id,
        String model,
        String format,
        String group,
        String reply,
        Map<String, @Nullable String> files) {}
