package dev.pithyjaunt.agent.symbol;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A definition as places in a text.
///
/// @param pattern by which it was found
/// @param parts that the pattern found
/// @param kind absent when it only names what is defined elsewhere
/// @param signatureEnd exclusive
record FoundDefinition(
        int pattern, int parts, @Nullable Kind kind, Span whole, Span name, int signatureEnd) {

    private static final int MAX_QUALIFIER_BYTES = 200;

    /// Of two for the same name, that of the first pattern; of one pattern that with the most.
    FoundDefinition better(FoundDefinition other) {
        if (pattern != other.pattern) {
            return pattern < other.pattern ? this : other;
        }
        return parts >= other.parts ? this : other;
    }

    boolean isHere() {
        return kind != null;
    }

    /// Of one that is here.
    Kind ownKind() {
        return requireNonNull(kind);
    }

    /// Whether it names the class that it belongs to, as `Shop::open` does.
    boolean isQualified(SourceBytes text) {
        return text.text(name, MAX_QUALIFIER_BYTES).contains("::");
    }

    /// Whether it is a variable or a function without a body, which is nobody's business in code:
    /// C++ takes some variables for such functions.
    boolean isOnlyDeclared() {
        return ownKind().isValue() || (ownKind() == Kind.FUNCTION && signatureEnd == whole.to());
    }

    boolean contains(FoundDefinition other) {
        return whole.from() <= other.whole.from() && other.whole.to() <= whole.to();
    }
}
