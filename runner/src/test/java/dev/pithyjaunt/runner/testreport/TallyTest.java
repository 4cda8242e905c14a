package dev.pithyjaunt.runner.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

class TallyTest {

    private static final TestNames NAMES = new TestNames("/tree");

    private final Tally tally = new Tally(NAMES);

    @Test
    void failedWinsOverPassedAndPassedOverSkipped() {
        for (String name : new String[] {"a", "b", "c"}) {
            tally.add(name, Status.PASSED);
        }
        tally.add("a", Status.FAILED);
        tally.add("a", Status.PASSED);
        tally.add("b", Status.SKIPPED);

        TestResults results = tally.results(true);

        assertThat(results)
                .isEqualTo(
                        new TestResults(
                                Map.of("a", Status.FAILED, "b", Status.PASSED, "c", Status.PASSED),
                                true,
                                0));
        assertThat(results.names(Status.PASSED)).containsExactly("b", "c");
    }

    @Test
    void testsForWhichThereIsNoRoomAreCounted() {
        for (int i = 0; i < 50_003; i++) {
            tally.add("test " + i, Status.PASSED);
        }
        tally.add("test 7", Status.FAILED);

        TestResults results = tally.results(false);

        assertThat(results.tests()).hasSize(50_000).containsEntry("test 7", Status.FAILED);
        assertThat(results.dropped()).isEqualTo(3);
    }

    @Test
    void moreTestsThanResultsHoldAreRefused() {
        Map<String, Status> tests = new HashMap<>();
        for (int i = 0; i < 50_001; i++) {
            tests.put("test " + i, Status.PASSED);
        }

        assertThatThrownBy(() -> new TestResults(tests, true, 0))
                .hasMessage("results of 50001 tests: at most 50000");
    }

    @Test
    void namesArePrintable() {
        assertThat(NAMES.of(" a\tb\u0000\u001b[1m\u202e\u2028\ud800c\n "))
                .isEqualTo("a?b??[1m???c");
        assertThat(NAMES.of("fünf 五 🙂")).isEqualTo("fünf 五 🙂");
    }

    @Test
    void workTreeThatEveryNameMightHoldIsRefused() {
        for (String folder : new String[] {"", "/", "tree"}) {
            assertThatThrownBy(() -> new TestNames(folder))
                    .hasMessage("work tree \"%s\": not an absolute path below /", folder);
        }
    }

    @Test
    void longNamesAreCut() {
        assertThat(NAMES.of("a".repeat(500))).isEqualTo("a".repeat(500));
        assertThat(NAMES.of("a".repeat(70_000))).isEqualTo("a".repeat(499) + "…");
        assertThat(NAMES.of("a" + "🙂".repeat(400)))
                .isEqualTo("a" + "🙂".repeat(249) + "…")
                .hasSize(500);
        assertThat(NAMES.of("🙂".repeat(400))).isEqualTo("🙂".repeat(249) + "…").hasSize(499);
    }

    @Test
    void namesSayNeitherWhereTheTreeLiesNorWhereObjectsDo() {
        assertThat(NAMES.of("/tree/a.test.mjs")).isEqualTo("a.test.mjs");
        assertThat(NAMES.of("/trees/a.test.mjs")).isEqualTo("/trees/a.test.mjs");
        assertThat(NAMES.of("feed(Pond@1b2c3d4e, <Fish object at 0x7f12ab34cd56>)"))
                .isEqualTo("feed(Pond@?, <Fish object at 0x?>)");
        assertThat(NAMES.of("mail to me@example.org is 0x1f"))
                .isEqualTo("mail to me@example.org is 0x1f");
    }
}
