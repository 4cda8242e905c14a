package dev.pithyjaunt.runner.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.FailedCheck;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.validate.Checks;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What the model hears of the checks on its patch. They run without a sandbox, so that nothing is
/// kept on this machine.
class CheckTrialTest {

    @TempDir Path folder;

    private final List<String> said = new ArrayList<>();
    private TestRepository repository;
    private CheckTrial trial;

    @BeforeEach
    void open() {
        repository =
                TestRepository.create(folder.resolve("repository"))
                        .write("check.sh", "echo 'ok 1 - a'; echo 1..1\n");
        String base = repository.commit("base");
        Progress progress = Progress.onStandardError().alsoTo((_, text) -> said.add(text));
        Repository source =
                Repository.at(
                        repository.path(),
                        Deadline.in(Duration.ofMinutes(1), InstantSource.system()));
        trial =
                new CheckTrial(
                        Checks.of(
                                        new Checks.Work(
                                                request(base),
                                                source,
                                                source.tree(base),
                                                folder.resolve("trial"),
                                                Deadline.in(
                                                        Duration.ofMinutes(1),
                                                        InstantSource.system()),
                                                progress,
                                                new Redactor(List.of())))
                                .open(),
                        progress);
    }

    @AfterEach
    void close() {
        trial.close();
        assertThat(folder.resolve("trial")).doesNotExist();
    }

    private ExecutionRequest request(String base) {
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                repository.path().toString(),
                new ExecutionRequest.Base("main", base),
                new ExecutionRequest.Task("Task", "Task"),
                new ExecutionRequest.ModelChoice(null, null),
                ExecutionRequest.Limits.until(
                        InstantSource.system().instant().plus(Duration.ofMinutes(5))),
                new ExecutionRequest.Options(
                        new Checking(
                                CheckMode.NONE, List.of("sh check.sh"), 1, CheckLimits.STANDARD),
                        repository.path().toString(),
                        true));
    }

    private Patch patch(String script) {
        repository.write("check.sh", script).commit("patched");
        String diff = repository.git("diff", "--full-index", "HEAD~1", "HEAD") + "\n";
        repository.git("reset", "--quiet", "--hard", "HEAD~1");
        return Patch.parse(diff.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void patchThatBreaksNothingMeetsNoObjection() {
        assertThat(trial.judge(patch("echo 'ok 1 - a'; echo 'ok 2 - b'; echo 1..2\n"))).isEmpty();
    }

    @Test
    void newFailureIsAnObjectionWithItsTestsAndItsOutput() {
        assertThat(trial.judge(patch("echo 'not ok 1 - a'; echo 1..1; exit 1\n")))
                .contains(
                        Objection.of(
                                List.of(
                                        new FailedCheck(
                                                "sh check.sh",
                                                List.of("a"),
                                                0,
                                                "not ok 1 - a\n1..1\n"))));
    }

    @Test
    void patchAfterABrokenOneStartsFromTheCommit() {
        assertThat(trial.judge(patch("touch left; exit 1\n"))).isPresent();
        assertThat(trial.judge(patch("test ! -e left\n"))).isEmpty();
        assertThat(said).filteredOn(line -> line.startsWith("base: ")).hasSize(2);
    }

    @Test
    void patchThatDoesNotFitIsLeftToThePhaseAfterThisOne() {
        Patch other =
                Patch.parse(
                        """
                        diff --git a/check.sh b/check.sh
                        --- a/check.sh
                        +++ b/check.sh
                        @@ -1 +1 @@
                        -no such line
                        +another
                        """
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(trial.judge(other)).isEmpty();
        assertThat(said).last().asString().startsWith("the checks could not be run: ");
    }
}
