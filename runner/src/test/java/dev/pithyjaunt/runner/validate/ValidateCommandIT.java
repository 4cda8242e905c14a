package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.testkit.JauntProcess;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The phase as a process: what it exits with, what it lets checks see of its environment, and what
/// is left of a check when it ends before its time.
class ValidateCommandIT {

    private static final Map<String, String> SECRETS =
            Map.of(
                    "OPENAI_API_KEY", "fake-key-of-openai-0123456789",
                    "GITHUB_TOKEN", "fake-token-of-github-0123456789",
                    "JAUNT_SECRET", "fake-secret-of-events-0123456789");

    @TempDir Path folder;

    private ValidationScene scene;

    @BeforeEach
    void begin() {
        scene = new ValidationScene(folder).base(Map.of("check.sh", "echo fine\n"));
        scene.commands("sh check.sh");
    }

    private JauntProcess start(String script, String... options) throws IOException {
        return scene.patch(Map.of("check.sh", script)).start(Map.of(), options);
    }

    private static JauntProcess.Ended ended(JauntProcess process) throws InterruptedException {
        JauntProcess.Ended ended = process.await();
        ValidationScene.skipWithoutSandbox(ended.errors());
        return ended;
    }

    @Test
    void secretsOfTheEnvironmentReachNoCheckAndNoFile() throws Exception {
        scene.patch(
                Map.of(
                        "check.sh",
                        "env\ncat /proc/[0-9]*/environ /proc/self/environ | tr '\\0' '\\n'\n"));

        JauntProcess.Ended ended = ended(scene.start(SECRETS));

        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(scene.evidence().checks().getFirst().patched().output())
                .contains("HOME=/home/check\n");
        assertThat(scene.everythingWritten())
                .doesNotContain(SECRETS.values().toArray(String[]::new));
    }

    @Test
    void newFailureIsAnExitCodeOfItsOwn() throws Exception {
        JauntProcess.Ended ended = ended(start("exit 9\n"));

        assertThat(ended.code()).as(ended.errors()).isEqualTo(3);
        assertThat(ended.output()).isEmpty();
        assertThat(scene.evidence().verdict()).isEqualTo(Verdict.NEW_FAILURE);
        assertThat(ended.errors().lines().map(line -> line.replaceAll("\\([0-9.]+ s\\)", "(s)")))
                .containsExactly(
                        "base: \"sh check.sh\" passes (s)",
                        "with the patch: \"sh check.sh\" fails with exit code 9 (s)",
                        "it fails newly, so it is run again",
                        "with the patch: \"sh check.sh\" fails with exit code 9 (s)",
                        "base: \"sh check.sh\" passes (s)",
                        "it fails newly, so it is run again",
                        "with the patch: \"sh check.sh\" fails with exit code 9 (s)",
                        "base: \"sh check.sh\" passes (s)");
    }

    @Test
    void interruptEndsTheCheckAndIsSaid() throws Exception {
        JauntProcess process =
                start(
                        "trap '' INT TERM HUP; (setsid sleep 7301 &)\nsleep 7302 & sleep 7302; wait\n");
        awaitRunning(process, "sleep 7302");

        process.signal("INT");
        JauntProcess.Ended ended = process.await();

        assertThat(ended.code()).as(ended.errors()).isEqualTo(130);
        assertThat(scene.evidence().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(scene.evidence().error())
                .isEqualTo(new ExecutionError(Category.CANCELLED, "it was cancelled"));
        assertThat(HostileChecksIT.isRunning("sleep 7301")).isFalse();
        assertThat(HostileChecksIT.isRunning("sleep 7302")).isFalse();
        assertThat(scene.out().resolve("work/checks")).doesNotExist();
    }

    @Test
    void checkDoesNotOutliveAProcessThatIsKilled() throws Exception {
        JauntProcess process = start("(setsid sleep 7303 &)\nsleep 7303\n");
        awaitRunning(process, "sleep 7303");
        List<ProcessHandle> sleeping =
                ProcessHandle.allProcesses()
                        .filter(child ->
                                child.info().commandLine().orElse("").contains("sleep 7303"))
                        .toList();

        process.signal("KILL");

        for (ProcessHandle child : sleeping) {
            child.onExit().get(20, TimeUnit.SECONDS);
        }
        assertThat(HostileChecksIT.isRunning("sleep 7303")).isFalse();
    }

    private static void awaitRunning(JauntProcess process, String words) throws Exception {
        try {
            process.awaitThat(() -> HostileChecksIT.isRunning(words));
        } catch (IllegalStateException e) {
            ValidationScene.skipWithoutSandbox(process.errors());
            throw e;
        }
    }

    @Test
    void machineWithoutBubblewrapRunsNoCheckUnlessItIsToldTo() throws Exception {
        Map<String, String> settings = Map.of("PATH", pathWithoutBubblewrap().toString());
        scene.patch(Map.of("check.sh", "echo also fine\n"));

        JauntProcess.Ended refused = scene.start(settings).await();
        Evidence evidence = scene.evidence();

        String message =
                "the repository's checks can't be run in a sandbox here: bwrap is not on the PATH (Debian, Ubuntu: apt install bubblewrap util-linux findutils). --sandbox none runs them as you, without one; --no-checks runs none (on a server: JAUNT_SANDBOX)";
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors()).isEqualTo(message + "\n");
        assertThat(evidence.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(evidence.error())
                .isEqualTo(new ExecutionError(Category.DISPATCH_ERROR, message));

        JauntProcess.Ended told = scene.start(settings, "--sandbox", "none").await();

        assertThat(told.code()).as(told.errors()).isZero();
        assertThat(scene.evidence().verdict()).isEqualTo(Verdict.NO_NEW_FAILURE);
        assertThat(scene.evidence().isolation())
                .isEqualTo(
                        new Isolation(
                                CheckMode.NONE,
                                List.of("limits on time, memory, output and disk"),
                                List.of(
                                        "everything else: the checks ran as the user who ran this program")));
        assertThat(scene.evidence().checks().getFirst().patched().output())
                .isEqualTo("also fine\n");
    }

    /// A folder with all programs that the phase needs but one.
    private Path pathWithoutBubblewrap() throws IOException {
        List<String> needed =
                List.of("sh", "git", "unshare", "setpriv", "prlimit", "mount", "find", "xargs");
        ValidationScene.needs(needed.toArray(String[]::new));
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : needed) {
            Path program =
                    Files.writeString(
                            programs.resolve(name),
                            "#!/bin/sh\nPATH='%s' exec %s \"$@\"\n"
                                    .formatted(System.getenv("PATH"), name));
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        return programs;
    }

    @Test
    void anotherUserRunsTheChecksOfAMachineThatIsThrownAway() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "only root becomes another user");
        ValidationScene.needs("setpriv", "prlimit", "pkill");
        scene.patch(
                Map.of(
                        "check.sh",
                        "id -u; touch %s/x; cat /proc/$PPID/environ 2>&1 | tr '\\0' '\\n' | grep -c fake-; env | sed 's/=.*//' | sort\n(setsid sleep 7304 >/dev/null 2>&1 &)\n"
                                .formatted(scene.repository.path())));

        JauntProcess.Ended ended = scene.start(SECRETS, "--sandbox", "job").await();

        assertThat(ended.code()).as(ended.errors()).isZero();
        Evidence evidence = scene.evidence();
        assertThat(evidence.isolation().mode()).isEqualTo(CheckMode.JOB);
        List<String> lines = evidence.checks().getFirst().patched().output().lines().toList();
        assertThat(lines.getFirst()).matches("[1-9]\\d+");
        assertThat(lines.get(1)).contains("Permission denied");
        assertThat(lines.get(2)).isEqualTo("0");
        assertThat(lines.subList(3, lines.size()))
                .contains("CI", "HOME", "LOGNAME", "PATH", "TMPDIR", "USER")
                .allMatch(name ->
                        name.matches(
                                "CI|HOME|LANG|LC_ALL|LOGNAME|PATH|PWD|TMPDIR|TZ|USER|OLDPWD|SHLVL|_"
                                        + "|PIP_BREAK_SYSTEM_PACKAGES|PIP_NO_INDEX|PYTEST_ADDOPTS"
                                        + "|CARGO_NET_OFFLINE|GOPROXY|npm_config_offline"));
        assertThat(HostileChecksIT.isRunning("sleep 7304")).isFalse();
        assertThat(scene.repository.path().resolve("x")).doesNotExist();
        assertThat(scene.everythingWritten())
                .doesNotContain(SECRETS.values().toArray(String[]::new));
    }
}
