package dev.pithyjaunt.github.issue;

import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Calls about what is said below the issues of one repository.
///
/// Source: <https://docs.github.com/en/rest/issues/comments>
public record IssueComments(Session session, RepositoryName name) {

    /// The oldest one that has a line, among the first thousand since then.
    ///
    /// @param line whole, without its end
    /// @param since when it was written, or later
    public Optional<IssueComment> find(long issue, String line, Instant since) {
        Call call =
                Call.get(
                        "listing the comments on issue %d of %s".formatted(issue, name),
                        "%s?since=%s&per_page=100"
                                .formatted(
                                        path(issue),
                                        Call.encoded(
                                                since.truncatedTo(ChronoUnit.SECONDS).toString())));
        return session.findFirst(call, "", fields -> IssueComment.of(fields).hasLine(line))
                .map(IssueComment::of);
    }

    /// Says something below it, unless it was said before.
    ///
    /// @param text Markdown; with the mark up to 65,536 characters
    /// @param mark the line by which it is found again, and which becomes its last: such as a
    ///   comment of HTML, which readers don't see
    /// @param since before which it was not said
    /// @throws ForgeException of the kind OUTCOME_UNKNOWN when it may be there
    public IssueComment sayOnce(long issue, String text, String mark, Instant since) {
        Call call =
                Call.post(
                        "commenting on issue %d of %s".formatted(issue, name),
                        path(issue),
                        JsonMapper.shared().createObjectNode().put("body", text + "\n\n" + mark));
        return find(issue, mark, since)
                .orElseGet(() ->
                        session.verified(
                                () -> IssueComment.of(session.send(call).fields()),
                                () -> find(issue, mark, since)));
    }

    private String path(long issue) {
        return "%s/issues/%d/comments".formatted(name.path(), issue);
    }
}
