package dev.pithyjaunt.protocol.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In expected texts, `^` stands for the invisible character.
class SafeTextTest {

    private static String shown(String text) {
        return text.replace('\u200B', '^');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plain, plain",
                "a-b + c = d!, a-b + c = d!",
                "*a* _b_ `c`, \\*a\\* \\_b\\_ \\`c\\`",
                "[a](b) ![a](b), \\[a\\](b) !\\[a\\](b)",
                "<img src=x>, \\<img src=x\\>",
                "&lt;, \\&lt;",
                "a\\|b, a\\\\&#124;b",
                "# a, \\# a",
                "- a, \\- a",
                "12) a, 12\\) a",
                "ask @ada, ask @^ada",
                "see #12 and a/b#3 and gh-4, see #^12 and a/b#^3 and gh-^4",
                "Fixes #1, Fixes^ #^1",
                "closes: a/b#1, closes^: a/b#^1",
                "http://a.b www.a.b, http:^//a.b www^.a.b",
                "\"a\nb\", a b",
            })
    void proseShowsWhatIsWritten(String text, String markdown) {
        assertThat(shown(SafeText.prose(text, 100))).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a, `a`",
                "\"\", (nothing)",
                "\"  \n\", (nothing)",
                "@ada #1 <b> [a](b), `@ada #1 <b> [a](b)`",
                "a`b``c, ```a`b``c```",
                "`a`, `` `a` ``",
                "a | b, `a `&#124;` b`",
                "a\\|b, `a\\`&#124;`b`",
                "|, &#124;",
                "a||b|, `a`&#124;&#124;`b`&#124;",
                "\"a\nb\tc\u0000d\", `a b c d`",
                "a\u202Eb, `a\\u{202E}b`",
                "fixed #1, `fixed^ #1`",
                "Resolves https://github.com/a/b/issues/1, `Resolves^ https://github.com/a/b/issues/1`",
            })
    void codeShowsWhatIsWritten(String text, String markdown) {
        assertThat(shown(SafeText.code(text, 100))).isEqualTo(markdown);
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(SafeText.code("\uD83D\uDE00".repeat(11), 10))
                .isEqualTo("`" + "\uD83D\uDE00".repeat(10) + "…`");
        assertThat(SafeText.prose("a".repeat(10), 10)).isEqualTo("a".repeat(10));
    }

    @Test
    void htmlCodeIsNoHtml() {
        assertThat(SafeText.htmlCode("a </code></details> && \"b\"\n\nc", 100))
                .isEqualTo(
                        "<code>a &lt;/code&gt;&lt;/details&gt; &amp;&amp; &quot;b&quot;  c</code>");
    }

    @Test
    void fencesAreLongerThanThoseInside() {
        assertThat(SafeText.fence("a\n````\n@ada\n", 60, 4_000))
                .isEqualTo("`````text\na\n````\n@ada\n`````\n");
        assertThat(SafeText.fence("", 60, 4_000)).isEqualTo("```text\n\n```\n");
    }

    @Test
    void fencesHoldTheEndInLinesThatShow() {
        assertThat(SafeText.fence("a\r\nb\rc\u001B[31;1md\u001B[0m\u0007\n\n", 60, 4_000))
                .isEqualTo("```text\na\nb\ncd\n```\n");
        assertThat(SafeText.fence("1\n2\n3", 2, 4_000)).isEqualTo("```text\n…\n2\n3\n```\n");
        assertThat(SafeText.fence("1\n2\n3", 3, 4_000)).isEqualTo("```text\n1\n2\n3\n```\n");
        assertThat(SafeText.fence("a\uD83D\uDE00b", 60, 2)).isEqualTo("```text\n…\nb\n```\n");
    }
}
