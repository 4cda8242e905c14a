package dev.pithyjaunt.agent.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.java | A.java | true",
                "*.java | src/main/A.java | true",
                "*.java | A.javac | false",
                "/*.java | A.java | true",
                "/*.java | src/A.java | false",
                "src/*.java | src/A.java | true",
                "src/*.java | src/a/A.java | false",
                "src/*.java | x/src/A.java | false",
                "src/** | src/a/b/C.java | true",
                "src/** | src | false",
                "src | src | true",
                "src | src/a/b | true",
                "src | x/src/b | true",
                "src/ | src/a | true",
                "src/ | src | false",
                "/src | x/src | false",
                "**/test/** | a/b/test/c/d | true",
                "**/test/** | test/c | true",
                "**/test/** | a/test | false",
                "a/**/b | a/b | true",
                "a/**/b | a/x/y/b | true",
                "a/**/b | a/x/y/c | false",
                "** | anything/at/all | true",
                "* | anything/at/all | true",
                "docs/* | docs/a/b.md | true",
                "a?c | abc | true",
                "a?c | a/c | false",
                "a?c | a\uD83D\uDE00c | true",
                "[Mm]akefile | Makefile | true",
                "[a-c].txt | b.txt | true",
                "[!a-c].txt | b.txt | false",
                "[!a-c].txt | d.txt | true",
                "[]-].txt | ].txt | true",
                "[[]id].js | pages/[id].js | true",
                "*.{yml,yaml} | a/b.yaml | true",
                "{src,lib}/*.c | lib/a.c | true",
                "{src,lib}/*.c | bin/a.c | false",
                "a*b*c | axxbyyc | true",
                "a*b*c | axxcyyb | false",
                ".*/ | .config/x | true",
                ".*/ | a/.config/x | true",
                ".*/ | .editorconfig | false",
                "src/*.JAVA | src/A.java | false"
            })
    void matchesAsDocumented(String glob, String path, boolean expected) {
        assertThat(Glob.exact(glob).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        ".github/workflows/**, .GitHub/Workflows/x.yml",
        ".github/workflows/**, .g\u200Cithub/workflows/x.yml",
        "package.json, a/PACKAGE.JSON",
        "package.json, package.json.",
        "Jenkinsfile, ｊenkinsfile",
        "CAFÉ.md, cafe\u0301.md"
    })
    void foldingGlobsMatchEverySpelling(String glob, String path) {
        assertThat(Glob.folding(glob).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it must have 1 to 300 characters",
                "!a | there is no negation with ! and no escape with \\; write [*] for a character that means something",
                "a\\*b | there is no negation with ! and no escape with \\; write [*] for a character that means something",
                "a**b | ** must be a part of its own",
                "[abc | a [ is not closed in its part",
                "[] | a [ is not closed in its part",
                "[c-a] | a range in [] runs backwards",
                "{a,b | its braces are not closed, not opened or nested",
                "a,b} | its braces are not closed, not opened or nested",
                "{a,{b,c}} | its braces are not closed, not opened or nested",
                "a//b | it has an empty, . or .. part",
                "../a | it has an empty, . or .. part",
                "/ | it has an empty, . or .. part",
                "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b} | its braces stand for more than 200 patterns"
            })
    void whatIsNoGlobIsRefused(String glob, String problem) {
        assertThatThrownBy(() -> Glob.exact(glob))
                .isInstanceOf(MalformedGlobException.class)
                .hasMessage("\"%s\" is no glob: %s".formatted(glob, problem));
    }

    @Test
    @Timeout(10)
    void matchingTimeIsBounded() {
        String name = "a".repeat(4_000);
        assertThat(Glob.exact("*a".repeat(140) + "b").matches(name)).isFalse();
        assertThat(Glob.exact("**/".repeat(90) + "b").matches("a/".repeat(2_000) + "a")).isFalse();
        assertThat(Glob.exact("{*a,?a*b}".repeat(7) + "b").matches(name)).isFalse();
    }

    @Test
    void anyTextIsAGlobOrRefused() {
        Random random = new Random(7);
        String alphabet = "ab*?[]{},!^-/.\\é";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (String path : List.of("a", "a/b", "ab/é.b")) {
                try {
                    Glob.exact(text.toString()).matches(path);
                } catch (MalformedGlobException e) {
                    assertThat(e.glob()).isEqualTo(text.toString());
                }
            }
        }
    }
}
