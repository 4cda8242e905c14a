package dev.pithyjaunt.bench.server;

import java.util.List;

/// What the server keeps its rows in.
enum DatabaseKind {
    SQLITE,
    POSTGRESQL;

    /// As people write it.
    enum Choice {
        sqlite,
        postgresql,
        both;

        List<DatabaseKind> kinds() {
            return switch (this) {
                case sqlite -> List.of(SQLITE);
                case postgresql -> List.of(POSTGRESQL);
                case both -> List.of(SQLITE, POSTGRESQL);
            };
        }
    }
}
