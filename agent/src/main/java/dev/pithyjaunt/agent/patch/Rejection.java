package dev.pithyjaunt.agent.patch;

import java.util.Optional;

/// Why a patch is not applied.
///
/// @param path the file that it is about
/// @param position the hunk, when it is about one
/// @param expected by the patch: a line's text in quotes, or words
/// @param found in its place: a line's text in quotes, or words
public record Rejection(String path, Optional<Position> position, String expected, String found) {

    /// @param hunk 1-based number among the file's hunks
    /// @param line 1-based, in the file as it is
    public record Position(int hunk, int hunks, int line) {}

    static Rejection ofFile(String path, String expected, String found) {
        return new Rejection(path, Optional.empty(), expected, found);
    }

    /// For people.
    public String message() {
        return "patch for %s%s: expected %s but found %s"
                .formatted(
                        Shown.path(path),
                        position.map(at ->
                                        ", hunk %d of %d (line %d)"
                                                .formatted(at.hunk(), at.hunks(), at.line()))
                                .orElse(""),
                        expected,
                        found);
    }
}
