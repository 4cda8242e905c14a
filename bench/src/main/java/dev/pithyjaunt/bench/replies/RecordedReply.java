package dev.pithyjaunt.bench.replies;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A line of a file of replies.
///
/// @param context what the model was shown; null when it is not said
/// @param files blob ids by path; null where the base has no such file
record RecordedReply(
        String id,
        String model,
        String format,
        @Nullable String context,
        String group,
        String reply,
        Map<String, @Nullable String> files) {

    RecordedReply {
        requireNonNull(id, "id is missing");
        requireNonNull(model, "model is missing");
        requireNonNull(format, "format is missing");
        requireNonNull(group, "group is missing");
        requireNonNull(reply, "reply is missing");
        requireNonNull(files, "files is missing");
    }
}
