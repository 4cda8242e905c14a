package dev.pithyjaunt.agent.symbol;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.ParsedSource;
import dev.pithyjaunt.agent.grammar.SourceQuery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// How symbols look in one language: patterns from `*.scm`, whose names mean:
///
/// - `@class`, `@function` and so on, a [Kind]: a definition from its first to its last byte;
/// - `@name`: what it is called. The same place is defined once, by the pattern that comes first;
/// - `@body`: what the signature ends before; `@head`: what it ends after, at the least;
/// - `@elsewhere`: its `@name` is no definition of this file, such as one that is imported;
/// - `@import`: what is imported; `@import.member`: a name from it;
/// - `@annotation`: not shown in signatures;
/// - `@comment`: neither shown in signatures nor searched for references;
/// - `@text`: not searched for references;
/// - `@reference`: a use of a name. A query without any leaves it to the words of the text, when it
///   says what is `@comment` or `@text`.
final class LanguageSymbols {

    private static final Map<Grammar, LanguageSymbols> LOADED = new EnumMap<>(Grammar.class);

    private final SourceQuery query;
    private final UsedWords.Words words;

    private LanguageSymbols(Grammar grammar) {
        this.query =
                new SourceQuery(
                        grammar,
                        files(grammar).stream()
                                .map(LanguageSymbols::resource)
                                .collect(Collectors.joining("\n")));
        this.words =
                new UsedWords.Words(
                        grammar.keywords(),
                        switch (grammar) {
                            case JAVA, JAVASCRIPT, TSX, TYPESCRIPT -> true;
                            case BASH,
                                    C,
                                    C_SHARP,
                                    CPP,
                                    CSS,
                                    GO,
                                    HTML,
                                    JSON,
                                    KOTLIN,
                                    PHP,
                                    PYTHON,
                                    RUBY,
                                    RUST,
                                    YAML ->
                                    false;
                        });
    }

    static LanguageSymbols of(Grammar grammar) {
        synchronized (LOADED) {
            LanguageSymbols language = LOADED.get(grammar);
            if (language == null) {
                language = new LanguageSymbols(grammar);
                LOADED.put(grammar, language);
            }
            return language;
        }
    }

    private static List<String> files(Grammar grammar) {
        return switch (grammar) {
            case BASH -> List.of("bash");
            case C -> List.of("c");
            case C_SHARP -> List.of("c-sharp");
            case CPP -> List.of("c", "cpp");
            case CSS -> List.of("css");
            case GO -> List.of("go");
            case HTML -> List.of("html");
            case JAVA -> List.of("java");
            case JAVASCRIPT -> List.of("ecmascript", "javascript", "jsx");
            case JSON -> List.of("json");
            case KOTLIN -> List.of("kotlin");
            case PHP -> List.of("php");
            case PYTHON -> List.of("python");
            case RUBY -> List.of("ruby");
            case RUST -> List.of("rust");
            case TSX -> List.of("ecmascript", "typescript", "jsx");
            case TYPESCRIPT -> List.of("ecmascript", "typescript");
            case YAML -> List.of("yaml");
        };
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(LanguageSymbols.class.getResourceAsStream(name + ".scm"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + ".scm", e);
        }
    }

    /// @return empty when it takes longer than the limit
    Optional<Symbols> read(ParsedSource source, byte[] utf8, Duration limit) {
        FoundPlaces places = new FoundPlaces();
        String text = new String(utf8, UTF_8);
        if (!query.find(source, text, limit, places::add)) {
            return Optional.empty();
        }
        SourceBytes bytes = new SourceBytes(utf8);
        return Optional.of(
                new Symbols(
                        places.definitions(bytes),
                        places.references(bytes, query.names(), words),
                        places.imports(bytes)));
    }
}
