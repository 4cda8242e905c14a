package dev.pithyjaunt.agent.symbol;

import dev.pithyjaunt.agent.grammar.SourceQuery;
import dev.pithyjaunt.agent.grammar.SourceQuery.Capture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the patterns of a language found in a file.
final class FoundPlaces {

    private static final int MAX_IMPORTS = 5_000;
    private static final int MAX_NAME = 200;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final Map<String, Kind> KINDS =
            Stream.of(Kind.values())
                    .collect(
                            Collectors.toMap(
                                    kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind));

    private final Map<Span, FoundDefinition> byName = new HashMap<>();
    private final List<Span> hidden = new ArrayList<>();
    private final List<Span> quiet = new ArrayList<>();
    private final List<Span> references = new ArrayList<>();
    private final List<FoundImport> imports = new ArrayList<>();

    private record FoundImport(Span module, @Nullable Span member) {}

    void add(SourceQuery.Match match) {
        Map<String, Span> parts = new HashMap<>();
        for (Capture capture : match.captures()) {
            Span span = new Span(capture.from(), capture.to());
            switch (capture.name()) {
                case "annotation" -> hidden.add(span);
                case "comment" -> {
                    hidden.add(span);
                    quiet.add(span);
                }
                case "text" -> quiet.add(span);
                case "reference" -> references.add(span);
                case "body" -> parts.merge("body", span, (a, b) -> a.from() <= b.from() ? a : b);
                default -> parts.merge(capture.name(), span, (a, b) -> a.to() >= b.to() ? a : b);
            }
        }
        Span module = parts.get("import");
        if (module != null) {
            imports.add(new FoundImport(module, parts.get("import.member")));
        }
        Span name = parts.get("name");
        if (name != null) {
            addDefinition(match, name, parts);
        }
    }

    private void addDefinition(SourceQuery.Match match, Span name, Map<String, Span> parts) {
        for (Map.Entry<String, Span> part : parts.entrySet()) {
            Kind kind = KINDS.get(part.getKey());
            if (kind != null || part.getKey().equals("elsewhere")) {
                byName.merge(
                        name,
                        new FoundDefinition(
                                match.pattern(),
                                match.captures().size(),
                                kind,
                                part.getValue(),
                                name,
                                signatureEnd(part.getValue(), parts)),
                        FoundDefinition::better);
            }
        }
    }

    private static int signatureEnd(Span whole, Map<String, Span> parts) {
        Span head = parts.get("head");
        Span body = parts.get("body");
        int end = head == null ? whole.to() : head.to();
        return body == null ? end : Math.min(end, body.from());
    }

    List<Definition> definitions(SourceBytes text) {
        return new Outline(text, hidden)
                .of(byName.values().stream().filter(FoundDefinition::isHere).toList());
    }

    Map<String, Integer> references(SourceBytes text, List<String> names, UsedWords.Words words) {
        if (names.contains("reference")) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Span span : sorted(references)) {
                SPACE.splitAsStream(text.text(span, MAX_NAME).strip())
                        .forEach(name -> counts.merge(name, 1, Integer::sum));
            }
            return counts;
        }
        if (!names.contains("text") && !names.contains("comment")) {
            return Map.of();
        }
        Set<Integer> defined = new HashSet<>();
        byName.keySet().forEach(name -> defined.add(name.to()));
        return new UsedWords(text, words, defined).outside(sorted(quiet));
    }

    private static List<Span> sorted(Collection<Span> spans) {
        return spans.stream().sorted(Comparator.comparingInt(Span::from)).toList();
    }

    List<String> imports(SourceBytes text) {
        Set<String> found = new LinkedHashSet<>();
        imports.stream()
                .sorted(Comparator.comparingInt(place -> place.module().from()))
                .limit(MAX_IMPORTS)
                .forEach(place -> {
                    String module = name(text, place.module());
                    found.add(module);
                    if (place.member() != null) {
                        String dot = module.endsWith(".") ? "" : ".";
                        found.add(module + dot + name(text, place.member()));
                    }
                });
        return List.copyOf(found);
    }

    /// Without quotes and line ends.
    private static String name(SourceBytes text, Span span) {
        return text.text(span, MAX_NAME)
                .replaceAll("\\s+", " ")
                .replaceAll("^[\"'`<]+|[\"'`>]+$", "");
    }
}
