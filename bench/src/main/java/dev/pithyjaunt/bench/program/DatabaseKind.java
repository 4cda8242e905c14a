package dev.pithyjaunt.bench.program;

import java.util.Locale;

/// What a server keeps its rows in.
public enum DatabaseKind {
    /// A file of its own.
    SQLITE,
    /// A program beside it.
    POSTGRESQL;

    /// Lower-case, as people write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
