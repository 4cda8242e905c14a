package dev.pithyjaunt.server.execution;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The files that an execution leaves.
public enum FileKind {
    /// `patch.diff`: what is to be changed.
    PATCH,
    /// `evidence.json`: what the checks said.
    EVIDENCE,
    /// `transcript.jsonl`: all messages.
    TRANSCRIPT,
    /// `report.json`: what generate did.
    REPORT;

    /// The kind that an address names.
    public static Optional<FileKind> find(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
