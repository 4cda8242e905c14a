package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

class FitterTest {

    private static final Edit.Origin RAW = Edit.Origin.of(1, "raw", Set.of());

    @TempDir Path folder;

    private Fitting fit(String content, Edit... edits) {
        return Fitter.fit(
                List.of(edits),
                TestTree.of(folder, Map.of("a.txt", content, "dir/b.txt", "b\n")).tree(),
                SyntaxJudge.NONE);
    }

    private static Edit replace(String path, String search, String replacement) {
        return new Edit.Replace(
                path,
                LineDiff.between(search.lines().toList(), replacement.lines().toList()),
                Edit.Hint.NONE,
                RAW);
    }

    private static Edit replaceAt(int line, String search, String replacement) {
        return new Edit.Replace(
                "a.txt",
                LineDiff.between(search.lines().toList(), replacement.lines().toList()),
                new Edit.Hint("", OptionalInt.of(line), ""),
                RAW);
    }

    private static String content(Fitting fitting) {
        assertThat(fitting).isInstanceOf(Fitting.Fitted.class);
        return ((Fitting.Fitted) fitting)
                .files().stream()
                        .map(file ->
                                file.path()
                                        + ": "
                                        + file.content()
                                                .map(bytes -> new String(bytes, UTF_8))
                                                .orElse("deleted"))
                        .collect(Collectors.joining("; "));
    }

    private static Refusal refusal(Fitting fitting) {
        assertThat(fitting).isInstanceOf(Fitting.Refused.class);
        assertThat(((Fitting.Refused) fitting).refusals()).hasSize(1);
        return ((Fitting.Refused) fitting).refusals().getFirst();
    }

    @Test
    void exactTextIsReplaced() {
        assertThat(content(fit("one\ntwo\nthree\n", replace("a.txt", "two", "2\n2b"))))
                .isEqualTo("a.txt: one\n2\n2b\nthree\n");
    }

    @Test
    void severalEditsOfOneFileAreFittedToTheFileAsItWas() {
        assertThat(
                        content(
                                fit(
                                        "one\ntwo\nthree\n",
                                        replace("a.txt", "three", "two"),
                                        replace("a.txt", "two", "three"),
                                        replace("a.txt", "one", ""))))
                .isEqualTo("a.txt: three\ntwo\n");
    }

    @Test
    void whiteSpaceAtLineEndsDoesNotMatterAndUnchangedLinesKeepTheirs() {
        assertThat(content(fit("keep  \nold\t\nend\n", replace("a.txt", "keep\nold", "keep\nnew"))))
                .isEqualTo("a.txt: keep  \nnew\nend\n");
    }

    @Test
    void blockThatIsShiftedIsIndentedAsTheFileIs() {
        assertThat(
                        content(
                                fit(
                                        "class A {\n    void f() {\n        g();\n    }\n}\n",
                                        replace(
                                                "a.txt",
                                                "void f() {\n    g();\n}",
                                                "void f() {\n    if (x) {\n        g();\n    }\n}"))))
                .isEqualTo(
                        "a.txt: class A {\n    void f() {\n        if (x) {\n            g();\n        }\n    }\n}\n");
    }

    @Test
    void linesThatAreShiftedDifferentlyAreNotTheSame() {
        assertThat(
                        refusal(fit("if x:\n    a\n        b\n", replace("a.txt", "a\nb", "c")))
                                .reason())
                .isEqualTo("the text to be replaced (2 lines) is not in the file");
    }

    @Test
    void lineEndsAndTheMissingLastOneStay() {
        assertThat(content(fit("one\r\ntwo\r\nthree", replace("a.txt", "two\nthree", "2\n3"))))
                .isEqualTo("a.txt: one\r\n2\r\n3");
    }

    @Test
    void textThatStandsTwiceIsRefusedWithItsLines() {
        assertThat(refusal(fit("x\ny\nx\n", replace("a.txt", "x", "z"))).reason())
                .isEqualTo(
                        "the text to be replaced stands 2 times in the file (lines 1, 3): add lines around it until it is there once");
    }

    @Test
    void statedLineDecidesBetweenSeveralOnlyWhenItIsRight() {
        assertThat(content(fit("x\ny\nx\n", replaceAt(3, "x", "z")))).isEqualTo("a.txt: x\ny\nz\n");
        assertThat(refusal(fitAgain("x\ny\nx\n", replaceAt(2, "x", "z"))).reason())
                .startsWith("the text to be replaced stands 2 times");
    }

    private Fitting fitAgain(String content, Edit edit) {
        return Fitter.fit(
                List.of(edit),
                TestTree.of(folder.resolve("again"), Map.of("a.txt", content)).tree(),
                SyntaxJudge.NONE);
    }

    @Test
    void textThatIsNotThereIsRefusedWithTheNearest() {
        Refusal refusal =
                refusal(
                        fit(
                                "int a = 1;\nint b = 2;\nint c = 3;\n",
                                replace("a.txt", "int b = 2;\nint c = 4;", "x")));

        assertThat(refusal)
                .isEqualTo(
                        new Refusal(
                                "a.txt",
                                "the text to be replaced (2 lines) is not in the file",
                                """
                                Line 2 of it is not there: int c = 4;
                                The nearest text in the file is:
                                    2  int b = 2;
                                    3  int c = 3;
                                """,
                                "raw"));
        assertThat(refusal.toModelFeedback())
                .isEqualTo(
                        """
                        a.txt: the text to be replaced (2 lines) is not in the file
                        Line 2 of it is not there: int c = 4;
                        The nearest text in the file is:
                            2  int b = 2;
                            3  int c = 3;
                        """);
    }

    @Test
    void oneEditThatDoesNotFitStopsAll() {
        assertThat(
                        refusal(
                                        fit(
                                                "one\n",
                                                replace("a.txt", "one", "1"),
                                                replace("dir/b.txt", "nope", "x")))
                                .path())
                .isEqualTo("dir/b.txt");
    }

    @Test
    void editsOfTheSameLinesAreRefused() {
        assertThat(
                        refusal(
                                        fit(
                                                "one\ntwo\n",
                                                replace("a.txt", "one\ntwo", "1"),
                                                replace("a.txt", "two", "2")))
                                .reason())
                .isEqualTo(
                        "it changes lines that another edit of the same answer changes as well (line 2): state them as one");
    }

    @Test
    void fileThatIsNotThereIsRefusedWithThoseOfThatName() {
        assertThat(refusal(fit("x\n", replace("src/b.txt", "b", "c"))).reason())
                .isEqualTo("the repository has no such file; there is dir/b.txt");
    }

    @Test
    void emptySearchMakesANewFileAndNeverTouchesOneThatIsThere() {
        assertThat(content(fit("x\n", replace("new/c.txt", "", "c\nd"))))
                .isEqualTo("new/c.txt: c\nd\n");
        assertThat(refusal(fitAgain("x\n", replace("a.txt", "", "c"))).reason())
                .isEqualTo(
                        "the file exists and the edit names no line of it: search for a line beside which the new ones belong");
    }

    @Test
    void hunkWithoutOldLinesIsPutAfterItsLine() {
        assertThat(content(fit("one\ntwo\n", replaceAt(1, "", "1b"))))
                .isEqualTo("a.txt: one\n1b\ntwo\n");
    }

    @Test
    void wholeFileReplacesTheOldOneAndKeepsItsLineEnds() {
        assertThat(content(fit("a\r\nb\r\n", new Edit.Write("a.txt", List.of("c", "d"), RAW))))
                .isEqualTo("a.txt: c\r\nd\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// ... existing code ...",
                "# ... rest of the file unchanged",
                "    /* ... remaining methods ... */",
                "<!-- ... other items -->",
                "... (unchanged)"
            })
    void codeThatWasLeftOutIsNotWritten(String line) {
        assertThat(
                        refusal(fit("a\nb\n", new Edit.Write("a.txt", List.of("x", line), RAW)))
                                .reason())
                .isEqualTo(
                        "\"%s\" stands for code that was left out: write it in full"
                                .formatted(line.strip()));
    }

    @Test
    void deletedAndRenamedFilesAreFitted() {
        assertThat(
                        content(
                                fit(
                                        "one\n",
                                        new Edit.Delete("dir/b.txt", List.of(), RAW),
                                        new Edit.Rename("a.txt", "z.txt", RAW),
                                        replace("z.txt", "one", "1"))))
                .isEqualTo("dir/b.txt: deleted; a.txt: deleted; z.txt: 1\n");
    }

    @Test
    void renameOntoAFileIsRefused() {
        assertThat(refusal(fit("one\n", new Edit.Rename("a.txt", "dir/b.txt", RAW))).reason())
                .isEqualTo("a file of that name is there already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.txt",
                "/etc/passwd",
                "dir/../../a",
                ".git/config",
                "sub/.GIT/hooks/x",
                ".git./config",
                "GIT~1/config",
                "C:/x",
                "dir\\b.txt",
                "./a.txt",
                "a//b",
                "a\u0007"
            })
    void pathsThatLeaveTheRepositoryAreRefused(String path) {
        assertThat(refusal(fit("x\n", replace(path, "", "y"))).path()).isEqualTo(path);
    }

    @Test
    void linksSubmodulesAndBinaryFilesAreRefused() throws Exception {
        TestRepository source = TestRepository.create(folder.resolve("special"));
        source.write("target.txt", "x\n").write("data.bin", "a\0b\n");
        Files.createSymbolicLink(source.path().resolve("link"), Path.of("target.txt"));
        TestTree tree = TestTree.of(folder, source);

        assertThat(
                        refusal(
                                        Fitter.fit(
                                                List.of(replace("link", "target.txt", "y")),
                                                tree.tree(),
                                                SyntaxJudge.NONE))
                                .reason())
                .isEqualTo("it is not a regular file in the repository");
        assertThat(
                        refusal(
                                        Fitter.fit(
                                                List.of(replace("link/x", "", "y")),
                                                tree.tree(),
                                                SyntaxJudge.NONE))
                                .reason())
                .isEqualTo("link is a file or a link in the repository, not a folder");
        assertThat(
                        refusal(
                                        Fitter.fit(
                                                List.of(replace("data.bin", "a", "y")),
                                                tree.tree(),
                                                SyntaxJudge.NONE))
                                .reason())
                .isEqualTo("it is a binary file");
    }
}
