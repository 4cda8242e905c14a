package dev.pithyjaunt.bench.syntax;

import dev.pithyjaunt.agent.syntax.FileSyntax;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.agent.syntax.SyntaxError;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What parsing the files of one language shows.
final class SyntaxFigures {

    private static final int MAX_SHOWN = 40;
    private static final int MAX_SHOWN_CHARACTERS = 400;

    private final List<String> inError = new ArrayList<>();
    private int files;
    private long lines;
    private long nanos;
    private double slowestMillis;

    /// Parses one file as a new one, after once without a clock.
    void add(String path, byte[] content) {
        if (!SyntaxCheck.check(path, Optional.of(content), content)
                .equals(new FileSyntax.Checked(List.of()))) {
            throw new IllegalStateException(path + " has errors that it has not");
        }
        long started = System.nanoTime();
        FileSyntax syntax = SyntaxCheck.check(path, Optional.empty(), content);
        long taken = System.nanoTime() - started;
        nanos += taken;
        slowestMillis = Math.max(slowestMillis, taken / 1e6);
        files++;
        for (byte b : content) {
            lines += b == '\n' ? 1 : 0;
        }
        if (!(syntax instanceof FileSyntax.Checked(List<SyntaxError> errors) && errors.isEmpty())) {
            inError.add(path + " " + syntax);
        }
    }

    /// A line of figures, and one for each file in error.
    List<String> lines(String ending) {
        List<String> printed = new ArrayList<>();
        printed.add(
                String.format(
                        Locale.ROOT,
                        "%-6s %5d files %8d lines, %4d with errors (%.1f %%), %.1f ms for 3,000 lines, slowest file %.0f ms",
                        ending,
                        files,
                        lines,
                        inError.size(),
                        100.0 * inError.size() / files,
                        nanos / 1e6 * 3_000 / Math.max(lines, 1),
                        slowestMillis));
        inError.stream()
                .limit(MAX_SHOWN)
                .map(file ->
                        "    " + file.substring(0, Math.min(MAX_SHOWN_CHARACTERS, file.length())))
                .forEach(printed::add);
        return printed;
    }
}
