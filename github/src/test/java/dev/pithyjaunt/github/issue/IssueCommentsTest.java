package dev.pithyjaunt.github.issue;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.ScriptedGitHub.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssueCommentsTest {

    private static final String MARK = "<!-- mark -->";
    private static final String LIST =
            "GET /repos/acme/shop/issues/7/comments?since=2026-11-28T12%3A00%3A00Z&per_page=100";
    private static final String SAY =
            "POST /repos/acme/shop/issues/7/comments {\"body\":\"Done.\\n\\n<!-- mark -->\"}";
    private static final IssueComment SAID =
            new IssueComment(2, "Done.\r\n\r\n<!-- mark -->", "there");

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private IssueComments comments() {
        return github.client().issueComments(SHOP, IN_TEN_MINUTES);
    }

    private IssueComment say() {
        return comments().sayOnce(7, "Done.", MARK, START.plusMillis(400));
    }

    private static String json(long id, String body) {
        return "{\"id\": %d, \"body\": \"%s\", \"html_url\": \"there\"}".formatted(id, body);
    }

    private static String said() {
        return json(2, "Done.\\r\\n\\r\\n<!-- mark -->");
    }

    private static String others() {
        return "[%s,{\"id\": 3, \"html_url\": \"page\"}]".formatted(json(1, "no <!-- mark --> ?"));
    }

    @Test
    void commentIsWrittenWithItsMark() {
        github.reply(200, others()).reply(201, said());
        assertThat(say()).isEqualTo(SAID);
        assertThat(github.lines()).containsExactly(LIST, SAY);
    }

    @Test
    void oneThatIsThereIsNotWrittenAgain() {
        github.reply(200, "[" + json(1, "Hello") + "," + said() + "]");
        assertThat(say()).isEqualTo(SAID);
        assertThat(github.lines()).containsExactly(LIST);
    }

    @Test
    void oneOfALaterPageIsFound() {
        String next = github.rest() + "/repositories/1/issues/7/comments?page=2";
        github.reply(200, others(), "Link", "<" + next + ">; rel=\"next\"")
                .reply(200, "[" + said() + "]");
        assertThat(comments().find(7, MARK, START)).contains(SAID);
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void writingWithoutAnAnswerIsLookedForAndNotRepeated() {
        github.reply(200, "[]").reply(Reply.broken()).reply(200, "[" + said() + "]");
        assertThat(say()).isEqualTo(SAID);
        assertThat(github.lines()).containsExactly(LIST, SAY, LIST);
    }

    @Test
    void writingThatWasNotDoneIsRepeatedOnce() {
        github.reply(200, "[]").reply(Reply.of(502, "")).reply(200, "[]").reply(Reply.of(502, ""));
        ForgeException failure = catchThrowableOfType(ForgeException.class, this::say);
        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(github.lines()).containsExactly(LIST, SAY, LIST, SAY);
    }

    @Test
    void refusalIsThatOfGitHub() {
        github.reply(200, "[]").reply(Reply.message(403, "Resource not accessible by integration"));
        ForgeException failure = catchThrowableOfType(ForgeException.class, this::say);
        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure)
                .hasMessage(
                        "commenting on issue 7 of acme/shop: GitHub answered 403: Resource not accessible by integration");
    }
}
