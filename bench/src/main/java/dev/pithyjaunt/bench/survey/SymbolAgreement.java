package dev.pithyjaunt.bench.survey;

import dev.pithyjaunt.agent.language.Languages;
import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.agent.symbol.Symbols;
import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// How many of the definitions that Universal Ctags lists, by file and name, are found.
///
/// @param counts by the file's language and by ctags's kind, such as `Rust struct`
/// @param missing what is not found, such as `src/a.rs:12 struct Shop`; in the order of the tags
record SymbolAgreement(Map<String, Count> counts, List<String> missing) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Those that an outline shows. Variables are not among them, since ctags lists local ones too,
    /// and implementations not, since it names them by their last type argument.
    private static final Set<String> KINDS =
            Set.of(
                    "class",
                    "constant",
                    "enum",
                    "enumerator",
                    "field",
                    "function",
                    "heading1",
                    "heading2",
                    "heading3",
                    "id",
                    "interface",
                    "macro",
                    "member",
                    "method",
                    "module",
                    "namespace",
                    "property",
                    "selector",
                    "struct",
                    "trait",
                    "type",
                    "typedef",
                    "union");

    SymbolAgreement {
        counts = Map.copyOf(counts);
        missing = List.copyOf(missing);
    }

    /// @param of what ctags lists
    record Count(int found, int of) {
        Count plus(boolean isFound) {
            return new Count(found + (isFound ? 1 : 0), of + 1);
        }
    }

    /// What is found in a file.
    private record Outline(String language, Set<String> names) {

        static Outline of(String path, byte[] content, Symbols symbols) {
            return new Outline(
                    Languages.of(path, content, content.length),
                    symbols.definitions().stream()
                            .map(Definition::name)
                            .collect(Collectors.toSet()));
        }
    }

    /// A line of ctags's JSON.
    record Tag(String name, String path, String kind, long line, String pattern) {

        /// Objects that are values, and functions that have no name, are no definitions.
        private boolean matters() {
            boolean isScript = path.endsWith(".js");
            boolean isValue =
                    isScript && (kind.equals("property") || (kind.equals("class") && !isClass()));
            return KINDS.contains(kind) && !isValue && !name.startsWith("AnonymousFunction");
        }

        /// Ctags takes objects for classes.
        private boolean isClass() {
            return pattern.contains("class ") || pattern.contains("function " + name);
        }
    }

    /// @param tags the output of `ctags --output-format=json` for the files of the tree, packed by
    ///   gzip
    /// @throws BadInputException when the tags can't be read
    static SymbolAgreement of(CommitTree tree, Path tags) {
        Map<String, Outline> outlines = outlines(tree);
        Map<String, Count> counts = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (Tag tag : read(tags)) {
            Outline outline = outlines.get(tag.path());
            if (outline != null && tag.matters()) {
                boolean isFound = outline.names().contains(tag.name());
                counts.compute(
                        outline.language() + " " + tag.kind(),
                        (_, count) -> (count == null ? new Count(0, 0) : count).plus(isFound));
                if (!isFound) {
                    missing.add(
                            "%s:%d %s %s"
                                    .formatted(tag.path(), tag.line(), tag.kind(), tag.name()));
                }
            }
        }
        return new SymbolAgreement(counts, missing);
    }

    /// As they are printed.
    List<String> lines() {
        int found = counts.values().stream().mapToInt(Count::found).sum();
        int of = counts.values().stream().mapToInt(Count::of).sum();
        List<String> lines = new ArrayList<>();
        lines.add(
                "  symbols, of those that ctags lists: %s are found"
                        .formatted(Comparison.share(found, of)));
        new TreeMap<>(counts)
                .forEach((group, count) ->
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "    %-24s %6d of %6d",
                                        group,
                                        count.found(),
                                        count.of())));
        missing.forEach(symbol -> lines.add("    missing: " + symbol));
        return lines;
    }

    /// Of the files of which the symbols can be read.
    private static Map<String, Outline> outlines(CommitTree tree) {
        Map<String, Outline> outlines = new HashMap<>();
        tree.readAll(
                tree.files().stream().filter(TreeFile::isRegular).toList(),
                (file, content) ->
                        Symbols.of(file.path(), content, LIMIT)
                                .ifPresent(symbols ->
                                        outlines.put(
                                                file.path(),
                                                Outline.of(file.path(), content, symbols))));
        return outlines;
    }

    private static List<Tag> read(Path file) {
        List<Tag> tags = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                tags.add(Json.read(line, Tag.class));
            }
        } catch (IOException | MalformedJsonException e) {
            throw new BadInputException(file, "it holds no tags as JSON (%s)".formatted(e));
        }
        return tags;
    }
}
