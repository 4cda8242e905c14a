package dev.pithyjaunt.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineMatcherTest {

    @Test
    void caseIsIgnoredInAnyLanguage() {
        assertThat(LineMatcher.text("\u00e4Ж", true).lines().test("x \u00c4ж y")).isTrue();
        assertThat(LineMatcher.text("\u00e4Ж", false).lines().test("x \u00c4ж y")).isFalse();
    }

    /// RE2 for Java would look for the other cases of these letters for ever.
    @Test
    @Timeout(10)
    void lettersWhoseCasesLeadNowhereAreFoundAsTheyAre() {
        for (int c = 0x1C80; c <= 0x1C88; c++) {
            LineMatcher matcher = LineMatcher.text("a" + Character.toString(c), true);
            assertThat(matcher.lines().test("xa" + Character.toString(c))).isTrue();
            assertThat(matcher.ignoresCase()).isFalse();
        }
    }

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(strings = {"(?i)\u1c80", "(?si)[\u0430-\u2000]", "a(?i:\\x{1C80})"})
    void expressionsThatWouldLookForThemForEverAreRefused(String regex) {
        assertThatThrownBy(() -> LineMatcher.regex(regex))
                .isInstanceOf(BadCallException.class)
                .hasMessage(
                        "\"regex\" can't ignore the case of characters outside ASCII: leave (?i) out.");
    }

    @Test
    void expressionsMayIgnoreTheCaseOfAscii() {
        assertThat(LineMatcher.regex("(?i)h[a-z]+O").lines().test("HELLo")).isTrue();
        assertThat(LineMatcher.regex("\u1c80").lines().test("\u1c80")).isTrue();
    }
}
