package dev.pithyjaunt.bench.localization;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A line of a file of trees: a `blob` has an oid and a text, a `tree` the id of a change and the
/// oids of its files by their paths.
record TreesLine(
        String type,
        @Nullable String oid,
        @Nullable String text,
        @Nullable String id,
        @Nullable Map<String, String> files) {

    TreesLine {
        switch (requireNonNull(type, "type is missing")) {
            case "blob" -> {
                requireNonNull(oid, "oid is missing");
                requireNonNull(text, "text is missing");
            }
            case "tree" -> {
                requireNonNull(id, "id is missing");
                requireNonNull(files, "files is missing");
            }
            default -> throw new IllegalArgumentException("type is neither blob nor tree");
        }
    }
}
