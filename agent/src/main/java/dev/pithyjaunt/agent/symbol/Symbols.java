package dev.pithyjaunt.agent.symbol;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.GrammarException;
import dev.pithyjaunt.agent.grammar.NativeThread;
import dev.pithyjaunt.agent.grammar.ParsedSource;
import dev.pithyjaunt.agent.grammar.SourceGrammars;
import dev.pithyjaunt.agent.grammar.Utf8;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/// What a file defines and refers to, by name.
///
/// @param definitions in the order of the file, an outer one before those in it
/// @param references how often each name is used, apart from where it is defined; in the order of
///   first use. Names in comments and texts don't count.
/// @param imports what the file wants from elsewhere, as written but for quotes: modules, paths of
///   files, names with their packages; each once, in the order of the file
public record Symbols(
        List<Definition> definitions, Map<String, Integer> references, List<String> imports) {

    private static final int MAX_BYTES = 2 << 20;

    /// For native code that looks at no clock.
    private static final Duration GRACE = Duration.ofSeconds(1);

    public Symbols {
        definitions = List.copyOf(definitions);
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
        imports = List.copyOf(imports);
    }

    /// Reads them from a file's text.
    ///
    /// @param path tells the language
    /// @return empty when there is no grammar for the file or it can't be loaded, when the file is
    ///   binary or larger than 2 MiB, and when it takes longer than the limit
    /// @throws CancellationException when the calling thread is interrupted
    public static Optional<Symbols> of(String path, byte[] text, Duration limit) {
        if (text.length > MAX_BYTES || isBinary(text)) {
            return Optional.empty();
        }
        List<Grammar> grammars = SourceGrammars.of(path, text);
        if (grammars.isEmpty()) {
            return Optional.empty();
        }
        try {
            return NativeThread.call(() -> best(grammars, text, limit), limit.plus(GRACE))
                    .flatMap(symbols -> symbols);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GrammarException) {
                return Optional.empty();
            }
            throw new IllegalStateException("reading the symbols of " + path, e.getCause());
        }
    }

    /// Grammars take NUL for the end of the file, and some look for that end again and again.
    private static boolean isBinary(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /// By the first grammar that knows the whole text, else by the one that finds the most.
    private static Optional<Symbols> best(List<Grammar> grammars, byte[] text, Duration limit) {
        byte[] utf8 = Utf8.of(text);
        Optional<Symbols> best = Optional.empty();
        for (Grammar grammar : grammars) {
            Optional<ParsedSource> parsed = grammar.parse(utf8, limit);
            if (parsed.isEmpty()) {
                continue;
            }
            try (ParsedSource source = parsed.get()) {
                Optional<Symbols> found = LanguageSymbols.of(grammar).read(source, utf8, limit);
                if (found.isPresent() && !source.root().hasError()) {
                    return found;
                }
                if (found.isPresent() && (best.isEmpty() || found.get().isMoreThan(best.get()))) {
                    best = found;
                }
            }
        }
        return best;
    }

    private boolean isMoreThan(Symbols other) {
        return definitions.size() > other.definitions.size();
    }
}
