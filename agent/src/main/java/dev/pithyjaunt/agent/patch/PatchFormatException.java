package dev.pithyjaunt.agent.patch;

import java.util.Objects;
import java.util.OptionalInt;

/// Bytes that are no patch, or none that git would print.
public final class PatchFormatException extends RuntimeException {

    private final int line;
    private final String file;
    private final OptionalInt hunk;
    private final String expected;
    private final String found;

    /// @param file as far as it is known; else empty
    PatchFormatException(int line, String file, OptionalInt hunk, String expected, String found) {
        super(
                "patch%s%s (line %d): expected %s but found %s"
                        .formatted(
                                file.isEmpty() ? "" : " for " + Shown.path(file),
                                hunk.isPresent() ? ", hunk " + hunk.getAsInt() : "",
                                line,
                                expected,
                                found));
        this.line = line;
        this.file = file;
        this.hunk = hunk;
        this.expected = expected;
        this.found = found;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// 1-based line of the patch.
    public int line() {
        return line;
    }

    /// The path whose part it is in; empty when that is not known.
    public String file() {
        return file;
    }

    /// 1-based number of the hunk in its file's part.
    public OptionalInt hunk() {
        return hunk;
    }

    /// In words.
    public String expected() {
        return expected;
    }

    /// The line at fault in quotes, cut when it is long, or what is there in words.
    public String found() {
        return found;
    }
}
