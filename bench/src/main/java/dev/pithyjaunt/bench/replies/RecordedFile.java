package dev.pithyjaunt.bench.replies;

import static java.util.Objects.requireNonNull;

/// A line of a file of base files.
///
/// @param oid git's id of the blob
record RecordedFile(String oid, String text) {

    RecordedFile {
        requireNonNull(oid, "oid is missing");
        requireNonNull(text, "text is missing");
    }
}
