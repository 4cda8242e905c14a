package dev.pithyjaunt.agent.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class GrammarTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static String numbered(int count, String pattern) {
        return IntStream.range(0, count).mapToObj(pattern::formatted).collect(Collectors.joining());
    }

    /// Each ended the process before it was refused.
    static List<Arguments> deep() {
        return List.of(
                Arguments.of(Grammar.YAML, "- ".repeat(1_000) + "a\n"),
                Arguments.of(
                        Grammar.YAML,
                        IntStream.range(0, 1_000)
                                .mapToObj(depth -> " ".repeat(depth) + "a:\n")
                                .collect(Collectors.joining())),
                Arguments.of(Grammar.BASH, numbered(200, "cat <<A%d ") + "\na\n"),
                Arguments.of(Grammar.BASH, "cat <<" + "D".repeat(1_013) + "\na\n"),
                Arguments.of(Grammar.RUBY, "x = <<~" + "D".repeat(1_005) + "\na\n"),
                Arguments.of(Grammar.KOTLIN, "\"${".repeat(1_025)));
    }

    static List<Arguments> usual() {
        return List.of(
                Arguments.of(
                        Grammar.YAML,
                        numbered(2_000, "k%d:\n  - a: |\n      " + "-".repeat(200) + "\n")),
                Arguments.of(Grammar.YAML, "- ".repeat(90) + "a\n"),
                Arguments.of(Grammar.BASH, numbered(2_000, "cat <<-'A%1$d'\n\tx\n\tA%1$d\n")),
                Arguments.of(Grammar.RUBY, numbered(2_000, "x%d << 1\ny << z\nf(<<~A)\n  t\nA\n")),
                Arguments.of(Grammar.KOTLIN, numbered(2_000, "val x%d = \"${ \"${ 1 }\" }\"\n")));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void whatTheGrammarCannotFollowIsRefused(Grammar grammar, String text) {
        assertThat(grammar.nestsTooDeep(text.getBytes(UTF_8))).isTrue();
        assertThat(grammar.parse(text.getBytes(UTF_8), LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("usual")
    void whatPeopleWriteIsParsed(Grammar grammar, String text) {
        assertThat(grammar.nestsTooDeep(text.getBytes(UTF_8))).isFalse();
        try (ParsedSource source = grammar.parse(text.getBytes(UTF_8), LIMIT).orElseThrow()) {
            assertThat(source.root().hasError()).isFalse();
        }
    }
}
