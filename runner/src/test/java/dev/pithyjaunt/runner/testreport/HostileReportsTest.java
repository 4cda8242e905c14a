package dev.pithyjaunt.runner.testreport;

import static dev.pithyjaunt.runner.testreport.RealOutput.BEGINNING;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What untrusted code may have left in the place of reports.
@Timeout(60)
class HostileReportsTest {

    private static final String REPORT =
            "<testsuite name='Pond'><testcase classname='Pond' name='a'/></testsuite>";

    private final TestReader reader = new TestReader("./check", "/tree");

    @TempDir private Path folder;
    private Path tree = Path.of("");
    private Path reports = Path.of("");
    private Path surefire = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        surefire = Files.createDirectories(tree.resolve("target/surefire-reports"));
        reports = Files.createDirectories(folder.resolve("reports"));
        outside = Files.createDirectories(folder.resolve("outside/target/surefire-reports"));
        Files.writeString(outside.resolve("TEST-a.xml"), REPORT);
    }

    private String results() {
        return reader.results(tree, reports, BEGINNING).map(RealOutput::listing).orElse("nothing");
    }

    @Test
    void linksToFilesAreNotFollowed() throws IOException {
        Files.createSymbolicLink(reports.resolve("a.xml"), outside.resolve("TEST-a.xml"));
        Files.createSymbolicLink(surefire.resolve("TEST-b.xml"), outside.resolve("TEST-a.xml"));
        Files.createSymbolicLink(surefire.resolve("TEST-c.xml"), Path.of("nowhere"));

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly(
                        "report a.xml is not read: it is no regular file",
                        "report target/surefire-reports/TEST-b.xml is not read: it is no regular file",
                        "report target/surefire-reports/TEST-c.xml is not read: it is no regular file");
    }

    @Test
    void linksToFoldersAreNotFollowed() throws IOException {
        Files.createSymbolicLink(tree.resolve("module"), folder.resolve("outside"));
        Files.createSymbolicLink(tree.resolve("again"), tree);
        Files.delete(surefire);
        Files.createSymbolicLink(surefire, outside);

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void foldersThatBecameLinksAreNotFollowed() throws IOException {
        Files.delete(reports);
        Files.createSymbolicLink(reports, outside);
        tree = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("outside"));

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly(
                        "the folder of reports can't be read",
                        "the work tree can't be looked through for reports");
    }

    @Test
    void linkThatAppearsBetweenLookAndStepIsRefused() throws IOException {
        Files.createSymbolicLink(tree.resolve("folder"), outside);
        Files.createSymbolicLink(tree.resolve("file"), outside.resolve("TEST-a.xml"));
        for (boolean secure : new boolean[] {true, false}) {
            try (Folder open = Folder.open(tree, secure)) {
                assertThatThrownBy(() -> open.folder(Path.of("folder")))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> open.file(Path.of("file")))
                        .isInstanceOf(IOException.class);
                assertThat(open.attributes(Path.of("folder")).isSymbolicLink()).isTrue();
                assertThat(open.names(9))
                        .containsExactly(Path.of("file"), Path.of("folder"), Path.of("target"));
            }
        }
    }

    @Test
    void pipesAndFoldersAreNotOpened() throws Exception {
        Path pipe = surefire.resolve("TEST-pipe.xml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Files.createDirectories(reports.resolve("folder.xml"));

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly(
                        "report folder.xml is not read: it is no regular file",
                        "report target/surefire-reports/TEST-pipe.xml is not read: it is no regular file");
    }

    @Test
    void missingFoldersAreTold() throws IOException {
        Files.delete(reports);
        Files.writeString(surefire.resolve("TEST-a.xml"), REPORT);

        assertThat(results()).isEqualTo("failures\nPASSED Pond.a");
        assertThat(reader.problems()).containsExactly("the folder of reports can't be read");
    }

    @Test
    void documentTypesAreRefusedAndEntitiesNotResolved() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(
                reports.resolve("bomb.xml"),
                """
                <!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <testsuite name='&b;'><testcase name='&b;'/></testsuite>
                """);
        Files.writeString(
                reports.resolve("external.xml"),
                """
                <!DOCTYPE t [<!ENTITY a SYSTEM "%s">]>
                <testsuite name='a'><testcase name='b'>&a;</testcase></testsuite>
                """
                        .formatted(secret.toUri()));
        Files.writeString(reports.resolve("undeclared.xml"), "<testsuite name='&a;'></testsuite>");

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly(
                        "report bomb.xml is not read: it has a document type",
                        "report external.xml is not read: it has a document type",
                        "report undeclared.xml is not read: line 1 is not XML");
    }

    @Test
    void whatIsNoReportIsLeftOutWhole() throws IOException {
        Files.writeString(reports.resolve("cut.xml"), REPORT.replace("</testsuite>", ""));
        Files.writeString(reports.resolve("empty.xml"), "");
        Files.writeString(reports.resolve("other.xml"), "<project><testsuite/></project>");
        Files.write(
                reports.resolve("utf8.xml"),
                REPORT.replace("Pond", "T\u00fcmpel").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(reports.resolve("whole.xml"), REPORT);

        assertThat(results()).isEqualTo("failures\nPASSED Pond.a");
        assertThat(reader.problems())
                .containsExactly(
                        "report cut.xml is not read: line 1 is not XML",
                        "report empty.xml is not read: line 1 is not XML",
                        "report other.xml is not read: it is no report of tests",
                        "report utf8.xml is not read: it is not UTF-8");
    }

    @Test
    void hugeReportsAreNotRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(reports.resolve("huge.xml").toFile(), "rw")) {
            file.setLength((20 << 20) + 1);
        }

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly("report huge.xml is not read: it is larger than 20 MiB");
    }

    @Test
    void onlySoMuchIsReadOfAllReportsTogether() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.writeString(
                    reports.resolve("report-%d.xml".formatted(i)),
                    REPORT.replace("'a'", "'a%d'".formatted(i)) + " ".repeat(220 << 10));
        }
        Problems problems = new Problems();
        Tally tally = new Tally(new TestNames("/tree"));
        ReportFiles files = new ReportFiles(BEGINNING, tally, problems, 1 << 20);

        new ReportWalk(files, problems).reports(reports);

        assertThat(RealOutput.listing(tally.results(false)))
                .isEqualTo(
                        """
                        failures
                        PASSED Pond.a0
                        PASSED Pond.a1
                        PASSED Pond.a2
                        PASSED Pond.a3\
                        """);
        assertThat(problems.lines())
                .containsExactly("not all reports are read: together they are larger than 1 MiB");
    }

    @Test
    void onlySoManyReportsAreRead() throws IOException {
        for (int i = 0; i < 501; i++) {
            Files.writeString(
                    surefire.resolve("TEST-%03d.xml".formatted(i)),
                    REPORT.replace("'a'", "'a%d'".formatted(i)));
        }

        TestResults results = reader.results(tree, reports, BEGINNING).orElseThrow();

        assertThat(results.tests()).hasSize(500).doesNotContainKey("Pond.a500");
        assertThat(results.namesAll()).isFalse();
        assertThat(reader.problems())
                .containsExactly("not all reports are read: there are more than 500");
    }

    @Test
    void problemsAreFew() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.writeString(reports.resolve("a\u001b[2J%02d.xml".formatted(i)), "");
        }

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .hasSize(20)
                .startsWith("report a?[2J00.xml is not read: line 1 is not XML");
    }

    @Test
    void deepTreesAreLookedThroughOnlySoDeep() throws IOException {
        Path deep = tree;
        for (int i = 0; i < 100; i++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep.resolve("target/surefire-reports"));
        Files.writeString(deep.resolve("target/surefire-reports/TEST-a.xml"), REPORT);

        assertThat(results()).isEqualTo("nothing");
        assertThat(reader.problems())
                .containsExactly(
                        "not all of the work tree is looked through for reports: folders are more than 60 deep");
    }

    @Test
    void onlySoManyFilesAreLookedAt() throws IOException {
        Files.writeString(surefire.resolve("TEST-a.xml"), REPORT);
        Path many = Files.createDirectories(tree.resolve("many"));
        Path file = Files.createFile(many.resolve("0"));
        Problems problems = new Problems();
        Tally tally = new Tally(new TestNames("/tree"));
        ReportFiles files = new ReportFiles(BEGINNING, tally, problems);
        for (int i = 1; i < 40; i++) {
            Files.createLink(many.resolve(Integer.toString(i)), file);
        }

        new ReportWalk(files, problems, 20).tree(tree);

        assertThat(files.areFound()).isFalse();
        assertThat(problems.lines())
                .containsExactly(
                        "not all of the work tree is looked through for reports: it has more than 20 files");
    }
}
