package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SourceTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a",
                "a\n",
                "a\r\nb",
                "a\r\nb\nc\r\n",
                "\uFEFFa\n",
                "a\rb\n",
                "\n\n\n",
                "ü\u0000"
            })
    void bytesSurviveUnchanged(String text) {
        assertThat(SourceText.of(text.getBytes(UTF_8)).bytes()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void bytesThatAreNotUtf8Survive() {
        byte[] latin = "caf\u00e9\nx\n".getBytes(ISO_8859_1);

        assertThat(SourceText.of(latin).with(List.of(new Change(1, 2, List.of("y")))).bytes())
                .isEqualTo("caf\u00e9\ny\n".getBytes(ISO_8859_1));
        assertThat(SourceText.of(latin).canHold(List.of("漢"))).isFalse();
    }

    @Test
    void newLinesGetTheEndOfTheOneTheyReplaceElseTheUsualOne() {
        assertThat(edited("a\r\nb\nc\r\n", 1, 2, "x", "y")).isEqualTo("a\r\nx\ny\r\nc\r\n");
    }

    @Test
    void missingLastLineEndStaysMissing() {
        assertThat(edited("a\nb", 1, 2, "x", "y")).isEqualTo("a\nx\ny");
        assertThat(edited("a\nb", 1, 2)).isEqualTo("a");
        assertThat(edited("a\nb", 2, 2, "c")).isEqualTo("a\nb\nc");
    }

    @Test
    void lastLineEndThatIsThereStays() {
        assertThat(edited("a\nb\n", 1, 2, "x")).isEqualTo("a\nx\n");
        assertThat(edited("", 0, 0, "x")).isEqualTo("x\n");
    }

    private static String edited(String text, int from, int to, String... lines) {
        return new String(
                SourceText.of(text.getBytes(UTF_8))
                        .with(List.of(new Change(from, to, List.of(lines))))
                        .bytes(),
                UTF_8);
    }
}
