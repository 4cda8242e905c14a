package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.Evidence.Verdict;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// A check that is fine on base, and what a patch makes of it: whatever it does, the evidence is
/// whole and true, and nothing of it is left.
class HostileChecksIT {

    @TempDir Path folder;

    private ValidationScene scene;

    @BeforeEach
    void begin() {
        scene = new ValidationScene(folder).base(Map.of("check.sh", "echo fine\n"));
    }

    /// Validates a patch with which the check runs a script.
    private Check check(String script) throws IOException {
        Evidence evidence =
                scene.commands("sh check.sh").patch(Map.of("check.sh", script)).validate();
        assertThat(evidence.error()).isNull();
        assertThat(scene.evidence()).isEqualTo(evidence);
        assertThat(evidence.checks()).hasSize(1);
        Check check = evidence.checks().getFirst();
        assertThat(evidence.verdict())
                .isEqualTo(
                        check.comparison() == Comparison.NEWLY_FAILS
                                ? Verdict.NEW_FAILURE
                                : Verdict.NO_NEW_FAILURE);
        assertThat(check.base().output()).isEqualTo("fine\n");
        assertThat(scene.out().resolve("work/checks")).doesNotExist();
        return check;
    }

    static boolean isRunning(String words) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(words));
    }

    @Test
    void itHangs() throws Exception {
        scene.base(
                Map.of(
                        ".pithy-jaunt.yml",
                        "setup: []\nchecks:\n  - run: sh check.sh\n    seconds: 2\n"));

        Check check = checkOfTheSettings("trap '' TERM INT HUP; sleep 7201 & sleep 7201; wait\n");

        assertThat(check.comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(check.patched().stopped()).isEqualTo(Stopped.TIME);
        assertThat(check.patched().exitCode()).isNull();
        assertThat(check.patched().seconds()).isBetween(2.0, 10.0);
        assertThat(scene.said)
                .filteredOn(line -> line.startsWith("with the patch"))
                .hasSize(3)
                .allMatch(line ->
                        line.startsWith(
                                "with the patch: \"sh check.sh\" was stopped at its time limit ("));
        assertThat(isRunning("sleep 7201")).isFalse();
    }

    private Check checkOfTheSettings(String script) throws IOException {
        return scene.patch(Map.of("check.sh", script)).validate().checks().getFirst();
    }

    @Test
    void itLeavesADaemon() throws Exception {
        Check check = check("(setsid nohup sleep 7202 >/dev/null 2>&1 &)\nsleep 7203 &\n");

        assertThat(check.comparison()).isEqualTo(Comparison.PASSES);
        assertThat(isRunning("sleep 7202")).isFalse();
        assertThat(isRunning("sleep 7203")).isFalse();
    }

    @Test
    void itFillsTheDisk() throws Exception {
        Check check =
                check("i=0; while :; do i=$((i+1)); head -c 4000000 /dev/zero > /tmp/f$i; done\n");

        assertThat(check.comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(check.patched().stopped()).isEqualTo(Stopped.DISK);
    }

    @Test
    void itFloodsItsOutput() throws Exception {
        Check check = check("yes flood\n");

        assertThat(check.comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(check.patched().stopped()).isEqualTo(Stopped.OUTPUT);
        assertThat(check.patched().output())
                .matches("\\[[0-9,]+ bytes left out]\\n(?s).*\\nflood\\n.*")
                .hasSizeLessThan(Evidence.MAX_OUTPUT_BYTES + 100);
    }

    @Test
    void itPrintsOneLineWithoutAnEnd() throws Exception {
        Check check = check("head -c 1000000 /dev/zero | tr '\\0' x\n");

        assertThat(check.comparison()).isEqualTo(Comparison.PASSES);
        assertThat(check.patched().output()).hasSizeLessThan(Evidence.MAX_OUTPUT_BYTES + 100);
    }

    @Test
    void itOpensTheNetwork() throws Exception {
        ValidationScene.needs("bash");
        AtomicInteger requests = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        try {
            Check check =
                    check(
                            "bash -c 'printf \"GET / HTTP/1.0\\r\\n\\r\\n\" > /dev/tcp/127.0.0.1/%d && echo sent'\nbash -c ': > /dev/tcp/192.0.2.1/80 && echo sent'\nexit 0\n"
                                    .formatted(server.getAddress().getPort()));

            assertThat(check.comparison()).isEqualTo(Comparison.PASSES);
            assertThat(check.patched().output()).doesNotContain("sent").contains("refused");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void itWritesOutsideItsFoldersAndOverTheEvidence() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "fake-secret-of-the-user");
        Check check =
                check(
                        """
                        for f in %1$s/evidence.json %1$s/request.json %2$s/.git/objects/x \\
                            ../evidence.json ../../evidence.json /proc/1/root%1$s/evidence.json /usr/x /etc/x; do
                          (echo '{"verdict":"NO_NEW_FAILURE"}' > "$f" && echo "wrote $f") 2>/dev/null
                        done
                        cat %3$s
                        find / -name evidence.json -o -name request.json 2>/dev/null
                        exit 1
                        """
                                .formatted(scene.out(), scene.repository.path(), secret));

        assertThat(check.comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(check.patched().output())
                .isEqualTo("cat: %s: No such file or directory\n".formatted(secret));
        assertThat(scene.repository.git("status", "--porcelain")).isEmpty();
        assertThat(scene.repository.path().resolve(".git/objects/x")).doesNotExist();
    }

    @Test
    void itKillsWhatStartedIt() throws Exception {
        Check check = check("kill -9 $PPID; kill -9 1; kill -9 -1; exit 0\n");

        assertThat(check.patched().stopped()).isNull();
        assertThat(check.patched().exitCode()).isNotNull();
    }

    @Test
    void itsReportsAreALinkAPipeAndAFolder() throws Exception {
        Path report =
                Files.writeString(
                        folder.resolve("TEST-outside.xml"),
                        "<testsuite name=\"s\"><testcase classname=\"c\" name=\"leaked\"><failure/></testcase></testsuite>");
        Check check =
                check(
                        """
                        mkdir -p target/surefire-reports/TEST-d.xml
                        cd target/surefire-reports
                        ln -s /etc/shadow TEST-a.xml
                        ln -s %s TEST-b.xml
                        mkfifo TEST-c.xml
                        mkfifo /reports/e.xml
                        ln -s / ../root
                        """
                                .formatted(report));

        assertThat(check.comparison()).isEqualTo(Comparison.PASSES);
        assertThat(check.tests()).isNull();
        assertThat(scene.file("evidence.json")).doesNotContain("leaked", "root:");
        assertThat(scene.said)
                .contains(
                        "with the patch: report target/surefire-reports/TEST-a.xml is not read: it is no regular file",
                        "with the patch: report target/surefire-reports/TEST-b.xml is not read: it is no regular file",
                        "with the patch: report target/surefire-reports/TEST-c.xml is not read: it is no regular file",
                        "with the patch: report e.xml is not read: it is no regular file");
    }

    @Test
    void itPrintsWhatLooksLikeASecret() throws Exception {
        String token = "ghp_" + "a1B2".repeat(9);
        Check check =
                check(
                        "token=ghp_$(for i in 1 2 3 4 5 6 7 8 9; do printf a1B2; done)\necho got $token\necho \"not ok 1 - test $token\"\necho 1..1\nexit 1\n");

        assertThat(check.patched().output()).isEqualTo("got ***\nnot ok 1 - test ***\n1..1\n");
        assertThat(Objects.requireNonNull(check.tests()).newFailures().names())
                .containsExactly("test ***");
        assertThat(scene.everythingWritten()).doesNotContain(token);
        assertThat(scene.said).noneMatch(line -> line.contains(token));
    }

    @Test
    void itDrivesATerminalWithItsNames() throws Exception {
        Check check =
                check("printf 'not ok 1 - \\033]0;title\\007\\033[2Jname\\n1..1\\n'; exit 1\n");

        assertThat(check.comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(Objects.requireNonNull(check.tests()).newFailures().names())
                .allMatch(name -> name.chars().noneMatch(Character::isISOControl))
                .hasSize(1);
        assertThat(scene.file("evidence.md").chars().filter(c -> c != '\n'))
                .noneMatch(Character::isISOControl);
    }
}
