package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the phase says when there is nothing to compare, what it runs on which side, and what it
/// knows already.
class ValidationIT {

    private static final String NOTE_OF_OWN_SET_UP =
            "The set-up was run on both sides, each for itself.";

    @TempDir Path folder;

    private ValidationScene scene;

    @BeforeEach
    void begin() {
        scene = new ValidationScene(folder);
    }

    @Test
    void setUpThatFailsOnBaseMakesNothingComparable() throws Exception {
        scene.base(
                        Map.of(
                                ".pithy-jaunt.yml",
                                "setup:\n  run: ['echo no compiler; exit 7']\n  network: false\nchecks: [test -e made]\n"))
                .patch(Map.of("README.md", "# Changed\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(evidence.error()).isNull();
        assertThat(evidence.setUp()).hasSize(1);
        SetUp setUp = evidence.setUp().getFirst();
        assertThat(setUp.base().exitCode()).isEqualTo(7);
        assertThat(setUp.base().output()).isEqualTo("no compiler\n");
        assertThat(setUp.newlyFails()).isFalse();
        assertThat(evidence.checks())
                .extracting(Check::comparison)
                .containsExactly(Comparison.NOT_RUNNABLE);
        assertThat(scene.said)
                .anyMatch(line ->
                        line.startsWith(
                                "base, set-up: \"echo no compiler; exit 7\" fails with exit code 7 ("));
        assertThat(scene.file("evidence.md"))
                .startsWith(
                        "**Not comparable:** no check can be run on the base commit, so nobody knows what the patch breaks.\n")
                .contains(
                        "- `echo no compiler; exit 7`: on base it fails with exit code 7, with the patch it fails with exit code 7\n");
    }

    @Test
    void commandThatIsNotThereMakesNothingComparable() throws Exception {
        scene.base(Map.of("README.md", "# Base\n"))
                .commands("no-such-tool --test", "./README.md")
                .patch(Map.of("README.md", "# Changed\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(evidence.checks())
                .extracting(Check::comparison, check -> check.base().exitCode(), Check::source)
                .containsExactly(
                        Tuple.tuple(Comparison.NOT_RUNNABLE, 127, "as asked for"),
                        Tuple.tuple(Comparison.NOT_RUNNABLE, 126, "as asked for"));
        assertThat(evidence.checks().getFirst().base().output())
                .contains("no-such-tool", "not found");
    }

    @Test
    void oneCheckThatCanBeRunIsEnoughForAVerdict() throws Exception {
        scene.base(Map.of("README.md", "# Base\n"))
                .commands("no-such-tool", "grep -q Base README.md")
                .patch(Map.of("README.md", "# Changed\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.NEW_FAILURE);
        assertThat(evidence.checks())
                .extracting(Check::comparison)
                .containsExactly(Comparison.NOT_RUNNABLE, Comparison.NEWLY_FAILS);
    }

    @Test
    void repositoryWithoutChecksIsNotChecked() throws Exception {
        scene.base(Map.of("README.md", "# Base\n")).patch(Map.of("README.md", "# Changed\n"));

        assertNotChecked(
                scene.validate(),
                ".pithy-jaunt.yml names no check, and no manifest says how to test this, so nothing is known.");
    }

    @Test
    void repositoryThatWantsNoCheckIsNotChecked() throws Exception {
        scene.base(Map.of(".pithy-jaunt.yml", "checks: []\n", "Makefile", "test:\n\tfalse\n"))
                .patch(Map.of("README.md", "# Changed\n"));

        assertNotChecked(
                scene.validate(),
                ".pithy-jaunt.yml says that there is no check to run, so nothing is known.");
    }

    private void assertNotChecked(Evidence evidence, String note) {
        assertThat(evidence.verdict()).isEqualTo(Verdict.NOT_CHECKED);
        assertThat(evidence.notes()).containsExactly(note);
        assertThat(evidence.checks()).isEmpty();
        assertThat(evidence.error()).isNull();
        assertThat(scene.said).containsExactly(note);
    }

    @Test
    void settingsThatCanNotBeReadAreTheAuthorsBusiness() throws Exception {
        scene.base(Map.of(".pithy-jaunt.yml", "checks: nonsense\n"))
                .patch(Map.of("README.md", "# Changed\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(Objects.requireNonNull(evidence.error()).category())
                .isEqualTo(Category.POLICY_VIOLATION);
        assertThat(evidence.error().message()).contains(".pithy-jaunt.yml", "checks");
    }

    @Test
    void setUpThatOnlyFetchesIsSharedByAPatchThatLeavesManifestsAlone() throws Exception {
        Map<String, String> project = npm();
        scene.base(project)
                .patch(Map.of("greet.test.js", project.get("greet.test.js") + "// more\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.notes()).isEmpty();
        assertThat(evidence.setUp()).extracting(SetUp::command).containsExactly("npm ci");
        assertThat(evidence.setUp().getFirst().patched()).isNull();
        assertThat(evidence.verdict()).isEqualTo(Verdict.NO_NEW_FAILURE);
    }

    @Test
    void patchThatChangesAManifestHasItsOwnSetUp() throws Exception {
        Map<String, String> project = npm();
        scene.base(project)
                .patch(
                        Map.of(
                                "package.json",
                                Objects.requireNonNull(project.get("package.json"))
                                        .replace(
                                                "{\"name\"", "{\"description\": \"d\", \"name\"")));

        assertOwnSetUp(scene.validate());
    }

    @Test
    void patchThatDeletesAFileHasItsOwnSetUp() throws Exception {
        scene.base(npm())
                .base(Map.of("docs/guide.md", "# Guide\n"))
                .patch(Map.of("docs/guide.md", ""));

        assertOwnSetUp(scene.validate());
    }

    private static void assertOwnSetUp(Evidence evidence) {
        assertThat(evidence.notes()).containsExactly(NOTE_OF_OWN_SET_UP);
        assertThat(evidence.setUp()).hasSize(1);
        assertThat(evidence.setUp().getFirst().patched()).isNotNull().matches(Side::passed);
        assertThat(evidence.verdict()).isEqualTo(Verdict.NO_NEW_FAILURE);
    }

    private Map<String, String> npm() {
        ToolProject.NPM.needsItsPrograms();
        return ToolProject.NPM.files(Map.of("a", ToolProject.Ends.PASSES), scene.marker());
    }

    @Test
    void setUpThatBreaksWithThePatchIsANewFailure() throws Exception {
        scene.base(
                        Map.of(
                                ".pithy-jaunt.yml",
                                "setup:\n  run: [sh prepare.sh]\n  network: false\nchecks: [test -e made]\n",
                                "prepare.sh",
                                "echo made > made\n"))
                .patch(Map.of("prepare.sh", "echo broken; exit 3\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.NEW_FAILURE);
        assertThat(evidence.setUp().getFirst().newlyFails()).isTrue();
        assertThat(Objects.requireNonNull(evidence.setUp().getFirst().patched()).output())
                .isEqualTo("broken\n");
    }

    @Test
    void checkFindsWhatTheOneBeforeItLeft() throws Exception {
        scene.base(Map.of("README.md", "# Base\n"))
                .commands(
                        "echo built > built", "cat built", "test ! -e $TMPDIR/x && touch $TMPDIR/x")
                .patch(Map.of("README.md", "# Changed\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.checks()).extracting(Check::comparison).containsOnly(Comparison.PASSES);
        assertThat(evidence.checks().get(1).patched().output()).isEqualTo("built\n");
    }

    @Test
    void whatIsKnownOfACommitIsNotRunAgain() throws Exception {
        scene.base(Map.of("check.sh", "echo fine\n"))
                .commands("sh check.sh")
                .patch(Map.of("check.sh", "echo also fine\n"));

        Evidence first = scene.validate();
        List<String> saidFirst = List.copyOf(scene.said);
        scene.said.clear();
        Evidence second = scene.validate();

        Side base = first.checks().getFirst().base();
        assertThat(second.checks().getFirst().base())
                .isEqualTo(new Side(0, null, base.seconds(), "fine\n", true));
        assertThat(base.kept()).isFalse();
        assertThat(second.checks().getFirst().patched().output()).isEqualTo("also fine\n");
        assertThat(saidFirst)
                .hasSize(2)
                .first()
                .asString()
                .matches("base: \"sh check\\.sh\" passes \\(\\d+\\.\\d s\\)");
        assertThat(scene.said)
                .hasSize(2)
                .contains("base: \"sh check.sh\" passes (known from an earlier run)");
    }

    @Test
    void deadlineEndsTheChecks() throws Exception {
        scene.base(Map.of("check.sh", "exit 0\n"))
                .commands("sh check.sh")
                .within(Duration.ofSeconds(3))
                .patch(Map.of("check.sh", "sleep 7204\n"));

        Evidence evidence = scene.validate();

        assertThat(evidence.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(evidence.error())
                .isEqualTo(
                        new ExecutionError(
                                Category.TIMED_OUT,
                                "the execution's time was over during the checks"));
        assertThat(HostileChecksIT.isRunning("sleep 7204")).isFalse();
    }
}
