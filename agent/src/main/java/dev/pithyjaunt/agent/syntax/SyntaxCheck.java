package dev.pithyjaunt.agent.syntax;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.GrammarException;
import dev.pithyjaunt.agent.grammar.ParsedSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Parses a file as it was and as it is, and tells the errors that were not there before.
public final class SyntaxCheck {

    private static final int MAX_BYTES = 2 << 20;

    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    private static final FileSyntax.NotChecked TOO_LARGE =
            new FileSyntax.NotChecked("it is larger than 2 MiB");

    private static final FileSyntax.NotChecked TOO_LONG =
            new FileSyntax.NotChecked("parsing it took longer than 2 seconds");

    private SyntaxCheck() {}

    /// @param path tells the language
    /// @param before absent when the file is new
    public static FileSyntax check(String path, Optional<byte[]> before, byte[] after) {
        List<Grammar> grammars = SourceGrammars.of(path, after);
        if (grammars.isEmpty()) {
            return new FileSyntax.WithoutGrammar();
        }
        if (after.length > MAX_BYTES || before.map(b -> b.length).orElse(0) > MAX_BYTES) {
            return TOO_LARGE;
        }
        try {
            return check(grammars, before.map(Source::new), new Source(after));
        } catch (GrammarException e) {
            return new FileSyntax.NotChecked(e.getMessage());
        }
    }

    /// The grammar that finds the fewest errors is taken for the file's.
    private static FileSyntax check(
            List<Grammar> grammars, Optional<Source> before, Source after) {
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
