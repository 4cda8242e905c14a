package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

class ReplyReaderTest {

    private static List<Edit> edits(String reply) {
        assertThat(ReplyReader.read(reply)).isInstanceOf(Reply.Edits.class);
        return ((Reply.Edits) ReplyReader.read(reply)).edits();
    }

    private static Edit.Replace replace(
            String path, List<String> search, List<String> replacement, int line, String raw) {
        return new Edit.Replace(
                path,
                LineDiff.between(search, replacement),
                Edit.Hint.NONE,
                Edit.Origin.of(line, raw, Set.of()));
    }

    @Test
    void searchReplaceBlocksAreReadWithTheProseAroundThem() {
        String reply =
                """
                I rename the greeting.

                src/a.py
                <<<<<<< SEARCH
                hello
                  there
                =======
                hi
                >>>>>>> REPLACE
                <<<<<<< SEARCH
                second
                =======
                >>>>>>> REPLACE

                And the test.
                `test/b.py`:
                ```python
                <<<<<<< SEARCH
                =======
                new
                >>>>>>> REPLACE
                ```
                """;

        Reply read = ReplyReader.read(reply);

        assertThat(read)
                .isEqualTo(
                        new Reply.Edits(
                                List.of(
                                        replace(
                                                "src/a.py",
                                                List.of("hello", "  there"),
                                                List.of("hi"),
                                                4,
                                                "src/a.py\n<<<<<<< SEARCH\nhello\n  there\n=======\nhi\n>>>>>>> REPLACE"),
                                        replace(
                                                "src/a.py",
                                                List.of("second"),
                                                List.of(),
                                                10,
                                                "src/a.py\n<<<<<<< SEARCH\nsecond\n=======\n>>>>>>> REPLACE"),
                                        replace(
                                                "test/b.py",
                                                List.of(),
                                                List.of("new"),
                                                18,
                                                "test/b.py\n<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE")),
                                "I rename the greeting.\nAnd the test."));
    }

    @Test
    void pathMayStandInTheUsualDecorations() {
        for (String line :
                List.of(
                        "a/b.c",
                        "### a/b.c",
                        "**a/b.c**",
                        "`a/b.c`",
                        "File: a/b.c",
                        "**`a/b.c`**:",
                        "1. `a/b.c`",
                        "\"a/b.c\"")) {
            assertThat(edits(line + "\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE"))
                    .extracting(Edit::path)
                    .containsExactly("a/b.c");
        }
    }

    @Test
    void unifiedDiffBecomesOneEditForEachHunk() {
        String reply =
                """
                ```diff
                diff --git a/src/A.java b/src/A.java
                index 123..456 100644
                --- a/src/A.java
                +++ b/src/A.java
                @@ -3,2 +3,3 @@ class A {
                 one

                -two
                +2
                +3
                @@ -20 +21 @@
                -- not a header
                +-- neither
                ```
                """;

        assertThat(edits(reply))
                .extracting(e -> (Edit.Replace) e)
                .extracting(
                        Edit.Replace::path,
                        Edit.Replace::preImage,
                        Edit.Replace::postImage,
                        edit -> edit.hint().line())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "src/A.java",
                                List.of("one", "", "two"),
                                List.of("one", "", "2", "3"),
                                OptionalInt.of(3)),
                        org.assertj.core.groups.Tuple.tuple(
                                "src/A.java",
                                List.of("- not a header"),
                                List.of("-- neither"),
                                OptionalInt.of(20)));
    }

    @Test
    void removedCommentLinesDoNotLookLikeHeaders() {
        String reply =
                """
                --- a/q.sql
                +++ b/q.sql
                @@ -1,3 +1,3 @@
                --- old comment
                ++++ new comment
                 select 1
                -from a
                +from b
                """;

        assertThat(edits(reply)).hasSize(1);
        assertThat(((Edit.Replace) edits(reply).getFirst()).preImage())
                .containsExactly("-- old comment", "select 1", "from a");
    }

    @Test
    void newDeletedAndRenamedFilesAreTold() {
        String reply =
                """
                --- /dev/null
                +++ b/new.txt
                @@ -0,0 +1,2 @@
                +a
                +b
                --- a/old.txt
                +++ /dev/null
                @@ -1 +0,0 @@
                -x
                diff --git a/from.txt b/to.txt
                similarity index 90%
                rename from from.txt
                rename to to.txt
                --- a/from.txt
                +++ b/to.txt
                @@ -1 +1 @@
                -x
                +y
                """;

        assertThat(edits(reply))
                .extracting(edit -> edit.getClass().getSimpleName() + " " + edit.path())
                .containsExactly(
                        "Replace new.txt", "Delete old.txt", "Rename to.txt", "Replace to.txt");
    }

    @Test
    void wholeFileIsAPathAndAFence() {
        String reply =
                """
                Here it is.

                **conf/app.yml**
                ```yaml
                a: 1

                b: 2
                ```
                """;

        assertThat(edits(reply))
                .containsExactly(
                        new Edit.Write(
                                "conf/app.yml",
                                List.of("a: 1", "", "b: 2"),
                                Edit.Origin.of(
                                        4, "conf/app.yml\n```yaml\na: 1\n\nb: 2\n```", Set.of())));
    }

    @Test
    void fencedExampleWithoutAPathIsProse() {
        assertThat(ReplyReader.read("Use it so:\n\n```python\nprint(1)\n```\nDone."))
                .isEqualTo(new Reply.Prose("Use it so:\nprint(1)\nDone."));
    }

    @Test
    void blockWithoutItsEndIsMalformedAndSaysWhatIsMissing() {
        assertThat(ReplyReader.read("a.txt\n<<<<<<< SEARCH\nx\n=======\ny\n"))
                .isEqualTo(
                        new Reply.Malformed(
                                "a.txt",
                                "the search/replace block at line 2 of the reply has no line \">>>>>>> REPLACE\"",
                                "<<<<<<< SEARCH\nx\n=======\ny"));
    }

    @Test
    void blockWithoutAPathIsMalformed() {
        assertThat(ReplyReader.read("<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE"))
                .isEqualTo(
                        new Reply.Malformed(
                                "",
                                "the search/replace block at line 1 of the reply names no file: write the path on the line before it",
                                "<<<<<<< SEARCH"));
    }

    @Test
    void halfADiffIsMalformed() {
        assertThat(ReplyReader.read("--- a/a.txt\n+++ b/a.txt\n"))
                .isEqualTo(
                        new Reply.Malformed(
                                "a.txt",
                                "the diff at line 1 of the reply has headers and no hunk",
                                "--- a/a.txt\n+++ b/a.txt"));
    }

    @Test
    void wholeFileWithoutItsClosingFenceIsMalformed() {
        assertThat(ReplyReader.read("a.txt\n```\nx\n"))
                .isEqualTo(
                        new Reply.Malformed(
                                "a.txt",
                                "the file that begins at line 2 of the reply has no closing fence",
                                "```\nx"));
    }

    @Test
    void questionAndNothingToChangeAreTold() {
        assertThat(ReplyReader.read("QUESTION: which of the two?\n"))
                .isEqualTo(new Reply.Question("which of the two?"));
        assertThat(ReplyReader.read("NO CHANGE: it is there already"))
                .isEqualTo(new Reply.NothingToChange("it is there already"));
        assertThat(ReplyReader.read("")).isEqualTo(new Reply.Prose(""));
    }
}
