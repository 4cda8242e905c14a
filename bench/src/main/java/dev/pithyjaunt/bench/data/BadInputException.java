package dev.pithyjaunt.bench.data;

import java.nio.file.Path;

/// A file that was named cannot be read, or a line of it is not what it should be.
public final class BadInputException extends RuntimeException {

    private final Path file;
    private final int line;

    public BadInputException(Path file, String problem) {
        super("%s: %s".formatted(file, problem));
        this.file = file;
        this.line = 0;
    }

    /// @param line 1-based
    public BadInputException(Path file, int line, String problem) {
        super("%s, line %d: %s".formatted(file, line, problem));
        this.file = file;
        this.line = line;
    }

    public Path file() {
        return file;
    }

    /// 0 when it is the file as a whole.
    public int line() {
        return line;
    }
}
