package dev.pithyjaunt.agent.syntax;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.CommitTree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is known of the syntax of all files of a change.
///
/// @param errors that the commit did not have
/// @param notChecked paths with the reason; files of languages without a grammar are not among them
public record SyntaxFindings(List<Finding> errors, List<String> notChecked) {

    private static final int MAX_TOLD = 20;

    public SyntaxFindings {
        errors = List.copyOf(errors);
        notChecked = List.copyOf(notChecked);
    }

    /// @param path of the changed file
    public record Finding(String path, SyntaxError error) {

        private String place() {
            return "%s, line %d".formatted(path, error.line());
        }
    }

    /// Compares the fitted files with those of the commit.
    ///
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    public static SyntaxFindings of(Fitting.Fitted fitted, CommitTree base) {
        Originals originals = new Originals(fitted, base);
        List<Finding> errors = new ArrayList<>();
        List<String> notChecked = new ArrayList<>();
        for (Fitting.FittedFile file : fitted.files()) {
            if (file.content().isEmpty()) {
                continue;
            }
            switch (SyntaxCheck.check(
                    file.path(), originals.of(file.path()), file.content().get())) {
                case FileSyntax.Checked(List<SyntaxError> found) ->
                        found.forEach(error -> errors.add(new Finding(file.path(), error)));
                case FileSyntax.NotChecked(String reason) ->
                        notChecked.add(file.path() + ": " + reason);
                case FileSyntax.WithoutGrammar() -> {}
            }
        }
        return new SyntaxFindings(errors, notChecked);
    }

    /// What the model is told, so that it can state the edits again without the errors.
    public String toModelFeedback() {
        String places =
                errors.stream()
                        .limit(MAX_TOLD)
                        .map(finding ->
                                "%s, %s:\n    %s\n"
                                        .formatted(
                                                finding.place(),
                                                finding.error().problem(),
                                                finding.error().text()))
                        .collect(Collectors.joining());
        return """
        Your edits can be made, but then a parser finds errors that were not there before:

        %s%s
        Lines are counted in the files with your edits. Nothing was changed yet: state the whole \
        change again, without these errors. If the lines are right as they are (the parser may lag \
        behind the language), state the same edits again.\
        """
                .formatted(places, more("and %d more\n"));
    }

    /// One line for people.
    public String summary() {
        Finding first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
        return "%s: %s: %s%s"
                .formatted(first.place(), first.error().problem(), first.error().text(), more);
    }

    /// One line for people for each error, and for each file that was not checked.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        errors.stream()
                .limit(MAX_TOLD)
                .map(finding ->
                        "syntax of %s: %s: %s"
                                .formatted(
                                        finding.place(),
                                        finding.error().problem(),
                                        finding.error().text()))
                .forEach(warnings::add);
        if (errors.size() > MAX_TOLD) {
            warnings.add(more("syntax: %d more errors"));
        }
        notChecked.forEach(file -> warnings.add("syntax not checked of " + file));
        return warnings;
    }

    private String more(String pattern) {
        return errors.size() > MAX_TOLD ? pattern.formatted(errors.size() - MAX_TOLD) : "";
    }
}
