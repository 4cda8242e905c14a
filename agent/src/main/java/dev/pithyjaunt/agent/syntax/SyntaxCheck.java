package dev.pithyjaunt.agent.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.GrammarException;
import dev.pithyjaunt.agent.grammar.NativeThread;
import dev.pithyjaunt.agent.grammar.ParsedSource;
import dev.pithyjaunt.agent.grammar.SourceGrammars;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/// Parses a file as it was and as it is, and tells the errors that were not there before.
public final class SyntaxCheck {

    private static final int MAX_BYTES = 2 << 20;

    /// Of one parse, which ends by itself then.
    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    /// Of all.
    private static final Duration MAX_TOTAL = Duration.ofSeconds(6);

    private static final FileSyntax.NotChecked TOO_LARGE =
            new FileSyntax.NotChecked("it is larger than 2 MiB");

    private static final FileSyntax.NotChecked TOO_LONG =
            new FileSyntax.NotChecked("parsing it took too long");

    private static final FileSyntax.NotChecked TOO_DEEP =
            new FileSyntax.NotChecked("it nests deeper than its grammar can follow");

    private static final FileSyntax.NotChecked BINARY =
            new FileSyntax.NotChecked("it holds NUL characters");

    private SyntaxCheck() {}

    /// @param path tells the language
    /// @param before absent when the file is new
    /// @throws CancellationException when the calling thread is interrupted
    public static FileSyntax check(String path, Optional<byte[]> before, byte[] after) {
        List<Grammar> grammars = SourceGrammars.of(path, after);
        if (grammars.isEmpty()) {
            return new FileSyntax.WithoutGrammar();
        }
        List<byte[]> contents = Stream.concat(before.stream(), Stream.of(after)).toList();
        if (contents.stream().anyMatch(content -> content.length > MAX_BYTES)) {
            return TOO_LARGE;
        }
        // Grammars take it for the end of the file, and some look for that end again and again.
        if (contents.stream()
                .anyMatch(content -> new String(content, ISO_8859_1).indexOf(0) >= 0)) {
            return BINARY;
        }
        if (contents.stream()
                .anyMatch(content ->
                        grammars.stream().anyMatch(grammar -> grammar.nestsTooDeep(content)))) {
            return TOO_DEEP;
        }
        return inTime(() -> check(grammars, before.map(Source::new), new Source(after)));
    }

    /// Whether there are errors that were not there before.
    ///
    /// @throws CancellationException when the calling thread is interrupted
    public static boolean finds(String path, Optional<byte[]> before, byte[] after) {
        return check(path, before, after) instanceof FileSyntax.Checked(List<SyntaxError> errors)
                && !errors.isEmpty();
    }

    private static FileSyntax inTime(Callable<FileSyntax> check) {
        try {
            return NativeThread.call(check, MAX_TOTAL).orElse(TOO_LONG);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GrammarException unavailable) {
                return new FileSyntax.NotChecked(String.valueOf(unavailable.getMessage()));
            }
            // A fault of the check must not cost a change that was paid for.
            return new FileSyntax.NotChecked("the check failed: " + e.getCause());
        }
    }

    /// The grammar that finds the fewest errors is taken for the file's.
    private static FileSyntax check(List<Grammar> grammars, Optional<Source> before, Source after) {
        FileSyntax best = TOO_LONG;
        for (Grammar grammar : grammars) {
            FileSyntax syntax = check(grammar, before, after);
            if (syntax instanceof FileSyntax.Checked(List<SyntaxError> errors)) {
                if (errors.isEmpty()) {
                    return syntax;
                }
                if (!(best instanceof FileSyntax.Checked(List<SyntaxError> fewest))
                        || errors.size() < fewest.size()) {
                    best = syntax;
                }
            }
        }
        return best;
    }

    private static FileSyntax check(Grammar grammar, Optional<Source> before, Source after) {
        Optional<List<ErrorNode>> now = errors(grammar, after);
        if (now.isEmpty()) {
            return TOO_LONG;
        }
        if (now.get().isEmpty()) {
            return new FileSyntax.Checked(List.of());
        }
        KnownErrors known = new KnownErrors();
        if (before.isPresent()) {
            Optional<List<ErrorNode>> then = errors(grammar, before.get());
            if (then.isEmpty()) {
                return TOO_LONG;
            }
            known.add(before.get(), then.get());
        }
        return new FileSyntax.Checked(known.others(after, now.get()));
    }

    private static Optional<List<ErrorNode>> errors(Grammar grammar, Source source) {
        long end = System.nanoTime() + MAX_TIME.toNanos();
        Optional<ParsedSource> parsed = grammar.parse(source.utf8(), MAX_TIME);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        try (ParsedSource tree = parsed.get()) {
            return ErrorNodes.in(tree, source, end);
        }
    }
}
