package dev.pithyjaunt.agent.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.survey.Languages;

import java.util.List;
import java.util.Set;

/// The grammars that may be a file's.
final class SourceGrammars {

    private static final int MAX_FIRST_LINE = 200;

    /// Dialects that their language's grammar does not know, and templates of other languages.
    private static final Set<String> FOREIGN = Set.of("bats", "erb", "json5", "ksh", "pyx", "zsh");

    private SourceGrammars() {}

    /// By name, else by first line, best first; empty when there is none.
    static List<Grammar> of(String path, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        if (FOREIGN.contains(extension)) {
            return List.of();
        }
        return Languages.byPath(path)
                .or(() -> Languages.byFirstLine(firstLine(content)))
                .map(language -> ofLanguage(language, extension))
                .orElse(List.of());
    }

    private static String firstLine(byte[] content) {
        return new String(content, 0, Math.min(content.length, MAX_FIRST_LINE), ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
    }

    /// @param language as [Languages] names it
    private static List<Grammar> ofLanguage(String language, String extension) {
        return switch (language) {
            case "Bash" -> List.of(Grammar.BASH);
            // Only what includes a header tells whose it is.
            case "C" ->
                    extension.equals("h") ? List.of(Grammar.C, Grammar.CPP) : List.of(Grammar.C);
            case "C#" -> List.of(Grammar.C_SHARP);
            case "C++" -> List.of(Grammar.CPP);
            case "CSS" -> List.of(Grammar.CSS);
            case "Go" -> List.of(Grammar.GO);
            case "HTML" -> List.of(Grammar.HTML);
            case "JSON" -> List.of(Grammar.JSON);
            case "Java" -> List.of(Grammar.JAVA);
            case "JavaScript" -> List.of(Grammar.JAVASCRIPT);
            case "Kotlin" -> List.of(Grammar.KOTLIN);
            case "PHP" -> List.of(Grammar.PHP);
            case "Python" -> List.of(Grammar.PYTHON);
            case "Ruby" -> List.of(Grammar.RUBY);
            case "Rust" -> List.of(Grammar.RUST);
            case "TSX" -> List.of(Grammar.TSX);
            case "TypeScript" -> List.of(Grammar.TYPESCRIPT);
            case "YAML" -> List.of(Grammar.YAML);
            default -> List.of();
        };
    }
}
