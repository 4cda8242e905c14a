package dev.pithyjaunt.runner.testreport;

import static dev.pithyjaunt.runner.testreport.RealOutput.BEGINNING;
import static dev.pithyjaunt.runner.testreport.RealOutput.bytes;
import static dev.pithyjaunt.runner.testreport.RealOutput.listing;
import static dev.pithyjaunt.runner.testreport.RealOutput.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

class ReportsTest {

    private final TestReader reader = new TestReader("./check", "/tree");

    @TempDir private Path folder;
    private Path tree = Path.of("");
    private Path reports = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        reports = Files.createDirectories(folder.resolve("reports"));
    }

    private Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String report(String test) {
        return "<testsuite name='Pond'><testcase classname='Pond' name='%s'/></testsuite>"
                .formatted(test);
    }

    private String results() {
        return reader.results(tree, reports, BEGINNING).map(RealOutput::listing).orElse("nothing");
    }

    @Test
    void pytestIsAskedForAReportThatChangesNoTest() {
        assertThat(reader.environment("/sandbox/reports"))
                .isEqualTo(
                        Map.of(
                                "PYTEST_ADDOPTS",
                                "--junitxml=/sandbox/reports/pytest.xml -o junit_family=xunit1"));
        assertThat(reader.environment("/my $HOME/'reports'")).isEmpty();
    }

    @Test
    void reportOfPytestIsRead() throws IOException {
        Files.write(reports.resolve("pytest.xml"), bytes("pytest.xml"));

        assertThat(results())
                .isEqualTo(
                        """
                        all
                        FAILED pytest.sub.test_collect
                        PASSED sub.test_other.test_add
                        PASSED test_pond.test_add
                        FAILED test_pond.test_bad
                        SKIPPED test_pond.test_skip
                        SKIPPED test_pond.test_xfail
                        FAILED test_pond.test_xpass
                        PASSED test_pond.test_param[1-2]
                        FAILED test_pond.test_param[3-x y]
                        PASSED test_pond.test_param[\\xe9\\x01-4]
                        PASSED test_pond.TestIn.test_add
                        PASSED test_pond.TestIn.TestDeep.test_add
                        FAILED test_pond.test_setup
                        FAILED test_pond.test_teardown\
                        """);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void reportsOfMavenAreRead() throws IOException {
        for (String name : new String[] {"TEST-pond.PondTest.xml", "TEST-pond.SetUpTest.xml"}) {
            write(tree.resolve("core/target/surefire-reports").resolve(name), text(name));
        }
        write(tree.resolve("target/failsafe-reports/TEST-pond.PondIT.xml"), report("swims"));
        write(tree.resolve("target/failsafe-reports/failsafe-summary.xml"), report("no"));
        write(tree.resolve("target/TEST-pond.PondIT.xml"), report("no"));

        assertThat(results())
                .isEqualTo(
                        """
                        all
                        FAILED pond.PondTest.bad
                        PASSED pond.PondTest.adds
                        PASSED pond.PondTest$Deep.adds
                        FAILED pond.PondTest.error
                        PASSED pond.PondTest.named
                        FAILED pond.PondTest.param(String)[1]
                        PASSED pond.PondTest.param(String)[2]
                        PASSED pond.PondTest.dynamic()[1]
                        SKIPPED pond.PondTest.skipped
                        FAILED pond.SetUpTest
                        PASSED Pond.swims\
                        """);
    }

    @Test
    void reportsOfGradleAreReadAtAnyDepth() throws IOException {
        write(tree.resolve("app/build/test-results/test/TEST-a.xml"), report("a"));
        write(tree.resolve("build/test-results/b.xml"), report("b"));
        write(tree.resolve("build/test-results/test/binary/results.bin"), report("no"));
        write(tree.resolve("build/other/test-results/no.xml"), report("no"));
        write(tree.resolve("node_modules/build/test-results/no.xml"), report("no"));
        write(tree.resolve(".git/build/test-results/no.xml"), report("no"));

        assertThat(results()).isEqualTo("all\nPASSED Pond.a\nPASSED Pond.b");
    }

    @Test
    void reportsOfAnEarlierRunAreNotRead() throws IOException {
        FileTime since = FileTime.fromMillis(1_700_000_000_000L);
        Path old = write(tree.resolve("target/surefire-reports/TEST-old.xml"), report("old"));
        Path same = write(tree.resolve("target/surefire-reports/TEST-new.xml"), report("new"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(since.toMillis() - 1));
        Files.setLastModifiedTime(same, since);

        assertThat(reader.results(tree, reports, since).map(RealOutput::listing))
                .contains("all\nPASSED Pond.new");
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void reportsWinOverOutput() throws IOException {
        "TAP version 13\nok 1 - printed\n1..1\n".lines().forEach(reader::line);
        assertThat(results()).isEqualTo("all\nPASSED printed");

        write(reports.resolve("pytest.xml"), report("reported"));

        assertThat(results()).isEqualTo("all\nPASSED Pond.reported");
    }

    @Test
    void nestedSuitesNameTestsThatHaveNoClass() throws IOException {
        write(
                reports.resolve("a.xml"),
                """
                <testsuites><testsuite name='outer'><testcase name='a'/><testsuite name='inner'>
                <testcase name='b'><system-out/><rerunFailure/></testcase>
                <testcase name='c'><skipped/><failure/></testcase>
                </testsuite><testcase name='d'/></testsuite></testsuites>
                """);

        assertThat(results())
                .isEqualTo("all\nPASSED outer.a\nPASSED inner.b\nFAILED inner.c\nPASSED outer.d");
    }

    @Test
    void longReportsAreRead() throws IOException {
        write(
                reports.resolve("a.xml"),
                "<testsuite><testcase name='a'><failure message='%s'>%s</failure></testcase></testsuite>"
                        .formatted("&lt;".repeat(200_000), "&gt;".repeat(200_000)));

        assertThat(results()).isEqualTo("all\nFAILED a");
    }

    @Test
    void commandThatSaysNothingKnownHasNoResults() {
        "all is well\n".lines().forEach(reader::line);

        assertThat(results()).isEqualTo("nothing");
        assertThat(listing("")).isEqualTo("nothing");
        assertThat(reader.problems()).isEmpty();
    }
}
