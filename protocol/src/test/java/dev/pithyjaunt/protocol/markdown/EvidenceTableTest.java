package dev.pithyjaunt.protocol.markdown;

import static dev.pithyjaunt.protocol.markdown.TestEvidence.check;
import static dev.pithyjaunt.protocol.markdown.TestEvidence.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class EvidenceTableTest {

    private static String table(Evidence evidence) {
        return EvidenceTable.of(evidence, EvidenceTable.MAX_CHARACTERS);
    }

    @Test
    void goodNewsAreASentenceAndATable() {
        Tests tests =
                new Tests(
                        new Counts(11, 1, 2),
                        new Counts(13, 0, 2),
                        Names.NONE,
                        Names.of(List.of("adds")),
                        Names.NONE,
                        Names.NONE,
                        Names.of(List.of("subtracts")),
                        Names.NONE);
        Evidence evidence =
                TestEvidence.of(
                        Verdict.NO_NEW_FAILURE,
                        new Check(
                                "npm test",
                                "package.json: scripts.test",
                                new Side(1, null, 1, "1 failed", true),
                                exit(0, ""),
                                Comparison.FIXED,
                                tests,
                                0),
                        check(Comparison.PASSES, exit(0, ""), exit(0, "")));

        assertThat(table(evidence))
                .isEqualTo(
                        """
                        **No new failure:** nothing fails with the patch that does not fail without it.

                        | check | base | with the patch | comparison |
                        |---|---|---|---|
                        | `npm test` (`package.json: scripts.test`) | fails with exit code 1: 11 passed, 1 failed, 2 skipped (kept from an earlier execution) | passes: 13 passed, 2 skipped | fixed; 1 fixed test; 1 new test |
                        | `npm test` (`package.json: scripts.test`) | passes | passes | passes |

                        Checks ran in a sandbox, on base `0123456789`, in 12.3 s. In force: no network. Tools: node v20.20.2.
                        """);
    }

    @Test
    void newFailuresAreNamedAndWhatTheyPrintedIsShown() {
        Tests tests =
                new Tests(
                        new Counts(12, 0, 0),
                        new Counts(null, 2, 0),
                        new Names(23, IntStream.rangeClosed(1, 23).mapToObj(i -> "t" + i).toList()),
                        Names.NONE,
                        Names.NONE,
                        Names.of(List.of("sometimes")),
                        Names.NONE,
                        Names.of(List.of("gone")));
        Check failing =
                new Check(
                        "npm test",
                        "package.json: scripts.test",
                        exit(0, "fine"),
                        new Side(1, null, 1, "t1 failed\n", false),
                        Comparison.NEWLY_FAILS,
                        tests,
                        2);

        assertThat(
                        table(
                                TestEvidence.of(
                                        Verdict.NEW_FAILURE,
                                        failing,
                                        check(Comparison.PASSES, exit(0, ""), exit(0, "")))))
                .isEqualTo(
                        """
                        **New failure:** 1 of 2 checks fails with the patch in something that does not fail without it.

                        | check | base | with the patch | comparison |
                        |---|---|---|---|
                        | `npm test` (`package.json: scripts.test`) | passes: 12 passed | fails with exit code 1: 2 failed | **newly fails**; 23 new failures; 1 vanished test; 2 repeats |
                        | `npm test` (`package.json: scripts.test`) | passes | passes | passes |

                        Checks ran in a sandbox, on base `0123456789`, in 12.3 s. In force: no network. Tools: node v20.20.2.

                        **New failures** (`npm test`, 23)

                        %s- and 3 more

                        **Flaky, which says nothing of the patch** (`npm test`, 1)

                        - `sometimes`

                        **Vanished with the patch** (`npm test`, 1)

                        - `gone`

                        <details><summary>The end of what <code>npm test</code> printed with the patch</summary>

                        ```text
                        t1 failed
                        ```

                        </details>
                        """
                                .formatted(
                                        String.join(
                                                "",
                                                IntStream.rangeClosed(1, 20)
                                                        .mapToObj("- `t%d`\n"::formatted)
                                                        .toList())));
    }

    @Test
    void nothingCheckedIsSaidAlone() {
        Evidence evidence =
                new Evidence(
                        "e1",
                        "0123456789012345678901234567890123456789",
                        new Isolation(CheckMode.OFF, List.of(), List.of()),
                        List.of(),
                        List.of(),
                        List.of(),
                        Verdict.NOT_CHECKED,
                        List.of("No check was found in package.json."),
                        null,
                        0);

        assertThat(table(evidence))
                .isEqualTo(
                        """
                        **Not checked:** no check was run, so nobody knows what the patch breaks.

                        **Notes**

                        - No check was found in package.json.
                        """);
    }

    @Test
    void setUpThatFailsIsShown() {
        SetUp onBase = new SetUp("npm ci", exit(1, "no such package"), null);
        SetUp withThePatch = new SetUp("make gen", exit(0, ""), exit(2, "make: stop"));

        assertThat(
                        table(
                                TestEvidence.of(
                                        Verdict.NOT_COMPARABLE,
                                        List.of(onBase, withThePatch),
                                        null,
                                        List.of(
                                                check(
                                                        Comparison.NOT_RUNNABLE,
                                                        exit(127, ""),
                                                        Side.notRun("there is no node_modules"))))))
                .isEqualTo(
                        """
                        **Not comparable:** no check can be run on the base commit, so nobody knows what the patch breaks.

                        | check | base | with the patch | comparison |
                        |---|---|---|---|
                        | `npm test` (`package.json: scripts.test`) | fails with exit code 127 | was not run: there is no node\\_modules | can't be run on base: says nothing of the patch |

                        Checks ran in a sandbox, on base `0123456789`, in 12.3 s. In force: no network. Tools: node v20.20.2.

                        **Set-up fails**

                        - `npm ci`: on base it fails with exit code 1
                        - `make gen`: on base it passes, with the patch it fails with exit code 2

                        <details><summary>The end of what <code>npm ci</code> printed on base</summary>

                        ```text
                        no such package
                        ```

                        </details>

                        <details><summary>The end of what <code>make gen</code> printed with the patch</summary>

                        ```text
                        make: stop
                        ```

                        </details>
                        """);
    }

    @Test
    void whatWasBrokenOffSaysWhyAndUnderWhat() {
        Evidence evidence =
                new Evidence(
                        "e1",
                        "0123456789012345678901234567890123456789",
                        new Isolation(CheckMode.NONE, List.of(), List.of("bwrap", "cgroups")),
                        List.of(),
                        List.of(),
                        List.of(
                                check(
                                        Comparison.ALREADY_FAILED,
                                        new Side(null, Stopped.TIME, 240, "", false),
                                        new Side(null, Stopped.MEMORY, 3, "", false))),
                        Verdict.INCOMPLETE,
                        List.of(),
                        new ExecutionError(ExecutionError.Category.TIMED_OUT, "the time was over"),
                        1_245.5);

        assertThat(table(evidence))
                .isEqualTo(
                        """
                        **Incomplete:** the checks were not run to the end, so nobody knows what the patch breaks. Reason: the time was over

                        | check | base | with the patch | comparison |
                        |---|---|---|---|
                        | `npm test` (`package.json: scripts.test`) | was stopped at its time limit | was stopped at its limit of memory | failed before |

                        Checks ran without a sandbox, on base `0123456789`, in 1,245.5 s. Missing: bwrap, cgroups.
                        """);
    }

    @ParameterizedTest
    @CsvSource({"NOT_CHECKED", "NEW_FAILURE", "NOT_COMPARABLE", "INCOMPLETE"})
    void onlyAGoodVerdictReadsAsOne(Verdict verdict) {
        assertThat(table(TestEvidence.of(verdict)))
                .doesNotContainIgnoringCase("success")
                .doesNotContain("No new failure", "pass", "✅");
    }

    @Test
    void noNewFailureDoesNotHideOldOnes() {
        assertThat(
                        table(
                                TestEvidence.of(
                                        Verdict.NO_NEW_FAILURE,
                                        check(Comparison.FLAKY, exit(0, ""), exit(1, "")))))
                .startsWith(
                        "**No new failure:** nothing fails with the patch that does not fail without it. Not every check passes.\n");
    }

    @Test
    void setUpThatNewlyFailsIsANewFailure() {
        assertThat(table(TestEvidence.of(Verdict.NEW_FAILURE)))
                .isEqualTo(
                        "**New failure:** set-up fails with the patch that does not fail without it.\n");
    }

    @Test
    void longOutputIsCutFromItsBeginning() {
        String output =
                String.join(
                        "\n",
                        IntStream.rangeClosed(1, 100).mapToObj("line %d"::formatted).toList());
        Check failing = check(Comparison.NEWLY_FAILS, exit(0, ""), exit(1, output));

        assertThat(table(TestEvidence.of(Verdict.NEW_FAILURE, failing)))
                .contains("```text\n…\nline 41\nline 42\n", "line 100\n```\n")
                .doesNotContain("line 40\n");
        assertThat(SafeText.fence("a".repeat(5_000), 60, 4_000))
                .isEqualTo("```text\n…\n" + "a".repeat(4_000) + "\n```\n");
    }

    @Test
    void whatDoesNotFitIsLeftOutFromTheEndAndSaid() {
        Names many = new Names(100, Collections.nCopies(100, "n".repeat(150)));
        Tests tests =
                new Tests(
                        new Counts(1, 0, 0),
                        new Counts(1, 0, 0),
                        many,
                        Names.NONE,
                        Names.NONE,
                        Names.NONE,
                        Names.NONE,
                        Names.NONE);
        Check failing =
                new Check(
                        "c".repeat(300),
                        "s",
                        exit(0, ""),
                        exit(1, "o".repeat(9_000)),
                        Comparison.NEWLY_FAILS,
                        tests,
                        0);
        Evidence evidence =
                TestEvidence.of(
                        Verdict.NEW_FAILURE,
                        Collections.nCopies(20, failing).toArray(Check[]::new));

        assertThat(table(evidence))
                .hasSizeBetween(15_000, 20_000)
                .endsWith("\n\nNot all of it fits here; `evidence.json` has it.\n");
        String small = EvidenceTable.of(evidence, 2_000);
        assertThat(small)
                .hasSizeBetween(1_500, 2_000)
                .endsWith("\n\nNot all of it fits here; `evidence.json` has it.\n")
                .contains("Checks ran in a sandbox");
        assertThatThrownBy(() -> EvidenceTable.of(evidence, 1_999))
                .hasMessage("evidence takes at least 2,000 characters, and has room for 1,999");
    }

    @Test
    void headlineAlwaysFits() {
        ExecutionError error =
                new ExecutionError(ExecutionError.Category.INTERNAL, "|".repeat(9_000));

        assertThat(
                        EvidenceTable.of(
                                TestEvidence.of(
                                        Verdict.INCOMPLETE,
                                        List.of(),
                                        error,
                                        List.of(
                                                check(
                                                        Comparison.PASSES,
                                                        exit(0, ""),
                                                        exit(0, "")))),
                                2_000))
                .hasSizeLessThanOrEqualTo(2_000);
    }
}
