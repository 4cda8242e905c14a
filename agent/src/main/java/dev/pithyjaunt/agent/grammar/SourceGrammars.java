package dev.pithyjaunt.agent.grammar;

import dev.pithyjaunt.agent.language.Languages;

import java.util.List;
import java.util.Set;

/// The grammars that may be a file's.
public final class SourceGrammars {

    /// Dialects that their language's grammar does not know, by ending, or by name where there is
    /// none.
    private static final Set<String> FOREIGN =
            Set.of(
                    "bats",
                    "cake",
                    "csh",
                    "fcgi",
                    "in",
                    "jsh",
                    "ksh",
                    "kshrc",
                    "linq",
                    "tmux",
                    "tmux.conf",
                    "zlogin",
                    "zlogout",
                    "zprofile",
                    "zsh",
                    "zsh-theme",
                    "zshenv",
                    "zshrc");

    private SourceGrammars() {}

    /// By name, else by content, best first; empty when there is none.
    public static List<Grammar> of(String path, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        if (FOREIGN.contains(extension)) {
            return List.of();
        }
        return ofLanguage(Languages.of(path, content, content.length), extension);
    }

    /// @param language as [Languages] names it
    private static List<Grammar> ofLanguage(String language, String extension) {
        return switch (language) {
            case "Shell" -> List.of(Grammar.BASH);
            // Only what includes a header tells whose it is.
            case "C" ->
                    extension.equals("h") ? List.of(Grammar.C, Grammar.CPP) : List.of(Grammar.C);
            case "C#" -> List.of(Grammar.C_SHARP);
            case "C++" ->
                    extension.equals("h") ? List.of(Grammar.C, Grammar.CPP) : List.of(Grammar.CPP);
            case "CSS" -> List.of(Grammar.CSS);
            case "Go" -> List.of(Grammar.GO);
            case "HTML" -> List.of(Grammar.HTML);
            case "JSON", "JSON with Comments" -> List.of(Grammar.JSON);
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
