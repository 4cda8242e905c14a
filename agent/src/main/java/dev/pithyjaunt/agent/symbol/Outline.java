package dev.pithyjaunt.agent.symbol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Puts definitions in order: what stands in what, and what is nobody's business.
final class Outline {

    private static final int MAX_DEFINITIONS = 20_000;
    private static final int MAX_NAME = 200;

    /// Enough for a name of letters that take three bytes each.
    private static final int MAX_NAME_BYTES = 3 * MAX_NAME;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern QUOTES = Pattern.compile("^[\"'`]+|[\"'`]+$");
    private static final Pattern QUALIFIER = Pattern.compile("^(?:.*::|:)");

    private static final Comparator<FoundDefinition> BY_PLACE =
            Comparator.<FoundDefinition>comparingInt(found -> found.whole().from())
                    .thenComparingInt(found -> -found.whole().to())
                    .thenComparingInt(found -> found.name().from());

    private final SourceBytes text;
    private final Signatures signatures;

    /// @param hidden what signatures don't show
    Outline(SourceBytes text, List<Span> hidden) {
        this.text = text;
        this.signatures = new Signatures(text, hidden);
    }

    /// At most 20,000, the first.
    List<Definition> of(Collection<FoundDefinition> found) {
        List<Definition> definitions = new ArrayList<>();
        Deque<FoundDefinition> around = new ArrayDeque<>();
        for (FoundDefinition next : found.stream().sorted(BY_PLACE).toList()) {
            while (!around.isEmpty() && !encloses(around.peek(), next)) {
                around.pop();
            }
            if (!around.isEmpty() && around.peek().ownKind().isCode() && next.isOnlyDeclared()) {
                continue;
            }
            if (definitions.size() == MAX_DEFINITIONS) {
                break;
            }
            definitions.add(definition(next, around));
            around.push(next);
        }
        return definitions;
    }

    /// Several names of one declaration stand side by side.
    private static boolean encloses(FoundDefinition outer, FoundDefinition inner) {
        return outer.contains(inner) && !outer.whole().equals(inner.whole());
    }

    private Definition definition(FoundDefinition found, Deque<FoundDefinition> around) {
        boolean isMember =
                (!around.isEmpty() && around.peek().ownKind().hasMembers())
                        || found.isQualified(text);
        return new Definition(
                name(found),
                isMember ? asMember(found.ownKind()) : found.ownKind(),
                text.line(found.whole().from()),
                text.line(Math.max(found.whole().from(), found.whole().to() - 1)),
                around.size(),
                signatures.of(found));
    }

    private static Kind asMember(Kind kind) {
        return switch (kind) {
            case FUNCTION -> Kind.METHOD;
            case VARIABLE -> Kind.FIELD;
            case MODULE,
                    CLASS,
                    INTERFACE,
                    TRAIT,
                    ENUM,
                    STRUCT,
                    IMPLEMENTATION,
                    METHOD,
                    FIELD,
                    CONSTANT,
                    TYPE,
                    MACRO,
                    HEADING,
                    ELEMENT_ID,
                    SELECTOR,
                    KEY ->
                    kind;
        };
    }

    /// Without quotes and the mark of a symbol; of one with `::` the last part.
    private String name(FoundDefinition found) {
        String whole = SPACE.matcher(text.text(found.name(), MAX_NAME_BYTES)).replaceAll(" ");
        String name = QUOTES.matcher(whole.strip()).replaceAll("");
        if (found.ownKind() != Kind.SELECTOR) {
            name = QUALIFIER.matcher(name).replaceFirst("");
        }
        return name.substring(0, Math.min(MAX_NAME, name.length()));
    }
}
