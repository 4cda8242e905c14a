package dev.pithyjaunt.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.runner.StagedLauncher.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// The real `./jaunt` on made-up machines.
class LauncherIT {

    private static final String JDK = "usr/lib/jvm/temurin-25";

    private static final String QUICK_BUILD =
            "-B -ntp -Dquick -Dmaven.test.skip=true package -pl runner,testkit,server,bench -am";

    private StagedLauncher launcher;

    @BeforeEach
    void stage(@TempDir Path folder) throws IOException {
        launcher = new StagedLauncher(folder.toRealPath());
    }

    private void readyToBuild() throws IOException {
        launcher.maven("").jdk(JDK, "25.0.3");
    }

    @Test
    void everyPlaceThatWasLookedAtForJdkIsNamed() throws IOException {
        launcher.jdk("old home", "21.0.7");
        launcher.set("JAVA_HOME", launcher.path("old home").toString());
        launcher.jdk("usr/lib/jvm/java-17", "17.0.15");
        Files.createSymbolicLink(launcher.path("usr/lib/jvm/default"), Path.of("java-17"));
        Files.createSymbolicLink(
                launcher.path("bin/java"), launcher.path("usr/lib/jvm/java-17/bin/java"));
        launcher.runtime("home/.jdks/jre", "25");
        Files.createDirectories(launcher.path("opt/jdk-empty"));

        assertThat(launcher.start("run"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                """
                                jaunt: no JDK 25 or newer found. Looked at:
                                  JAVA_HOME=/old home is version 21.0.7
                                  java on PATH, /usr/lib/jvm/java-17/bin/java, is version 17.0.15
                                  /usr/lib/jvm/java-17 is version 17.0.15
                                  /opt/jdk-empty has no file "release" with a version
                                  /opt/java/* matches nothing
                                  /home/.sdkman/candidates/java/* matches nothing
                                  /home/.jdks/jre is version 25, but without bin/javac it can't build
                                  /Library/Java/JavaVirtualMachines/*/Contents/Home matches nothing
                                Get one: apt install openjdk-25-jdk (Debian 13, Ubuntu 24.04), brew install openjdk@25 (macOS),
                                or unpack one from https://adoptium.net and set JAVA_HOME to its folder.
                                """));
    }

    @Test
    void missingMavenAndGitAreNamed() throws IOException {
        launcher.jdk(JDK, "25.0.3");

        assertThat(launcher.start("run"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                """
                                jaunt: Maven is missing. Looked for mvn on PATH: /bin
                                Get it: apt install maven (Debian, Ubuntu), brew install maven (macOS).
                                """));

        launcher.maven("");
        Files.delete(launcher.path("bin/git"));
        assertThat(launcher.start("test").errors())
                .isEqualTo(
                        """
                        jaunt: git is missing. Looked for git on PATH: /bin
                        Get it: apt install git (Debian, Ubuntu), brew install git (macOS).
                        """);
    }

    @Test
    void newerJdkIsTakenBeforeOlderJavaHome() throws IOException {
        readyToBuild();
        launcher.jdk("old", "17.0.15");
        launcher.set("JAVA_HOME", launcher.path("old").toString());
        launcher.jdk("home/my jdk", "26");
        launcher.set("JAVA_HOME_26_X64", launcher.path("home/my jdk").toString());

        assertThat(launcher.start("run").output()).startsWith("/home/my jdk/bin/java in ");
    }

    @Test
    void runtimeWithoutCompilerStartsWhatIsBuilt() throws IOException {
        readyToBuild();
        launcher.start("run");
        Files.delete(launcher.path(JDK + "/bin/javac"));

        assertThat(launcher.start("run").code()).isZero();
    }

    @Test
    void programGetsItsArgumentsAndTheWorkingDirectory() throws IOException {
        readyToBuild();
        launcher.set("JAUNT_JAVA_OPTS", "-Da=b -Xmx64m");
        Files.createDirectories(launcher.path("else where"));

        Outcome outcome = launcher.startIn("else where", "run", "two words", "", "two\nlines", "*");

        assertThat(outcome.output())
                .isEqualTo(
                        "/usr/lib/jvm/temurin-25/bin/java in /else where\n"
                                + "<--enable-native-access=ALL-UNNAMED><-XX:+UseSerialGC>"
                                + "<-XX:TieredStopAtLevel=1><-Xms64m><-XX:+UseCompactObjectHeaders>"
                                + "<-Djdk.http.auth.tunneling.disabledSchemes=>"
                                + "<-Da=b><-Xmx64m><-Djaunt.root=/repository>"
                                + "<-Djaunt.terminal=false><-jar>"
                                + "</repository/runner/target/jaunt.jar>"
                                + "<run><two words><><two\nlines><*>");
    }

    @Test
    void launcherIsFoundThroughLinks() throws IOException {
        readyToBuild();
        Files.createSymbolicLink(launcher.path("link"), Path.of("repository/jaunt"));
        Files.createSymbolicLink(launcher.path("bin/jaunt"), Path.of("../link"));

        assertThat(launcher.shell("cd .. && jaunt run").output())
                .contains("<-Djaunt.root=/repository>");
    }

    @Test
    void withoutArgumentsTheProgramHelps() throws IOException {
        readyToBuild();

        assertThat(launcher.start().output()).endsWith("jaunt.jar><help>");
    }

    @Test
    void scriptedModelIsAnotherProgram() throws IOException {
        readyToBuild();

        assertThat(launcher.start("scripted-model", "--port", "0").output())
                .endsWith("<-jar></repository/testkit/target/jaunt-testkit.jar><--port><0>");
    }

    @Test
    void benchIsAnotherProgramAndIsNotBoundToTheSimpleCompiler() throws IOException {
        readyToBuild();

        assertThat(launcher.start("bench", "fitting", "--largest", "10").output())
                .doesNotContain("TieredStopAtLevel")
                .endsWith(
                        "<-jar></repository/bench/target/jaunt-bench.jar>"
                                + "<fitting><--largest><10>");
    }

    @Test
    void launchersOwnCommandsHelpWithoutJdk() {
        assertThat(launcher.start("test", "--help").output()).startsWith("./jaunt test [MAVEN");
        assertThat(launcher.start("build", "--help").output()).startsWith("./jaunt build\n");
        assertThat(launcher.start("scripted-model", "--help").output())
                .startsWith("./jaunt scripted-model --script FILE");
    }

    @Test
    void unchangedSourcesAreBuiltOnce() throws IOException {
        readyToBuild();
        Outcome first = launcher.start("run");
        Outcome second = launcher.start("run");
        launcher.write("repository/agent/src/test/java/ATest.java", "");
        launcher.start("build");

        assertThat(first.errors())
                .startsWith("building Pithy Jaunt (first time; downloads its libraries)…\n");
        assertThat(second.errors()).isEmpty();
        assertThat(launcher.mavenCalls()).containsExactly(QUICK_BUILD);
    }

    @Test
    void changedModuleIsBuiltAnewAndOthersKeepTheirClasses() throws IOException {
        readyToBuild();
        launcher.start("run");
        Path agent = launcher.write("repository/agent/target/classes/A.class", "");
        Path runner = launcher.write("repository/runner/target/classes/A.class", "");

        // Older than what was built, as a file restored from elsewhere may be.
        Files.setLastModifiedTime(
                launcher.write("repository/agent/src/main/java/A.java", "new"),
                FileTime.from(Instant.EPOCH));
        Outcome outcome = launcher.start("run");

        assertThat(outcome.errors()).isEqualTo("building Pithy Jaunt…\n");
        assertThat(launcher.mavenCalls()).containsExactly(QUICK_BUILD, QUICK_BUILD);
        assertThat(agent).doesNotExist();
        assertThat(runner).exists();
    }

    @Test
    void removedSourceIsNoticed() throws IOException {
        readyToBuild();
        launcher.start("run");
        Path agent = launcher.write("repository/agent/target/classes/A.class", "");

        Files.delete(launcher.path("repository/agent/src/main/java/A.java"));
        launcher.start("run");
        launcher.start("run");

        assertThat(launcher.mavenCalls()).hasSize(2);
        assertThat(agent).doesNotExist();
    }

    @Test
    void changedPomRebuildsEverything() throws IOException {
        readyToBuild();
        launcher.start("run");
        Path agent = launcher.write("repository/agent/target/classes/A.class", "");

        launcher.write("repository/runner/pom.xml", "changed");
        launcher.start("run");

        assertThat(launcher.mavenCalls()).hasSize(2);
        assertThat(agent).doesNotExist();
    }

    @Test
    void failedBuildShowsErrorsAndIsTriedAgain() throws IOException {
        readyToBuild();
        launcher.maven(
                """
                echo '[INFO] Building pithy-jaunt-agent 0.1 [1/2]'
                echo '[ERROR] A.java:[1,2] cannot find symbol'
                echo '[ERROR] '
                echo '[ERROR] To see the full stack trace of the errors, run Maven with -e'
                exit 1
                """);

        Outcome failed = launcher.start("run");
        launcher.maven("");
        Outcome mended = launcher.start("run");

        assertThat(failed)
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                """
                                building Pithy Jaunt (first time; downloads its libraries)…
                                  agent
                                [ERROR] A.java:[1,2] cannot find symbol
                                jaunt: building failed; all of Maven's output is in /repository/target/launcher/build.log
                                """));
        assertThat(mended.code()).isZero();
        assertThat(launcher.mavenCalls()).hasSize(2);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws IOException {
        readyToBuild();
        launcher.maven("sleep 0.3");

        Outcome outcome = launcher.shell("\"$1\" a & \"$1\" b & wait");

        assertThat(outcome.output()).contains("<a>").contains("<b>");
        assertThat(launcher.mavenCalls()).hasSize(1);
    }

    @Test
    void lockFolderOfEndedProcessIsTakenOver() throws IOException {
        readyToBuild();
        Files.deleteIfExists(launcher.path("bin/flock"));
        launcher.write("repository/target/launcher/lock.d/pid", "99999999");

        assertThat(launcher.start("run").code()).isZero();
        assertThat(launcher.path("repository/target/launcher/lock.d")).doesNotExist();
    }

    @Test
    void exitCodeIsTheProgramsOwn() throws IOException {
        readyToBuild();
        launcher.java(JDK, "exit 7");

        assertThat(launcher.start("run").code()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalReachesTheProgram(String signal) throws IOException {
        readyToBuild();
        launcher.java(
                JDK,
                "trap 'exit 42' %s; echo $$ >../ready; while :; do sleep 0.05; done"
                        .formatted(signal));

        Outcome outcome =
                launcher.shell(
                        """
                        "$1" run & launched=$!
                        until [ -s ../ready ]; do sleep 0.05; done
                        [ "$(cat ../ready)" = "$launched" ] && echo 'same process'
                        kill -%s "$launched"
                        wait "$launched"
                        echo "exit code $?"
                        """
                                .formatted(signal));

        assertThat(outcome.output()).isEqualTo("same process\nexit code 42\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalDuringBuildEndsMaven(String signal) throws IOException {
        readyToBuild();
        launcher.maven("echo $$ >../ready; while :; do sleep 0.05; done");

        Outcome outcome =
                launcher.shell(
                        """
                        "$1" run & launched=$!
                        until [ -s ../ready ]; do sleep 0.05; done
                        kill -%s "$launched"
                        wait "$launched"
                        echo "exit code $?"
                        kill -0 "$(cat ../ready)" || echo 'Maven has ended'
                        """
                                .formatted(signal));

        assertThat(outcome.output())
                .isEqualTo(
                        "exit code %d\nMaven has ended\n"
                                .formatted(signal.equals("INT") ? 130 : 143));
    }
}
