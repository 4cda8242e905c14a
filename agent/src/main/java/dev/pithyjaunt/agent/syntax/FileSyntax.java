package dev.pithyjaunt.agent.syntax;

import java.util.List;

/// What is known of a changed file's syntax.
public sealed interface FileSyntax {

    /// It was parsed.
    ///
    /// @param errors that were not there before, in the file's order, one a line at most
    record Checked(List<SyntaxError> errors) implements FileSyntax {
        public Checked {
            errors = List.copyOf(errors);
        }
    }

    /// Its language is unknown, or there is no grammar for it.
    record WithoutGrammar() implements FileSyntax {}

    /// There is a grammar, but the file was not parsed.
    ///
    /// @param reason one line, for people
    record NotChecked(String reason) implements FileSyntax {}
}
