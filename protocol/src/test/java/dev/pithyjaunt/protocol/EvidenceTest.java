package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

class EvidenceTest {

    private static final Evidence FULL =
            new Evidence(
                    "e1",
                    "0123456789012345678901234567890123456789",
                    new Isolation(CheckMode.SANDBOX, List.of("no network"), List.of("cgroups")),
                    List.of("node v20.20.2"),
                    List.of(
                            new SetUp(
                                    "npm ci",
                                    new Side(0, null, 2.5, "", false),
                                    new Side(1, null, 2.5, "no", false))),
                    List.of(
                            new Check(
                                    "npm test",
                                    "package.json: scripts.test",
                                    new Side(0, null, 1, "", true),
                                    new Side(null, Stopped.TIME, 240, "...", false),
                                    Comparison.NEWLY_FAILS,
                                    new Tests(
                                            new Counts(12, 0, 1),
                                            new Counts(null, 1, 0),
                                            Names.of(List.of("adds")),
                                            Names.NONE,
                                            Names.NONE,
                                            Names.NONE,
                                            Names.NONE,
                                            Names.NONE),
                                    2)),
                    Verdict.NEW_FAILURE,
                    List.of("The patch changes package.json."),
                    new ExecutionError(ExecutionError.Category.TIMED_OUT, "over"),
                    245.5);

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        assertThat(Json.read(Json.line(FULL), Evidence.class)).isEqualTo(FULL);
    }

    @Test
    void schemaTakesWhatIsWritten() {
        assertThat(read(Json.line(FULL))).isEqualTo(FULL);
    }

    private static Evidence read(String text) {
        return new EvidenceSchema().read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "no_new_failure, fine",
        "newly_fails, perhaps",
        "'\"kept\":true', '\"kept\":1'",
        "'\"stopped\":\"time\"', '\"stopped\":\"boredom\"'",
        "'\"count\":1', '\"count\":-1'",
        "'\"executionId\":\"e1\",', ''",
        "'\"comparison\":\"newly_fails\",', ''",
        "'[\"node v20.20.2\"]', null",
        "'\"seconds\":245.5}', ''"
    })
    void schemaRefusesWhatIsNotOfItsForm(String right, String wrong) {
        String text = Json.line(FULL).replace("new_failure", "no_new_failure");

        assertThat(text).contains(right);
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> read(text.replace(right, wrong)))
                .withMessageStartingWith("evidence: ");
    }

    @Test
    void countThatIsTooLargeToBeOneIsRefused() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() ->
                        read(Json.line(FULL).replace("\"count\":1", "\"count\":99999999999")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, , passes",
        "2, , fails with exit code 2",
        ", TIME, was stopped at its time limit",
        ", OUTPUT, was stopped at its limit of output",
        ", DISK, was stopped at its limit of disk space",
        ", MEMORY, was stopped at its limit of memory",
        ", , was not run"
    })
    void sideSaysHowItEnded(@Nullable Integer exitCode, @Nullable Stopped stopped, String words) {
        Side side = new Side(exitCode, stopped, 1, "", false);

        assertThat(side.inWords()).isEqualTo(words);
        assertThat(side.passed()).isEqualTo(words.equals("passes"));
    }

    @Test
    void longListsOfNamesAreCutAndCounted() {
        List<String> all = IntStream.range(0, 250).mapToObj(i -> "test " + i).toList();

        assertThat(Names.of(all)).isEqualTo(new Names(250, all.subList(0, 100)));
    }
}
