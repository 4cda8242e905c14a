package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.runner.sandbox.SandboxScene.Tried;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What code of a repository tries in a sandbox, and how far it gets.
class SandboxIT {

    /// After its limit a command may take so long to be gone.
    private static final Duration TO_BE_GONE = Duration.ofSeconds(2);

    @TempDir Path folder;

    private SandboxScene scene;

    @BeforeEach
    void open() {
        scene = SandboxScene.open(CheckMode.SANDBOX, folder);
    }

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void commandRunsInItsWorkTreeAsNobodyInParticular() throws Exception {
        scene.write("a.txt", "from the tree\n");

        Tried tried = scene.run("cat a.txt; pwd; id -un; echo $HOME; echo new > b.txt; exit 3");

        assertThat(tried.output()).isEqualTo("from the tree\n/checkout\ncheck\n/home/check\n");
        assertThat(tried.exitCode()).isEqualTo(3);
        assertThat(tried.stopped()).isNull();
        assertThat(scene.place.tree().resolve("b.txt")).hasContent("new\n");
    }

    @Test
    void bothStreamsArriveInTheirOrder() {
        assertThat(scene.run("echo one; echo two >&2; echo three").output())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void environmentIsAList() {
        String names = scene.run("env | sed 's/=.*//' | sort").output();

        assertThat(names.lines())
                .contains("CI", "HOME", "LANG", "LOGNAME", "PATH", "TMPDIR", "USER")
                .allMatch(name ->
                        name.matches(
                                "CI|HOME|LANG|LOGNAME|PATH|PWD|TMPDIR|USER|PIP_BREAK_SYSTEM_PACKAGES"
                                        + "|JAVA_HOME|MAVEN_OPTS|NODE_PATH|[A-Z]+_ROOT|[A-Z]+_HOME"
                                        + "|[A-Z_]*(CA|CERT|CAINFO|CERTS|BUNDLE|DIR|FILE)"));
    }

    @Test
    void environmentsOfOtherProcessesAreNotToBeSeen() {
        Tried tried = scene.run("cat /proc/*/environ | tr '\\0' '\\n' | sed 's/=.*//' | sort -u");

        assertThat(tried.output()).doesNotContain("SHLVL", "JOURNAL", "surefire", "_JAVA");
        assertThat(scene.run("ls -d /proc/[0-9]* | wc -l").output().strip()).matches("[1-9]");
    }

    @Test
    void filesOfThisMachineAreNotToBeSeen() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "fake-secret");

        assertThat(scene.run("cat /etc/shadow " + secret).output())
                .contains("/etc/shadow: No such file", "secret.txt: No such file")
                .doesNotContain("fake-secret");
        assertThat(scene.run("ls -A " + System.getProperty("user.home")).output())
                .doesNotContain(".ssh", ".bash_history", ".gitconfig", ".m2");
        assertThat(scene.run("ls /").output().lines())
                .doesNotContain("boot", "srv", "mnt", "sys", "media");
    }

    @Test
    void nothingCanBeWrittenOutsideItsOwnFolders() {
        Tried tried =
                scene.run(
                        "for f in /usr/x /etc/x /x /opt/x /dev/x /proc/sys/kernel/hostname; do"
                                + " echo 1 2>/dev/null > $f && echo wrote $f; done;"
                                + " for d in /tmp /home/check /reports /checkout; do"
                                + " echo 1 > $d/x && echo may write $d; done");

        assertThat(tried.output())
                .contains(
                        "may write /tmp\nmay write /home/check\nmay write /reports\nmay write /checkout\n")
                .doesNotContain("wrote");
    }

    @Test
    void copyHasWhatThePlaceHadAndLeavesItAlone() throws Exception {
        scene.write("a.txt", "a\n").write("b.txt", "b\n").write("dir/c.txt", "c\n");
        scene.run("echo kept > ~/kept; mkdir -p ~/.npm/_cacache; echo c > ~/.npm/_cacache/c");

        Place copy = scene.sandbox.copy(scene.place);
        Tried tried =
                scene.run(
                        copy,
                        "cat a.txt ~/kept ~/.npm/_cacache/c; echo changed >> a.txt; rm b.txt;"
                                + " rm -r dir; rm ~/kept ~/.npm/_cacache/c; ls",
                        SandboxScene.LONG,
                        false);
        Place copyOfCopy = scene.sandbox.copy(copy);
        Tried again = scene.run(copyOfCopy, "ls; cat a.txt; ls ~/kept", SandboxScene.LONG, false);

        assertThat(tried.output()).isEqualTo("a\nkept\nc\na.txt\n");
        assertThat(again.output()).startsWith("a.txt\na\nchanged\n").contains("No such file");
        assertThat(scene.run("cat a.txt b.txt dir/c.txt ~/kept ~/.npm/_cacache/c").output())
                .isEqualTo("a\nb\nc\nkept\nc\n");
        scene.sandbox.remove(copyOfCopy);
        scene.sandbox.remove(copy);
        assertThat(copy.folder()).doesNotExist();
    }

    @Test
    void networkCanNotBeReached() throws Exception {
        HttpServer server = server();
        try {
            Tried tried = scene.run("python3 -c '%s'".formatted(connectTo(server)));

            assertThat(tried.exitCode()).isNotZero();
            assertThat(tried.output()).contains("refused");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void setUpReachesNoAddressInTheNeighbourhood() throws Exception {
        HttpServer server = server();
        try {
            Tried tried =
                    scene.run(
                            scene.place,
                            "for h in 127.0.0.1:%1$d localhost:%1$d [::1]:%1$d 169.254.169.254 10.1.2.3; do"
                                            .formatted(server.getAddress().getPort())
                                    + " NO_PROXY= no_proxy= curl -sS -o /dev/null -w '%{http_code}\\n' http://$h/;"
                                    + " NO_PROXY= no_proxy= curl -sS -p -o /dev/null -w '%{http_connect}\\n' http://$h/ 2>/dev/null;"
                                    + " done",
                            SandboxScene.LONG,
                            true);

            assertThat(tried.output().lines()).hasSize(10).containsOnly("403");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void commandThatHangsIsGoneAtItsLimit() {
        Duration limit = Duration.ofSeconds(1);

        Tried tried =
                scene.run(
                        scene.place,
                        "trap '' TERM INT; sleep 7101 & (setsid sleep 7102 &) ; echo begun; wait",
                        limit,
                        false);

        assertThat(tried.stopped()).isEqualTo(Stopped.TIME);
        assertThat(tried.exitCode()).isNull();
        assertThat(tried.output()).isEqualTo("begun\n");
        assertThat(tried.time()).isLessThan(limit.plus(TO_BE_GONE));
        assertThat(SandboxScene.isRunning("sleep 7101")).isFalse();
        assertThat(SandboxScene.isRunning("sleep 7102")).isFalse();
    }

    @Test
    void daemonDoesNotOutliveItsCommand() {
        Tried tried =
                scene.run("(setsid nohup sleep 7103 >/dev/null 2>&1 &); sleep 7104 & echo over");

        assertThat(tried.exitCode()).isZero();
        assertThat(tried.output()).isEqualTo("over\n");
        assertThat(tried.time()).isLessThan(Duration.ofSeconds(10));
        assertThat(SandboxScene.isRunning("sleep 7103")).isFalse();
        assertThat(SandboxScene.isRunning("sleep 7104")).isFalse();
    }

    @Test
    void oneLargeFileEndsAtTheLimitOfDiskSpace() throws Exception {
        scene.run("dd if=/dev/zero of=big bs=1M count=500");

        assertThat(Files.size(scene.place.tree().resolve("big"))).isLessThanOrEqualTo(64L << 20);
    }

    @Test
    void manyFilesEndAtTheLimitOfDiskSpace() {
        Tried tried =
                scene.run(
                        "i=0; while :; do i=$((i+1)); head -c 4000000 /dev/zero > /tmp/f$i; done");

        assertThat(tried.stopped()).isEqualTo(Stopped.DISK);
    }

    @Test
    void endlessOutputEndsAtItsLimit() {
        assertThat(scene.run("yes endless").stopped()).isEqualTo(Stopped.OUTPUT);
    }

    @Test
    void memoryEndsAtItsLimit() {
        Tried tried =
                scene.run(
                        "python3 -c 'x = []\nwhile True: x.append(bytearray(10_000_000))' || exit 9");

        // The kernel ends it, or Python can't have more.
        assertThat(tried.stopped() == Stopped.MEMORY || Integer.valueOf(9).equals(tried.exitCode()))
                .as(tried.toString())
                .isTrue();
    }

    @Test
    void processesEndAtTheirLimit() {
        Tried tried =
                scene.run(
                        "i=0; while [ $i -lt 1000 ]; do sleep 7105 & i=$((i+1)); done; echo forked all");

        assertThat(tried.output()).doesNotContain("forked all");
        assertThat(SandboxScene.isRunning("sleep 7105")).isFalse();
    }

    @Test
    void commandCanNotEndWhatStartedIt() {
        Tried tried = scene.run("kill -9 $PPID; kill -9 1; echo still here; kill -9 -1");

        assertThat(tried.output()).startsWith("still here\n");
        assertThat(scene.run("echo the next one").output()).isEqualTo("the next one\n");
    }

    @Test
    void keysOfWhoStartedItAreRefused() {
        Tried tried =
                scene.run(
                        "python3 -c 'import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\n"
                                + "print(c.syscall({\"x86_64\": 250, \"aarch64\": 219}[os.uname().machine], 0, -3, 0),"
                                + " os.strerror(ctypes.get_errno()))'");

        assertThat(tried.output()).isEqualTo("-1 Operation not permitted\n");
    }

    @Test
    void moreRightsInNamespacesOfItsOwnAreRefused() {
        assertThat(scene.run("unshare --user --map-root-user --net id; echo $?").output())
                .contains("Operation not permitted")
                .doesNotContain("uid=0");
    }

    @Test
    void folderWithoutPermissionsIsRemovedAllTheSame() {
        scene.run("mkdir -p deep/er; touch deep/er/file; chmod 000 deep/er deep");

        scene.sandbox.remove(scene.place);

        assertThat(scene.place.folder()).doesNotExist();
    }

    @Test
    void folderWithTooLongPathsIsRemovedAllTheSame() {
        scene.run(
                "python3 -c 'import os\nfor i in range(1000): os.mkdir(\"folder\"); os.chdir(\"folder\")'");

        scene.sandbox.remove(scene.place);

        assertThat(scene.place.folder()).doesNotExist();
    }

    private static HttpServer server() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String connectTo(HttpServer server) {
        return "import socket; socket.create_connection((\"127.0.0.1\", %d), 5)"
                .formatted(server.getAddress().getPort());
    }
}
