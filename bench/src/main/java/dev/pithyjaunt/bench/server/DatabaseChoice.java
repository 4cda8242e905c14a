package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.bench.program.DatabaseKind;

import java.util.List;

/// Which databases are measured, as people write it.
enum DatabaseChoice {
    sqlite,
    postgresql,
    both;

    List<DatabaseKind> kinds() {
        return switch (this) {
            case sqlite -> List.of(DatabaseKind.SQLITE);
            case postgresql -> List.of(DatabaseKind.POSTGRESQL);
            case both -> List.of(DatabaseKind.SQLITE, DatabaseKind.POSTGRESQL);
        };
    }
}
