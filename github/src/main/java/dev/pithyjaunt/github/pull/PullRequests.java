package dev.pithyjaunt.github.pull;

import dev.pithyjaunt.github.rest.Answer;
import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Calls about pull requests between branches of one repository.
///
/// Source: <https://docs.github.com/en/rest/pulls/pulls>
public record PullRequests(Session session, RepositoryName name) {

    private static final int NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;

    /// @throws ForgeException when there is none of that number
    public PullRequest get(long number) {
        return PullRequest.of(
                session.send(Call.get(about("reading", number), path(number))).fields());
    }

    /// The open one of a branch; empty when there is none. GitHub has one for each base at most,
    /// and lists the newest first.
    public Optional<PullRequest> findOpen(String head) {
        return list(head, "open").stream().findFirst();
    }

    /// All of a branch, whatever became of them, the newest first.
    public List<PullRequest> all(String head) {
        return list(head, "all");
    }

    /// Branches of other names are left out here too: GitHub ignores a filter that it can't read.
    private List<PullRequest> list(String head, String state) {
        Call call =
                Call.get(
                        "listing pull requests of the branch %s of %s".formatted(head, name),
                        "%s/pulls?head=%s&state=%s&per_page=100"
                                .formatted(
                                        name.path(),
                                        Call.encoded(name.owner() + ":" + head),
                                        state));
        return session.list(call, "").stream()
                .map(PullRequest::of)
                .filter(pull -> pull.head().equals(head))
                .toList();
    }

    /// Opens one, unless the branch has an open one for the same base.
    public Opening open(Proposal proposal) {
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("title", proposal.title())
                        .put("head", proposal.head())
                        .put("base", proposal.base())
                        .put("body", proposal.body())
                        .put("draft", proposal.isDraft());
        Call call =
                Call.post(
                        "opening a pull request from %s to %s in %s"
                                .formatted(proposal.head(), proposal.base(), name),
                        name.path() + "/pulls",
                        body);
        return session.verified(
                () -> {
                    try {
                        return new Opening.Opened(PullRequest.of(session.send(call).fields()));
                    } catch (ForgeException refused) {
                        return wasOpen(proposal, refused);
                    }
                },
                () -> findOpen(proposal).map(Opening.Opened::new));
    }

    /// 422 has other reasons too: what is there decides, not GitHub's words.
    private Opening wasOpen(Proposal proposal, ForgeException refused) {
        if (refused.kind() != Kind.INVALID) {
            throw refused;
        }
        return findOpen(proposal).map(Opening.WasOpen::new).orElseThrow(() -> refused);
    }

    private Optional<PullRequest> findOpen(Proposal proposal) {
        return list(proposal.head(), "open").stream()
                .filter(pull -> pull.base().equals(proposal.base()))
                .findFirst();
    }

    /// Replaces title and text.
    public PullRequest update(long number, String title, String body) {
        ObjectNode fields =
                JsonMapper.shared().createObjectNode().put("title", title).put("body", body);
        return PullRequest.of(
                session.send(
                                Call.patch(
                                        about("changing the text of", number),
                                        path(number),
                                        fields))
                        .fields());
    }

    /// Adds labels to those that it has.
    public void label(long number, List<String> labels) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        labels.forEach(body.putArray("labels")::add);
        session.send(
                Call.post(about("labelling", number), issue(number) + "/labels", body)
                        .repeatable());
    }

    /// Asks people and teams for a review.
    ///
    /// @param teams by the names that their addresses have
    public void requestReview(long number, List<String> logins, List<String> teams) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        logins.forEach(body.putArray("reviewers")::add);
        teams.forEach(body.putArray("team_reviewers")::add);
        session.send(
                Call.post(
                                about("asking for a review of", number),
                                path(number) + "/requested_reviewers",
                                body)
                        .repeatable());
    }

    /// Says something below it.
    ///
    /// @param body Markdown of up to 65,536 characters
    /// @return where people read it
    /// @throws ForgeException of the kind OUTCOME_UNKNOWN when it may be there
    public String comment(long number, String body) {
        ObjectNode fields = JsonMapper.shared().createObjectNode().put("body", body);
        return session.send(
                        Call.post(
                                about("commenting on", number),
                                issue(number) + "/comments",
                                fields))
                .fields()
                .text("html_url");
    }

    /// Merges it if its head is the commit that was looked at, and no other.
    ///
    /// @param headCommit the whole hash
    public Merge merge(long number, String headCommit, Merge.Method method) {
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("sha", headCommit)
                        .put("merge_method", method.name().toLowerCase(Locale.ROOT));
        Call call =
                Call.put(
                                "%s at %s".formatted(about("merging", number), headCommit),
                                path(number) + "/merge",
                                body)
                        .expecting(NOT_ALLOWED, CONFLICT);
        return session.verified(
                () -> merge(number, headCommit, session.send(call)),
                () -> findMerged(number, headCommit));
    }

    private Merge merge(long number, String headCommit, Answer answer) {
        return switch (answer.status()) {
            // A merge that was done before is refused as one that can't be done.
            case NOT_ALLOWED ->
                    findMerged(number, headCommit)
                            .orElseGet(() -> new Merge.NotMergeable(words(answer)));
            case CONFLICT -> new Merge.HeadMoved(words(answer));
            default -> new Merge.Merged(answer.fields().findText("sha").orElse(""));
        };
    }

    private Optional<Merge> findMerged(long number, String headCommit) {
        var answer = session.send(Call.get(about("reading", number), path(number)));
        PullRequest pull = PullRequest.of(answer.fields());
        return pull.isMerged() && pull.headCommit().equals(headCommit)
                ? Optional.of(
                        new Merge.Merged(answer.fields().findText("merge_commit_sha").orElse("")))
                : Optional.empty();
    }

    private static String words(Answer refusal) {
        return refusal.fields().findText("message").orElse("");
    }

    private String about(String doing, long number) {
        return "%s pull request %d of %s".formatted(doing, number, name);
    }

    private String path(long number) {
        return name.path() + "/pulls/" + number;
    }

    private String issue(long number) {
        return name.path() + "/issues/" + number;
    }
}
