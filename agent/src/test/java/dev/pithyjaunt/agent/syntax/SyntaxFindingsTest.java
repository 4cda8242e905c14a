package dev.pithyjaunt.agent.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.syntax.SyntaxFindings.Finding;
import dev.pithyjaunt.git.TreeFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SyntaxFindingsTest {

    private static final String BROKEN = "int f() {\n    return 1\n}\n";

    private static final Finding FINDING =
            new Finding("src/a.c", new SyntaxError(12, "missing \";\"", "return 1"));

    @TempDir Path folder;

    @Test
    void errorsOfAllChangedFilesAreFound() {
        assertThat(
                        findings(
                                Map.of("a.c", "int x;\n", "b.c", BROKEN),
                                fitted("a.c", BROKEN),
                                fitted("b.c", BROKEN + "int y;\n"),
                                fitted("new.json", "{"),
                                fitted("notes.txt", "{")))
                .isEqualTo(
                        new SyntaxFindings(
                                List.of(
                                        new Finding(
                                                "a.c",
                                                new SyntaxError(2, "missing \";\"", "return 1")),
                                        new Finding("new.json", new SyntaxError(1, "error", "{"))),
                                List.of()));
    }

    @Test
    void fileThatMovesIsComparedWithWhatItWas() {
        assertThat(
                        findings(
                                Map.of("a.c", BROKEN, "b.sh", "done\n"),
                                gone("b.sh"),
                                gone("a.c"),
                                fitted("x/moved.c", BROKEN)))
                .isEqualTo(new SyntaxFindings(List.of(), List.of()));
    }

    @Test
    void modelIsToldFileAndLineAndThatItMayInsist() {
        SyntaxFindings findings =
                new SyntaxFindings(
                        List.of(FINDING, new Finding("b.py", new SyntaxError(3, "error", "if a"))),
                        List.of());

        assertThat(findings.toModelFeedback())
                .isEqualTo(
                        """
                        Your edits can be made, but then a parser finds errors that were not there before:

                        src/a.c, line 12, missing ";":
                            return 1
                        b.py, line 3, error:
                            if a

                        Lines are counted in the files with your edits. Nothing was changed yet: state the whole change again, without these errors. If the lines are right as they are (the parser may lag behind the language), state the same edits again.\
                        """);
        assertThat(findings.summary())
                .isEqualTo("src/a.c, line 12: missing \";\": return 1 (and 1 more)");
    }

    @Test
    void peopleAreWarned() {
        assertThat(
                        new SyntaxFindings(
                                        List.of(FINDING),
                                        List.of("big.json: it is larger than 2 MiB"))
                                .warnings())
                .containsExactly(
                        "syntax of src/a.c, line 12: missing \";\": return 1",
                        "syntax not checked of big.json: it is larger than 2 MiB");
    }

    @Test
    void ofManyErrorsTwentyAreTold() {
        SyntaxFindings findings = new SyntaxFindings(Collections.nCopies(25, FINDING), List.of());

        assertThat(findings.warnings()).hasSize(21).endsWith("syntax: 5 more errors");
        assertThat(findings.toModelFeedback()).contains("    return 1\nand 5 more\n\nLines are");
    }

    private SyntaxFindings findings(Map<String, String> base, Fitting.FittedFile... files) {
        return SyntaxFindings.of(
                new Fitting.Fitted(List.of(files), List.of()), TestTree.of(folder, base).tree());
    }

    private static Fitting.FittedFile fitted(String path, String text) {
        return new Fitting.FittedFile(path, TreeFile.Mode.FILE, Optional.of(text.getBytes(UTF_8)));
    }

    private static Fitting.FittedFile gone(String path) {
        return new Fitting.FittedFile(path, TreeFile.Mode.FILE, Optional.empty());
    }
}
