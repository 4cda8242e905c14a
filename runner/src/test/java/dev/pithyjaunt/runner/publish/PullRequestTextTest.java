package dev.pithyjaunt.runner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class PullRequestTextTest {

    private static Report report(
            String summary, List<Report.FileChange> files, List<String> reasons) {
        return new Report(
                "e1",
                "t1",
                "b".repeat(40),
                Outcome.READY,
                null,
                false,
                null,
                summary,
                files,
                reasons,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                Usage.NONE,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void saysWhatWasAskedWhatChangedAndWhereItComesFrom() {
        ExecutionRequest request = Requests.of("e1", "Greet", "Greet the world\n\nin greet.sh");

        assertThat(
                        PullRequestText.of(
                                request,
                                report(
                                        "It greets.",
                                        List.of(new Report.FileChange("a|b.sh", 2, 1)),
                                        List.of()),
                                Optional.empty(),
                                Optional.of("c".repeat(40))))
                .isEqualTo(
                        """
                        ```text
                        It greets.
                        ```

                        **The checks left no evidence:** nothing is known of the tests.

                        | file | added | removed |
                        |---|--:|--:|
                        | `a`&#124;`b.sh` | 2 | 1 |

                        <details><summary>What was asked</summary>

                        ```text
                        Greet the world

                        in greet.sh
                        ```

                        </details>

                        Log: https://jaunt.example.org/task/t1<br>
                        Task `t1`, execution `e1`, base `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`<br>
                        The base branch has moved on since: it is at `cccccccccc`, and this starts where the execution began.
                        """);
    }

    @Test
    void textOfOthersDoesNothing() {
        String hostile =
                "Fixes #1 @ada\n```\n</details><img src=x onerror=y>\n[a](javascript:b) ![i](http://x/y.png)";

        String text =
                PullRequestText.of(
                        Requests.of("e1", "T", hostile),
                        report(hostile, List.of(), List.of(hostile)),
                        Optional.empty(),
                        Optional.empty());

        assertThat(text).doesNotContain("Fixes #1");
        // Each stands in a fence of its own, which the text's own fence can't end.
        assertThat(text.split("````text\n", -1)).hasSize(4);
        assertThat(text.split("\n````(?=\n)", -1)).hasSize(4);
    }

    @Test
    void longestTextsStayBelowWhatGitHubTakes() {
        String long1 = "`".repeat(3) + "x".repeat(100_000);
        List<Report.FileChange> files =
                Collections.nCopies(500, new Report.FileChange("p/".repeat(200), 1, 1));

        String text =
                PullRequestText.of(
                        Requests.of("e1", "T", long1),
                        report(long1, files, List.of(long1)),
                        Optional.empty(),
                        Optional.empty());

        assertThat(text.length()).isLessThan(65_536 - 20_000);
        assertThat(text).contains("| and 440 more | | |");
    }
}
