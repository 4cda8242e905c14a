package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class QueryTest {

    @Test
    void wordsOfTheTitleWeighMore() {
        Query query = Query.of("  Wrong parserState\n\nThe lexer reads parser tokens twice.\n");

        assertThat(query.words())
                .containsExactly("wrong", "parser", "state", "lexer", "reads", "tokens", "twice");
        assertThat(query.weights()).containsExactly(1.5, 1.5, 1.5, 1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void namesAreThoseInQuotesOfCallsOfMembersAndThoseThatLookLikeCode() {
        assertThat(
                        Query.of(
                                        """
                                        Title
                                        `tick one`, "quoted", 'single', called(1), spaced (2),
                                        receiver.member, camelCase, snake_case, HTTPServer, plain
                                        """)
                                .names())
                .containsExactlyInAnyOrder(
                        "tick",
                        "one",
                        "quoted",
                        "single",
                        "called",
                        "spaced",
                        "receiver",
                        "member",
                        "camelCase",
                        "snake_case",
                        "HTTPServer");
    }

    @Test
    void wordsSideBySideAreJoined() {
        assertThat(Query.of("The text box\nfades").runs())
                .containsExactlyInAnyOrder(
                        "thetext",
                        "thetextbox",
                        "thetextboxfades",
                        "textbox",
                        "textboxfades",
                        "boxfades",
                        "fades");
    }

    @ParameterizedTest
    @CsvSource({
        "fix(core): x, core",
        "fix(Core)!: x, core",
        "feat(net/http): x, net/http",
        "parser: x, parser",
        "net/http: x, net/http",
        "[parser]: x, parser",
        "build-tool: x, build-tool",
    })
    void titleNamesItsPart(String title, String part) {
        assertThat(Query.of(title + "\nother: y").scope()).contains(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"The parser is wrong", "parser:", "", "x\nparser: y", "fix(): x"})
    void titleWithoutAPartHasNone(String task) {
        assertThat(Query.of(task).scope()).isEqualTo(Optional.empty());
    }

    @Test
    void emptyTaskAsksForNothing() {
        for (String task : List.of("", " \n\t", "?!", "日本語", "a")) {
            Query query = Query.of(task);
            assertThat(query.words()).isEmpty();
            assertThat(query.names()).isEmpty();
            assertThat(query.runs()).isEmpty();
        }
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(
            strings = {
                "(", "a.", "\"", "'", "`", "x", "X", "Xx", "9", "_", "a(", "a (", "a : ", "[a]: ",
                "fix(", "'a", "`a\n", "\"ab", " ", "\t(", "a.b ", "\r", "é", "😀", "word ", "- "
            })
    void hostileTaskIsReadQuickly(String part) {
        for (int length : new int[] {1000, 50_000, 200_000}) {
            assertThatCode(() -> Query.of(part.repeat(length / part.length())))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @Timeout(5)
    void longTaskIsReadAtItsBeginning() {
        StringBuilder task = new StringBuilder("first\n");
        for (int i = 0; task.length() < 200_000; i++) {
            task.append("wordNumber").append(Integer.toString(i, 26)).append("x.call(y) ");
        }
        task.append(" last");

        Query query = Query.of(task.toString());

        assertThat(query.text()).hasSize(50_000);
        assertThat(query.words()).startsWith("first").doesNotContain("last");
        assertThat(query.words().size()).isBetween(100, 152);
        assertThat(query.names()).hasSize(50);
    }
}
