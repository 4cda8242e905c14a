package dev.pithyjaunt.github.issue;

import dev.pithyjaunt.github.rest.Fields;

/// What somebody wrote below an issue.
///
/// @param body Markdown, with GitHub's line ends; empty when GitHub does not show it
/// @param page where people read it
public record IssueComment(long id, String body, String page) {

    static IssueComment of(Fields fields) {
        return new IssueComment(
                fields.number("id"), fields.findText("body").orElse(""), fields.text("html_url"));
    }

    boolean hasLine(String line) {
        return body.lines().anyMatch(line::equals);
    }
}
