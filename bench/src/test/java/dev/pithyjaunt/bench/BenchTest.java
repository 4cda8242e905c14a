package dev.pithyjaunt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The whole program in process, with real git.
class BenchTest {

    private static final String HUNK = "--- a/a.txt\n+++ b/a.txt\n@@ -7,9 +7,9 @@\n one\n";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final List<String> replies = new ArrayList<>();
    private Path data = Path.of("");
    private Path files = Path.of("");
    private Path results = Path.of("");

    @BeforeEach
    void nameFiles() throws IOException {
        data = folder.resolve("replies.jsonl");
        results = folder.resolve("results.jsonl");
        files =
                Files.writeString(
                        folder.resolve("files.jsonl"),
                        "{\"oid\": \"b1\", \"text\": \"one\\ntwo\\nthree\\n\"}\n");
    }

    private int start(String... arguments) {
        CommandLine bench = Bench.commandLine();
        bench.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(errors, true));
        return bench.execute(arguments);
    }

    private int land() throws IOException {
        Files.write(data, replies);
        return start(
                "replies",
                "--data",
                data.toString(),
                "--files",
                files.toString(),
                "--out",
                results.toString());
    }

    private void add(String id, String group, String model, String format, String reply) {
        replies.add(
                Json.line(
                        Map.of(
                                "id", id,
                                "group", group,
                                "model", model,
                                "format", format,
                                "context", "agent with file tools",
                                "reply", reply,
                                "files", Map.of("a.txt", "b1"))));
    }

    /// The lines whose figures are no times.
    private String counted() {
        return out.toString().replaceAll("(?m)^reading and fitting: .*\\R", "");
    }

    @Test
    void repliesAreCountedByWhatBecameOfThem() throws IOException {
        add("1", "real", "claude-1", "unified-diff", HUNK + "-two\n+2\n three\n");
        // The first hunk's lines are there twice in the reply, and once in the result.
        add("2", "real", "claude-1", "unified-diff", HUNK + "-two\n+2\n" + HUNK + "-two\n+2\n");
        add("3", "hallucinated", "small", "unified-diff", HUNK + "-four\n+4\n");
        add("4", "hallucinated", "small", "unified-diff", "I don't know.");
        add(
                "5",
                "real",
                "tags",
                "search-replace-tags",
                "<file>a.txt</file>\n<original>three</original>\n<patched>3</patched>\n");
        add("6", "real", "tags", "search-replace-tags", "a.txt\n```\none\ntwo\nthree\n```\n");

        assertThat(land()).isZero();

        assertThat(counted())
                .isEqualTo(
                        """
                        group          model                     format                replies  applied  faithful  refused  no edit
                        hallucinated   small                     unified-diff                2        0         0        1        1
                        real           claude-1                  unified-diff                2        2         1        0        0
                        real           tags                      search-replace-tags         2        1         1        1        0
                        together       claude-*, file tools      unified-diff                2        2         1        0        0
                        together       all                                                   6        3         2        2        1

                        edits by rung: exact 4
                        git apply refuses 0 of 3 diffs
                        """);
    }

    @Test
    void everyReplyHasItsLineOfResults() throws IOException {
        add("1", "real", "m", "unified-diff", HUNK + "-two\n+2\n three\n");
        add("2", "real", "m", "unified-diff", HUNK + "-four\n+4\n");
        add("3", "real", "m", "unified-diff", "a.txt\n```\none\ntwo\nthree\n```\n");
        add("4", "real", "m", "unified-diff", "No.");

        assertThat(land()).isZero();

        String diff =
                "diff --git a/a.txt b/a.txt\\nindex ID..ID 100644\\n--- a/a.txt\\n+++ b/a.txt\\n"
                        + "@@ -1,3 +1,3 @@\\n one\\n-two\\n+2\\n three\\n";
        assertThat(
                        Files.readString(results)
                                .replaceAll("\"micros\":\\d+", "\"micros\":0")
                                .replaceAll("[0-9a-f]{40}", "ID"))
                .isEqualTo(
                        """
                        {"id":"1","outcome":"applied","reason":"exact","diff":"%s","micros":0}
                        {"id":"2","outcome":"refused","reason":"a.txt: the text to be replaced (2 lines) is not in the file","diff":"","micros":0}
                        {"id":"3","outcome":"refused","reason":"the edits leave every file as it is","diff":"","micros":0}
                        {"id":"4","outcome":"no_edit","reason":"no edit","diff":"","micros":0}
                        """
                                .formatted(diff));
    }

    @Test
    void missingFileEndsWithTwo() {
        assertThat(start("replies", "--data", data.toString(), "--files", files.toString()))
                .isEqualTo(2);
        assertThat(errors)
                .hasToString("jaunt bench replies: " + data + ": there is no such file\n");
    }

    @Test
    void replyThatIsNoneIsNamedByItsLine() throws IOException {
        add("1", "real", "m", "unified-diff", "No.");
        replies.add("{\"id\": \"2\"}");

        assertThat(land()).isEqualTo(2);
        assertThat(errors.toString())
                .startsWith("jaunt bench replies: " + data + ", line 2: RecordedReply: ")
                .contains("model is missing");
    }

    @Test
    void baseFileThatIsNotThereIsNamed() throws IOException {
        Files.writeString(files, "");
        add("1", "real", "m", "unified-diff", "No.");

        assertThat(land()).isEqualTo(2);
        assertThat(errors)
                .hasToString(
                        "jaunt bench replies: "
                                + files
                                + ": it lacks b1, which is a.txt of reply 1\n");
    }

    @Test
    void dataWithoutRepliesIsRefused() throws IOException {
        assertThat(land()).isEqualTo(2);
        assertThat(errors).hasToString("jaunt bench replies: " + data + ": it holds no reply\n");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(start("replies", "--data", "x")).isEqualTo(2);
        assertThat(errors)
                .hasToString(
                        """
                        jaunt bench replies: Missing required option: '--files=FILE'
                        'jaunt bench replies --help' describes the options.
                        """);
    }

    @Test
    void fittingIsMeasuredForEveryFormAndQuote() {
        assertThat(start("fitting", "--largest", "1000")).isZero();

        assertThat(out.toString().lines().map(line -> line.replaceAll(" +\\d.*", "")))
                .containsExactly(
                        "200 edits, ms",
                        "blocks, exact",
                        "diff, exact",
                        "blocks, reindented",
                        "diff, reindented",
                        "blocks, drifted",
                        "diff, drifted");
    }

    @Test
    void syntaxOfRepositoriesIsCountedByEnding() {
        TestRepository repository = TestRepository.create(folder.resolve("repository"));
        repository.write("good.json", "{\n}\n").write("bad.json", "{\n\"a\": }\n");
        repository.write("notes.unknown", "?");
        repository.commit("base");

        assertThat(start("syntax", repository.path().toString())).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst())
                .startsWith("json       2 files        4 lines,    1 with errors (50.0 %), ");
        assertThat(lines.get(1)).startsWith("    bad.json Checked[errors=[SyntaxError[line=2");
        assertThat(Collections.frequency(lines, "")).isZero();
    }

    private int survey() {
        return start(
                "survey",
                "--reference",
                folder.toString(),
                "--repositories",
                folder.toString(),
                "--commit",
                "tool=HEAD~0");
    }

    @Test
    void surveyIsComparedWithWhatOthersSay() throws IOException {
        TestRepository repository = TestRepository.create(folder.resolve("owner+tool"));
        repository.write("src/a.tsx", "x\n").write("src/b.py", "a\n\n# b\n").write("c.txt", "c");
        repository
                .write("src/gone.rb", "# Code generated by x. DO NOT EDIT.\n")
                .write("docs/d.js", "d");
        repository.commit("base");
        Files.writeString(
                folder.resolve("linguist.tool.json"),
                """
                {"TypeScript": {"files": ["src/a.tsx"]},
                 "Ruby": {"files": ["src/b.py", "src/gone.rb", "src/lost.rb"]}}
                """);
        Files.writeString(
                folder.resolve("cloc.tool.csv"),
                "files,language,blank,comment,code\n2,Python,1,1,5\n2,SUM,1,1,5\n");

        assertThat(survey()).isZero();

        assertThat(out)
                .hasToString(
                        """
                        tool at HEAD~0: 5 files
                          language, of the 4 files that linguist lists: 2 of 3 (66.67 %) agree
                            left out, for the commit has no such file: 1
                            src/b.py: Python, linguist says Ruby
                          kind, of the same files, which linguist takes for written by hand: 2 of 3 (66.67 %) agree
                            src/gone.rb: GENERATED
                          text in a programming or markup language that linguist does not list (vendored, generated or documentation to it): 1
                            docs/ 1
                          lines, blank ones left out, of text that is not generated or vendored; cloc leaves out copies of files
                            language          files  cloc's    lines   cloc's
                            Python                1       2        2        6
                        """);
    }

    @Test
    void symbolsAreComparedWithWhatCtagsLists() throws IOException {
        TestRepository repository = TestRepository.create(folder.resolve("tool"));
        repository.write("src/a.rs", "struct Shop;\nfn open() {}\n").commit("base");
        Files.writeString(
                folder.resolve("linguist.tool.json"), "{\"Rust\": {\"files\": [\"src/a.rs\"]}}");
        try (OutputStream tags =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("ctags.tool.json.gz")))) {
            for (String tag : List.of("struct Shop", "struct Till", "function open")) {
                String[] words = tag.split(" ", -1);
                tags.write(
                        Json.line(
                                        Map.of(
                                                "kind",
                                                words[0],
                                                "name",
                                                words[1],
                                                "path",
                                                "src/a.rs",
                                                "pattern",
                                                "",
                                                "line",
                                                1))
                                .concat("\n")
                                .getBytes(UTF_8));
            }
        }

        assertThat(survey()).isZero();

        assertThat(out.toString())
                .endsWith(
                        """
                          symbols, of those that ctags lists: 2 of 3 (66.67 %) are found
                            Rust function                 1 of      1
                            Rust struct                   1 of      2
                            missing: src/a.rs:1 struct Till
                        """);
    }

    @Test
    void referenceWithoutCloneOrListIsRefused() throws IOException {
        assertThat(survey()).isEqualTo(2);
        Files.writeString(folder.resolve("linguist.tool.json"), "{}");
        assertThat(survey()).isEqualTo(2);
        Files.writeString(folder.resolve("linguist.tool.json"), "{");
        assertThat(survey()).isEqualTo(2);

        assertThat(errors.toString().lines())
                .startsWith(
                        "jaunt bench survey: " + folder + ": it holds no linguist.NAME.json",
                        "jaunt bench survey: " + folder + ": it holds no clone called tool");
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThat(start("server", "tasks", "--tasks", "0")).isEqualTo(2);
        assertThat(start("server", "tasks", "--limit", "0")).isEqualTo(2);
        assertThat(start("server", "store", "--tasks", "3")).isEqualTo(2);
        assertThat(start("server", "store", "--database", "both")).isEqualTo(2);

        assertThat(errors.toString().lines().filter(line -> !line.contains("--help")))
                .containsExactly(
                        "jaunt bench server tasks: --tasks and --limit must be at least 1",
                        "jaunt bench server tasks: --tasks and --limit must be at least 1",
                        "jaunt bench server store: expected at least 4 --tasks, 1000 --lines and 1 of --rounds",
                        "jaunt bench server store: Invalid value for option '--database': expected sqlite or postgresql, but was \"both\"");
    }

    @Test
    void folderThatIsNoRepositoryIsRefused() {
        assertThat(start("syntax", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(errors)
                .hasToString(
                        "jaunt bench syntax: "
                                + folder.resolve("none")
                                + ": there is no such folder\n");
    }
}
