package dev.pithyjaunt.github.pull;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class PullRequestsTest {

    private static final Proposal PROPOSAL = new Proposal("pj/1", "main", "T", "B", false);
    private static final PullRequest OPEN =
            new PullRequest(7, "T", true, false, false, "pj/1", "c0ffee", "main", false, "page");
    private static final Reply EXISTS =
            Reply.of(
                    422,
                    "{\"message\":\"Validation Failed\",\"errors\":[{\"message\":\"A pull request already exists for acme:pj/1.\"}]}");

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private PullRequests pulls() {
        return github.client().pullRequests(SHOP, IN_TEN_MINUTES);
    }

    private static String json(String state, String head, String base, String more) {
        return """
        {"number": 7, "title": "T", "state": "%s", "html_url": "page", "draft": false,
         "head": {"ref": "%s", "sha": "c0ffee"}, "base": {"ref": "%s"}%s}\
        """
                .formatted(state, head, base, more);
    }

    private static String open() {
        return json("open", "pj/1", "main", ", \"merged_at\": null");
    }

    private static String merged() {
        return json("closed", "pj/1", "main", ", \"merged\": true, \"merge_commit_sha\": \"beef\"");
    }

    @Test
    void pullRequestIsOpened() {
        github.reply(201, open());
        assertThat(pulls().open(PROPOSAL)).isEqualTo(new Opening.Opened(OPEN));
        assertThat(github.lines())
                .containsExactly(
                        "POST /repos/acme/shop/pulls"
                                + " {\"title\":\"T\",\"head\":\"pj/1\",\"base\":\"main\",\"body\":\"B\",\"draft\":false}");
    }

    @Test
    void oneThatWasOpenIsFound() {
        github.reply(EXISTS).reply(200, "[" + json("open", "pj/1", "old", "") + "," + open() + "]");
        assertThat(pulls().open(PROPOSAL)).isEqualTo(new Opening.WasOpen(OPEN));
        assertThat(github.lines().getLast())
                .isEqualTo("GET /repos/acme/shop/pulls?head=acme%3Apj%2F1&state=open&per_page=100");
    }

    @Test
    void otherRefusalIsThatOfGitHub() {
        github.reply(Reply.message(422, "No commits between main and pj/1")).reply(200, "[]");
        ForgeException failure =
                catchThrowableOfType(ForgeException.class, () -> pulls().open(PROPOSAL));
        assertThat(failure)
                .hasMessage(
                        "opening a pull request from pj/1 to main in acme/shop: GitHub answered 422: No commits between"
                                + " main and pj/1");
    }

    @Test
    void openingWithoutAnAnswerIsLookedForAndNotRepeated() {
        github.reply(Reply.broken()).reply(200, "[" + open() + "]");
        assertThat(pulls().open(PROPOSAL)).isEqualTo(new Opening.Opened(OPEN));
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void openingThatWasNotDoneIsRepeatedOnce() {
        github.reply(Reply.of(502, "")).reply(200, "[]").reply(Reply.of(502, ""));
        ForgeException failure =
                catchThrowableOfType(ForgeException.class, () -> pulls().open(PROPOSAL));
        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(github.requests()).hasSize(3);
    }

    @Test
    void pullRequestsOfABranchAreListedAndNoOthers() {
        String list = "[" + json("open", "other", "main", "") + "," + merged() + "]";
        github.reply(200, list).reply(200, list).reply(200, merged());
        assertThat(pulls().all("pj/1"))
                .containsExactly(
                        new PullRequest(
                                7, "T", false, true, false, "pj/1", "c0ffee", "main", false,
                                "page"));
        assertThat(pulls().findOpen("nothing")).isEmpty();
        assertThat(pulls().get(7).isMerged()).isTrue();
    }

    @Test
    void pullRequestOfAForkIsToldApart() {
        String body =
                """
                {"number": 7, "title": "T", "state": "open", "html_url": "page",
                 "head": {"ref": "pj/1", "sha": "c0ffee", "repo": %s},
                 "base": {"ref": "main", "repo": {"full_name": "acme/shop"}}}\
                """;
        github.reply(200, body.formatted("{\"full_name\": \"acme/shop\"}"))
                .reply(200, body.formatted("{\"full_name\": \"eve/shop\"}"))
                .reply(200, body.formatted("null"));
        assertThat(pulls().get(7).isFromFork()).isFalse();
        assertThat(pulls().get(7).isFromFork()).isTrue();
        assertThat(pulls().get(7).isFromFork()).isTrue();
    }

    @Test
    void textLabelsReviewersAndCommentsAreSent() {
        github.reply(200, open())
                .reply(200, "[]")
                .reply(201, "{}")
                .reply(201, "{\"html_url\":\"there\"}");
        PullRequests pulls = pulls();
        assertThat(pulls.update(7, "T", "new")).isEqualTo(OPEN);
        pulls.label(7, List.of("a", "b"));
        pulls.requestReview(7, List.of("eve"), List.of("core"));
        assertThat(pulls.comment(7, "Hi")).isEqualTo("there");
        assertThat(github.lines())
                .containsExactly(
                        "PATCH /repos/acme/shop/pulls/7 {\"title\":\"T\",\"body\":\"new\"}",
                        "POST /repos/acme/shop/issues/7/labels {\"labels\":[\"a\",\"b\"]}",
                        "POST /repos/acme/shop/pulls/7/requested_reviewers"
                                + " {\"reviewers\":[\"eve\"],\"team_reviewers\":[\"core\"]}",
                        "POST /repos/acme/shop/issues/7/comments {\"body\":\"Hi\"}");
    }

    private Merge merge() {
        return pulls().merge(7, "c0ffee", Merge.Method.SQUASH);
    }

    @Test
    void mergeIsOfTheHeadThatWasLookedAt() {
        github.reply(200, "{\"sha\":\"beef\",\"merged\":true}");
        assertThat(merge()).isEqualTo(new Merge.Merged("beef"));
        assertThat(github.lines())
                .containsExactly(
                        "PUT /repos/acme/shop/pulls/7/merge"
                                + " {\"sha\":\"c0ffee\",\"merge_method\":\"squash\"}");
    }

    @Test
    void headThatMovedIsNotMerged() {
        github.reply(Reply.message(409, "Head branch was modified."));
        assertThat(merge()).isEqualTo(new Merge.HeadMoved("Head branch was modified."));
    }

    @Test
    void pullRequestThatIsNotReadyIsNotMerged() {
        github.reply(Reply.message(405, "Required status check")).reply(200, open());
        assertThat(merge()).isEqualTo(new Merge.NotMergeable("Required status check"));
    }

    @Test
    void mergeWithoutAnAnswerIsLookedFor() {
        github.reply(Reply.broken()).reply(200, merged());
        assertThat(merge()).isEqualTo(new Merge.Merged("beef"));
        github.reply(Reply.message(405, "Not mergeable")).reply(200, merged());
        assertThat(merge()).isEqualTo(new Merge.Merged("beef"));
        assertThat(github.requests()).hasSize(4);
    }
}
