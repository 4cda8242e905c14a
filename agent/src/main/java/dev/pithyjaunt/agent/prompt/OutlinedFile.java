package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.agent.symbol.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// A file of a [CodeMap] with what it defines.
///
/// @param path relative to the repository root, `/`-separated
/// @param definitions in the order of the file, an outer one before those in it
public record OutlinedFile(String path, List<Definition> definitions) {

    /// Lines shown of a file; what is more is only counted.
    private static final int MAX_LINES = 100;

    public OutlinedFile {
        definitions = List.copyOf(definitions);
    }

    /// How much is shown of a file. Each shows what those before it show, too.
    enum Detail {
        NOTHING,
        PATH,
        /// What stands in nothing but a namespace.
        OUTERMOST,
        /// Also functions and types in types.
        MEMBERS,
        /// Also fields, and what data files and documents consist of.
        ALL;

        /// The one that shows a step less.
        Detail less() {
            return switch (this) {
                case NOTHING, PATH -> NOTHING;
                case OUTERMOST -> PATH;
                case MEMBERS -> OUTERMOST;
                case ALL -> MEMBERS;
            };
        }
    }

    /// With `/` at its end; empty for the root.
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /// Its lines, those of definitions by depth further to the right.
    String text(Detail detail) {
        if (detail == Detail.NOTHING) {
            return "";
        }
        String indent = folder().isEmpty() ? "" : "  ";
        List<String> lines = detail == Detail.PATH ? List.of() : outline(detail);
        String more =
                lines.size() > MAX_LINES
                        ? indent + "  [%d more left out]\n".formatted(lines.size() - MAX_LINES)
                        : "";
        return lines.stream()
                .limit(MAX_LINES)
                .map(line -> indent + "  " + line + "\n")
                .collect(
                        Collectors.joining(
                                "", indent + line(path.substring(folder().length())) + "\n", more));
    }

    private List<String> outline(Detail detail) {
        List<String> lines = new ArrayList<>();
        Deque<Definition> around = new ArrayDeque<>();
        for (Definition definition : definitions) {
            while (around.size() > definition.depth()) {
                around.pop();
            }
            if (needed(definition, around).compareTo(detail) <= 0) {
                lines.add("  ".repeat(around.size()) + line(definition.signature()));
            }
            around.push(definition);
        }
        return lines;
    }

    private static Detail needed(Definition definition, Deque<Definition> around) {
        return switch (definition.kind()) {
            case FIELD, ELEMENT_ID, SELECTOR, KEY -> Detail.ALL;
            case CONSTANT, VARIABLE -> isOutermost(around) ? Detail.OUTERMOST : Detail.ALL;
            case MODULE,
                    CLASS,
                    INTERFACE,
                    TRAIT,
                    ENUM,
                    STRUCT,
                    IMPLEMENTATION,
                    FUNCTION,
                    METHOD,
                    TYPE,
                    MACRO,
                    HEADING -> {
                if (isOutermost(around)) {
                    yield Detail.OUTERMOST;
                }
                yield around.stream().anyMatch(OutlinedFile::isInside)
                        ? Detail.ALL
                        : Detail.MEMBERS;
            }
        };
    }

    private static boolean isOutermost(Deque<Definition> around) {
        return around.stream()
                .allMatch(outer -> outer.kind() == Kind.MODULE && !outer.name().equals("tests"));
    }

    /// Whether what stands in it is nobody else's business.
    private static boolean isInside(Definition outer) {
        return switch (outer.kind()) {
            case FUNCTION, METHOD -> true;
            case MODULE -> outer.name().equals("tests");
            case CLASS,
                    INTERFACE,
                    TRAIT,
                    ENUM,
                    STRUCT,
                    IMPLEMENTATION,
                    FIELD,
                    CONSTANT,
                    VARIABLE,
                    TYPE,
                    MACRO,
                    HEADING,
                    ELEMENT_ID,
                    SELECTOR,
                    KEY ->
                    false;
        };
    }

    /// Of one line whatever it holds.
    static String line(String text) {
        return Visible.text(text).replaceAll("[\\r\\n\\t]", " ");
    }
}
