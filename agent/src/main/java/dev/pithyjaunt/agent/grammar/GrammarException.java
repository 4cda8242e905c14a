package dev.pithyjaunt.agent.grammar;

/// The native library of a grammar cannot be loaded: not made for this system, or nowhere to put
/// it.
public final class GrammarException extends RuntimeException {

    private final Grammar grammar;

    GrammarException(Grammar grammar, Throwable cause) {
        super(
                "the native library of the grammar %s cannot be loaded: %s"
                        .formatted(grammar, cause),
                cause);
        this.grammar = grammar;
    }

    public Grammar grammar() {
        return grammar;
    }
}
