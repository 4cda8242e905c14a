package dev.pithyjaunt.agent.grammar;

import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSParser;
import org.treesitter.TSSymbolType;
import org.treesitter.TSTree;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A language that can be parsed, whether the text is right or not. Its native library is loaded at
/// the first parse, so that nobody pays for languages that do not occur.
///
/// Safe for use by several threads.
public enum Grammar {
    BASH("bash", "Bash"),
    C("c", "C"),
    C_SHARP("c-sharp", "CSharp"),
    CPP("cpp", "Cpp"),
    CSS("css", "Css"),
    GO("go", "Go"),
    HTML("html", "Html"),
    JAVA("java", "Java"),
    JAVASCRIPT("javascript", "Javascript"),
    JSON("json", "Json"),
    KOTLIN("kotlin", "Kotlin"),
    PHP("php", "Php"),
    PYTHON("python", "Python"),
    RUBY("ruby", "Ruby"),
    RUST("rust", "Rust"),
    TSX("tsx", "Tsx"),
    TYPESCRIPT("typescript", "Typescript"),
    YAML("yaml", "Yaml");

    /// The library asks for text piece by piece, and for a piece again when it goes back: larger
    /// ones make going back dear, smaller ones going on.
    private static final int PIECE_BYTES = 1 << 14;

    private static final Map<Grammar, TSLanguage> LOADED = new EnumMap<>(Grammar.class);

    private final String library;
    private final String className;

    Grammar(String library, String className) {
        this.library = "tree-sitter-" + library;
        this.className = "org.treesitter.TreeSitter" + className;
    }

    /// Parses a whole file. The caller closes the tree.
    ///
    /// @param text UTF-8; what is not becomes errors of the tree
    /// @return empty when it takes longer than the limit, or nests too deep
    /// @throws GrammarException when the native library cannot be loaded on this machine
    public Optional<ParsedSource> parse(byte[] text, Duration limit) {
        if (nestsTooDeep(text)) {
            return Optional.empty();
        }
        TSLanguage language = language();
        long end = System.nanoTime() + limit.toNanos();
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(language);
            TSTree tree =
                    parser.parseWithOptions(
                            new byte[Math.clamp(text.length, 1, PIECE_BYTES)],
                            null,
                            (piece, offset, _) -> copy(text, offset, piece),
                            TSInputEncoding.TSInputEncodingUTF8,
                            _ -> System.nanoTime() - end > 0);
            return Optional.ofNullable(tree).map(ParsedSource::new);
        }
    }

    /// Whether more may be open in a text at a time than the grammar can keep in mind.
    public boolean nestsTooDeep(byte[] text) {
        return ScannerLimits.exceeds(this, text);
    }

    /// The words that its text may hold as tokens of their own, such as `class` and `#define`; some
    /// of them only mean something in certain places, such as `get`.
    ///
    /// @throws GrammarException when the native library cannot be loaded on this machine
    public Set<String> keywords() {
        TSLanguage language = language();
        return IntStream.range(0, language.symbolCount())
                .filter(symbol -> language.symbolType(symbol) == TSSymbolType.TSSymbolTypeAnonymous)
                .mapToObj(language::symbolName)
                .map(token -> token.startsWith("#") ? token.substring(1) : token)
                .filter(token -> !token.isEmpty() && token.chars().allMatch(Grammar::isWord))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /// Called by native code, which takes no exception: an offset past the end copies nothing.
    private static int copy(byte[] text, int offset, byte[] piece) {
        int from = Math.clamp(offset, 0, text.length);
        int length = Math.min(text.length - from, piece.length);
        System.arraycopy(text, from, piece, 0, length);
        return length;
    }

    TSLanguage language() {
        synchronized (LOADED) {
            TSLanguage language = LOADED.get(this);
            if (language == null) {
                language = load();
                LOADED.put(this, language);
            }
            return language;
        }
    }

    private TSLanguage load() {
        try {
            return NativeLibraries.with(library, this::create);
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            throw new GrammarException(this, e);
        }
    }

    /// By the class's name: to verify a reference to it, the JVM would load the classes of all
    /// grammars.
    private TSLanguage create() throws ReflectiveOperationException {
        Class.forName(TSParser.class.getName());
        return Class.forName(className).asSubclass(TSLanguage.class).getConstructor().newInstance();
    }
}
