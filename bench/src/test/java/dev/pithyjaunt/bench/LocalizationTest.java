package dev.pithyjaunt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.ranking.Signal;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The whole program in process, with real git.
class LocalizationTest {

    private static final String NO_COMMIT = "0123456789012345678901234567890123456789";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path data = Path.of("");
    private Path trees = Path.of("");
    private Path results = Path.of("");
    private Path signals = Path.of("");

    @BeforeEach
    void nameFiles() {
        data = folder.resolve("changes.jsonl");
        trees = folder.resolve("trees.jsonl");
        results = folder.resolve("results.jsonl");
        signals = folder.resolve("signals.jsonl");
    }

    private int start(String option, Path value) {
        CommandLine bench = Bench.commandLine();
        bench.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(errors, true));
        return bench.execute(
                "localization",
                "--data",
                data.toString(),
                option,
                value.toString(),
                "--out",
                results.toString(),
                "--signals",
                signals.toString());
    }

    private static String change(
            String id, String repository, String commit, String task, String... changed) {
        return Json.line(
                Map.of(
                        "id", id,
                        "repo", repository,
                        "baseCommit", commit,
                        "task", task,
                        "changedFiles", changed,
                        "candidateExtensions", List.of(".py")));
    }

    private static String blob(String oid, String text) {
        return Json.line(Map.of("type", "blob", "oid", oid, "text", text));
    }

    private static String tree(String id, Map<String, String> files) {
        return Json.line(Map.of("type", "tree", "id", id, "files", files));
    }

    /// The times, which differ, as `MS`.
    private String printed() {
        return out.toString().replaceAll("(?m) +\\d+$", " MS");
    }

    private String resultsWithoutTimes() throws IOException {
        return Files.readString(results).replaceAll("\"millis\":\\d+", "\"millis\":0");
    }

    /// `till` has its changed file second, after one with more of the task's words, though third by
    /// path, and one that is no candidate; `desk` has it first, by its path only.
    private void writeTwoChanges() throws IOException {
        Files.write(
                data,
                List.of(
                        change(
                                "1",
                                "shop/till",
                                "c1",
                                "Round the discount",
                                "till/b.py",
                                "README.md"),
                        change("2", "shop/desk", "c2", "Lower tax", "desk/tax.py"),
                        change("3", "shop/yard", "c3", "Sweep", "yard.py")));
        Files.write(
                trees,
                List.of(
                        blob("b1", "print(discount, round)\n"),
                        blob("b2", "print(discount, 1, 1)\n"),
                        blob("b3", "print(1)\n"),
                        tree(
                                "1",
                                Map.of(
                                        "README.md", "b1",
                                        "till/a.py", "b1",
                                        "till/aa.py", "b3",
                                        "till/b.py", "b2",
                                        "till/tests/test_a.py", "b1")),
                        tree("2", Map.of("desk/tax.py", "b3", "desk/other.py", "b3"))));
    }

    @Test
    void changesAreScoredByWhereTheirFilesAreRanked() throws IOException {
        writeTwoChanges();

        assertThat(start("--trees", trees)).isZero();

        assertThat(printed())
                .isEqualTo(
                        """
                        2 of 3 changes were ranked
                          left out: 1, no tree with their id

                                                     changes     r@1    r@5   r@10   r@20    MRR     ms
                        ranking                            2    50.0   75.0   75.0   75.0   75.0 MS
                        BM25 of contents alone             2     0.0   75.0   75.0   75.0   50.0
                        paths alone                        2    50.0   75.0   75.0   75.0   66.7

                        shop/desk                          1   100.0  100.0  100.0  100.0  100.0 MS
                        shop/till                          1     0.0   50.0   50.0   50.0   50.0 MS

                        """
                                + Arrays.stream(Signal.values())
                                        .map(LocalizationTest::ablation)
                                        .collect(Collectors.joining()));
        assertThat(resultsWithoutTimes())
                .isEqualTo(
                        """
                        {"id":"1","ranked":["till/a.py","till/b.py","till/aa.py"],"millis":0}
                        {"id":"2","ranked":["desk/tax.py","desk/other.py"],"millis":0}
                        """);
    }

    /// Only the file that its path speaks for falls behind the one beside it.
    private static String ablation(Signal signal) {
        return "%-34s 2  %s\n"
                .formatted(
                        "without " + signal,
                        signal == Signal.PATH
                                ? "   0.0   75.0   75.0   75.0   50.0"
                                : "  50.0   75.0   75.0   75.0   75.0");
    }

    @Test
    void signalsAreThoseOfTheBestFilesAndOfTheChangedOnes() throws IOException {
        Files.writeString(data, change("1", "shop/yard", "c", "Lower tax", "z/tax_0.py"));
        Map<String, String> files =
                IntStream.range(0, 400)
                        .boxed()
                        .collect(Collectors.toMap("a/tax_%d.py"::formatted, _ -> "b1"));
        files.put("z/tax_0.py", "b2");
        Files.write(trees, List.of(blob("b1", "tax\n"), blob("b2", "1\n"), tree("1", files)));

        assertThat(start("--trees", trees)).isZero();

        JsonNode line = Json.tree("signals", Files.readString(signals).getBytes(UTF_8));
        assertThat(line.propertyNames()).containsExactly("id", "repo", "changed", "rows");
        assertThat(line.get("rows")).hasSize(301);
        JsonNode last = line.get("rows").get(300);
        assertThat(last.get("p").asString()).isEqualTo("z/tax_0.py");
        assertThat(last.get("s").get("path").asDouble()).isPositive();
        assertThat(last.get("s").has("content")).isFalse();
    }

    @Test
    void onlyCommitsBeforeTheChangeAreHeard() throws IOException {
        TestRepository till = TestRepository.create(folder.resolve("shop+till"));
        till.write("a.py", "1\n").write("b.py", "1\n").write("c.py", "1\n").commit("Begin");
        till.write("b.py", "2\n").commit("Print receipts");
        String base = till.write("c.py", "2\n").commit("Print nothing");
        till.write("a.py", "3\n").commit("Print the receipts again");
        Files.writeString(data, change("1", "shop/till", base, "Print the receipts again", "a.py"));

        assertThat(start("--repositories", folder)).isZero();

        assertThat(
                        Json.tree("signals", Files.readAllBytes(signals))
                                .get("rows")
                                .valueStream()
                                .filter(row -> row.get("s").has("similar"))
                                .map(row -> row.get("p").asString()))
                .containsExactlyInAnyOrder("b.py", "c.py");
    }

    @Test
    void changesWithoutCloneOrCommitAreLeftOut() throws IOException {
        TestRepository made = TestRepository.create(folder.resolve("made"));
        String base = made.write("a.py", "tax\n").commit("base");
        made.bareClone(folder.resolve("shop+till"));
        made.bareClone(Files.createDirectory(folder.resolve("shop+desk")).resolve("repo"));
        Files.createDirectory(folder.resolve("shop+empty"));
        Files.write(
                data,
                List.of(
                        change("1", "shop/till", NO_COMMIT, "tax", "a.py"),
                        change("2", "shop/till", base, "tax", "a.py"),
                        change("3", "shop/desk", base, "tax", "a.py"),
                        change("4", "shop/yard", base, "tax", "a.py"),
                        change("5", "shop/yard", base, "tax", "a.py"),
                        change("6", "shop/till", "--output=made.txt", "tax", "a.py")));

        assertThat(start("--repositories", folder)).isZero();

        assertThat(out.toString().lines().limit(4))
                .containsExactly(
                        "2 of 6 changes were ranked",
                        "  left out: 2, no clone of shop/yard",
                        "  left out: 1, the clone of shop/till has no commit --output=made.txt",
                        "  left out: 1, the clone of shop/till has no commit " + NO_COMMIT);
        assertThat(resultsWithoutTimes())
                .isEqualTo(
                        """
                        {"id":"2","ranked":["a.py"],"millis":0}
                        {"id":"3","ranked":["a.py"],"millis":0}
                        """);
    }

    @Test
    void cloneThatIsNoRepositoryIsLeftOut() throws IOException {
        Files.createDirectory(folder.resolve("shop+till"));
        Files.writeString(data, change("1", "shop/till", "c", "tax", "a.py"));

        assertThat(start("--repositories", folder)).isEqualTo(1);

        assertThat(out.toString())
                .startsWith(
                        "0 of 1 changes were ranked\n"
                                + "  left out: 1, the clone of shop/till can't be read (git rev-parse: ");
    }

    @Test
    void taskWithoutWordsIsRankedAsWell() throws IOException {
        Files.write(
                data,
                List.of(
                        change("1", "shop/till", "c", "", "a.py"),
                        change("2", "shop/till", "c", "修正 !?", "a.py")));
        Files.write(
                trees,
                List.of(
                        blob("b1", "tax\n"),
                        tree("1", Map.of("a.py", "b1")),
                        tree("2", Map.of("a.py", "b1"))));

        assertThat(start("--trees", trees)).isZero();

        assertThat(printed())
                .contains(
                        "\nranking                            2   100.0  100.0  100.0  100.0  100.0 MS\n");
        assertThat(resultsWithoutTimes())
                .isEqualTo(
                        """
                        {"id":"1","ranked":["a.py"],"millis":0}
                        {"id":"2","ranked":["a.py"],"millis":0}
                        """);
    }

    @Test
    void nothingRankedEndsWithOne() throws IOException {
        writeTwoChanges();

        assertThat(start("--repositories", folder)).isEqualTo(1);

        assertThat(out)
                .hasToString(
                        """
                        0 of 3 changes were ranked
                          left out: 1, no clone of shop/desk
                          left out: 1, no clone of shop/till
                          left out: 1, no clone of shop/yard
                        """);
    }

    @Test
    void changeThatIsNoneIsNamedByItsLine() throws IOException {
        writeTwoChanges();
        Files.writeString(data, change("1", "a/b", "c", "tax", "a.py") + "\n{\"id\": \"2\"}\n");

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors.toString())
                .startsWith("jaunt bench localization: " + data + ", line 2: RecordedChange: ")
                .contains("repo is missing");
    }

    @Test
    void changeOfNothingIsRefused() throws IOException {
        writeTwoChanges();
        Files.writeString(data, change("1", "a/b", "c", "tax"));

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors.toString())
                .startsWith("jaunt bench localization: " + data + ", line 1: RecordedChange: ")
                .contains("changedFiles is empty");
    }

    @Test
    void dataWithoutChangesIsRefused() throws IOException {
        Files.writeString(data, "");

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors)
                .hasToString("jaunt bench localization: " + data + ": it holds no change\n");
    }

    @Test
    void treesThatAreNoneAreNamedByTheirLine() throws IOException {
        writeTwoChanges();
        Files.writeString(trees, "{\"type\": \"commit\"}\n");

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors.toString())
                .startsWith("jaunt bench localization: " + trees + ", line 1: TreesLine: ")
                .contains("type is neither blob nor tree");
    }

    @Test
    void contentThatTreesLackIsNamed() throws IOException {
        writeTwoChanges();
        Files.writeString(trees, tree("1", Map.of("till/a.py", "b7")));

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors)
                .hasToString(
                        "jaunt bench localization: "
                                + trees
                                + ": it lacks b7, which is till/a.py of tree 1\n");
    }

    @Test
    void missingFolderEndsWithTwo() throws IOException {
        writeTwoChanges();
        Path none = folder.resolve("none");

        assertThat(start("--repositories", none)).isEqualTo(2);

        assertThat(errors)
                .hasToString("jaunt bench localization: " + none + ": there is no such folder\n");
    }

    @Test
    void fileThatCannotBeWrittenEndsWithTwo() throws IOException {
        writeTwoChanges();
        Files.createDirectory(results);

        assertThat(start("--trees", trees)).isEqualTo(2);

        assertThat(errors.toString())
                .startsWith("jaunt bench localization: " + results + ": it can't be written (");
    }

    @Test
    void placeOfTheFilesHasToBeGiven() {
        CommandLine bench = Bench.commandLine().setErr(new PrintWriter(errors, true));

        assertThat(bench.execute("localization", "--data", "x")).isEqualTo(2);

        assertThat(errors)
                .hasToString(
                        """
                        jaunt bench localization: Error: Missing required argument (specify one of these): (--trees=FILE | --repositories=DIR)
                        'jaunt bench localization --help' describes the options.
                        """);
    }
}
