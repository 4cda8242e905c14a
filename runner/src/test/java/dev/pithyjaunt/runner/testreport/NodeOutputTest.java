package dev.pithyjaunt.runner.testreport;

import static dev.pithyjaunt.runner.testreport.RealOutput.listing;
import static dev.pithyjaunt.runner.testreport.RealOutput.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// TAP and Node.js's own reporter.
class NodeOutputTest {

    @ParameterizedTest
    @ValueSource(strings = {"node20.tap", "node20-spec.txt", "node24-spec.txt"})
    void testsOfNodeAreNamedWithTheirSuitesWhateverTheReporter(String output) {
        assertThat(listing(text(output)))
                .isEqualTo(
                        """
                        all
                        PASSED adds
                        FAILED fails # hard \\ now
                        SKIPPED skipped
                        SKIPPED skipped why
                        SKIPPED todo fails
                        PASSED outer > inner ok
                        FAILED outer > deep > deep bad
                        PASSED outer > deep > deep ok
                        PASSED all good > x
                        PASSED hook fails > y
                        PASSED parent > child
                        FAILED parent
                        FAILED b.test.mjs
                        FAILED c.test.mjs
                        FAILED hooked > y\
                        """);
    }

    @Test
    void testsOfNodeTapAreNamedWithoutTheirTimes() {
        assertThat(listing(text("node-tap.tap")))
                .isEqualTo(
                        """
                        all
                        PASSED outer > fine
                        FAILED outer > inner > one is two
                        PASSED top # hash
                        SKIPPED later
                        PASSED some day\
                        """);
    }

    @Test
    void planMayComeLast() {
        assertThat(listing(text("mocha.tap")))
                .isEqualTo(
                        """
                        all
                        PASSED Pond adds
                        PASSED Pond slow
                        FAILED Pond bad
                        SKIPPED Pond skipped
                        SKIPPED Pond pending
                        FAILED Pond deep "before all" hook for "adds\"\
                        """);
    }

    @Test
    void marksOfOtherToolsAreNotNodes() {
        assertThat(listing(text("mocha-spec.txt"))).isEqualTo("nothing");
    }

    @Test
    void pointsWithoutVersionOrPlanAreNoTests() {
        assertThat(listing("ok 1 - I am fine\nnot ok\nok then\n")).isEqualTo("nothing");
    }

    @Test
    void whatTestsPrintBeforeTheVersionIsNoTest() {
        assertThat(listing("not ok 1 - printed\nTAP version 13\nok 1 - a\n1..1\n"))
                .isEqualTo("all\nPASSED a");
    }

    @Test
    void whatFailuresQuoteIsNoTest() {
        assertThat(
                        listing(
                                """
                                TAP version 14
                                1..2
                                not ok 1 - quotes
                                  ---
                                  error: |-

                                    ok 5 - deeper
                                  ok 6 - as deep
                                  ...
                                ok 2 - goes on
                                """))
                .isEqualTo("all\nFAILED quotes\nPASSED goes on");
    }

    @Test
    void explanationThatIsCutOffEndsWithItsTest() {
        assertThat(listing("TAP version 13\nnot ok 1 - a\n  ---\n  error: 1\nok 2 - b\n1..2\n"))
                .isEqualTo("all\nFAILED a\nPASSED b");
    }

    @Test
    void pointsWithoutNameHaveTheirNumber() {
        assertThat(listing("1..3\nok 1\nnot ok 2 # Todo later\nnot ok 3\n"))
                .isEqualTo("all\nPASSED test 1\nSKIPPED test 2\nFAILED test 3");
    }

    @Test
    void streamWithoutTestsIsKnownToHaveNone() {
        assertThat(listing("TAP version 13\n1..0\n")).isEqualTo("all");
        assertThat(listing("1..5\n")).isEqualTo("nothing");
    }

    @Test
    void coloursAndWindowsLineEndsAreOverlooked() {
        assertThat(listing("\u001b[32m✔ adds \u001b[90m(1.25ms)\u001b[39m\u001b[39m\r"))
                .isEqualTo("all\nPASSED adds");
    }
}
