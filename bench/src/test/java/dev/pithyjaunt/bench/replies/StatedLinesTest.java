package dev.pithyjaunt.bench.replies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatedLinesTest {

    private static final String FIRST =
            """
            Let me see.
            ```diff
            diff --git a/a.txt b/a.txt
            index 1..2
            --- a/a.txt
            +++ b/a.txt
            @@ -1,9 +1,9 @@
             one
            -two
            +TWO
            @@ -30 +30 @@
            +thirty

            ```
            - this is prose
            """;

    private static final String SECOND =
            """
            ```diff
            --- a/a.txt
            +++ b/a.txt
            @@ -1 +1 @@
            -two
            +2
            --- a/b.txt
            +++ b/b.txt
            @@ -1 +1 @@
            --- a comment
            ```
            """;

    /// Lines with `+` or `-` before them.
    private static NetLines net(String... lines) {
        NetLines net = new NetLines();
        for (String line : lines) {
            if (line.startsWith("+")) {
                net.add(line.substring(1));
            } else {
                net.remove(line.substring(1));
            }
        }
        return net;
    }

    @Test
    void linesOfEveryHunkCountAndProseDoesNot() {
        StatedLines stated = StatedLines.of("unified-diff", FIRST);

        assertThat(stated.whole()).isEqualTo(net("-two", "+TWO", "+thirty"));
        assertThat(stated.lastDraft()).isEqualTo(stated.whole());
    }

    @Test
    void lastDraftStandsAsWellAsAllTogether() {
        StatedLines stated = StatedLines.of("unified-diff", FIRST + SECOND);

        assertThat(stated.are(net("-two", "+TWO", "+thirty", "-two", "+2", "--- a comment")))
                .isTrue();
        assertThat(stated.are(net("-two", "+2", "--- a comment"))).isTrue();
        assertThat(stated.are(net("-two", "+TWO", "+thirty"))).isFalse();
    }

    @Test
    void droppedHunkIsFoundOut() {
        assertThat(StatedLines.of("unified-diff", FIRST).are(net("-two", "+TWO"))).isFalse();
    }

    @Test
    void tagsStateWhatTheyDoNotShare() {
        StatedLines stated =
                StatedLines.of(
                        "search-replace-tags",
                        """
                        <file>a.py</file>
                        <original>    one()
                            two()
                        </original>
                        <patched>    one()
                            three()
                        </patched>
                        """);

        assertThat(stated.whole()).isEqualTo(net("-two()", "+three()"));
    }

    @Test
    void whiteSpaceAndMovedLinesAreNoChange() {
        assertThat(net("+  a", "-a", "+", "- \t")).isEqualTo(net());
    }
}
