package dev.pithyjaunt.agent.syntax;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What real files show: `CORPUS...`. For each ending of names: how many files the grammar finds
/// errors in, taken as new ones, and how long it takes.
final class SyntaxFigures {

    private int files;
    private long lines;
    private long nanos;
    private final List<String> inError = new ArrayList<>();
    private double slowest;

    private SyntaxFigures() {}

    public static void main(String[] places) throws IOException {
        Map<String, SyntaxFigures> byEnding = new TreeMap<>();
        for (String place : places) {
            for (Corpus.SourceFile file : Corpus.read(Path.of(place))) {
                String ending = file.path().replaceAll(".*[/.]", "").toLowerCase(Locale.ROOT);
                byEnding.computeIfAbsent(ending, _ -> new SyntaxFigures()).add(file);
            }
        }
        byEnding.forEach((ending, figures) -> figures.print(ending));
    }

    private void add(Corpus.SourceFile file) {
        Optional<byte[]> same = Optional.of(file.content());
        if (!SyntaxCheck.check(file.path(), same, file.content())
                .equals(new FileSyntax.Checked(List.of()))) {
            throw new IllegalStateException(file.path() + " against itself");
        }
        long started = System.nanoTime();
        FileSyntax syntax = SyntaxCheck.check(file.path(), Optional.empty(), file.content());
        long taken = System.nanoTime() - started;
        nanos += taken;
        slowest = Math.max(slowest, taken / 1e6);
        files++;
        for (byte b : file.content()) {
            lines += b == '\n' ? 1 : 0;
        }
        if (syntax instanceof FileSyntax.Checked(List<SyntaxError> errors) && errors.isEmpty()) {
            return;
        }
        inError.add(file.path() + " " + syntax);
    }

    private void print(String ending) {
        System.out.printf(
                "%-6s %5d files %8d lines, %4d with errors (%.1f %%), %.1f ms for 3,000 lines, slowest file %.0f ms%n",
                ending,
                files,
                lines,
                inError.size(),
                100.0 * inError.size() / files,
                nanos / 1e6 * 3_000 / Math.max(lines, 1),
                slowest);
        inError.stream()
                .limit(40)
                .forEach(file ->
                        System.out.println(
                                "    " + file.substring(0, Math.min(400, file.length()))));
    }
}
