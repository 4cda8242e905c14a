package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.git.PastCommit;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each signal says of the files of small repositories.
class SignalsTest {

    @TempDir Path folder;

    private TestRepository source;

    @BeforeEach
    void makeRepository() {
        source = TestRepository.create(folder.resolve("repository"));
    }

    private Ranking rank(String task, List<PastCommit> history) {
        return Ranking.of(task, TestTree.of(folder, source).tree(), history);
    }

    private Ranking rankWithHistory(String task) {
        TestTree tree = TestTree.of(folder, source);
        return Ranking.of(task, tree.tree(), tree.repository().history(tree.tree().commit(), 1500));
    }

    private static List<String> paths(Ranking ranking) {
        return ranking.files().stream().map(RankedFile::path).toList();
    }

    /// Files that have the signal, best first.
    private static Map<String, Double> signal(Signal signal, Ranking ranking) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (RankedFile file : ranking.files()) {
            Double value = file.signals().get(signal);
            if (value != null) {
                assertThat(value).isBetween(Double.MIN_VALUE, 1.0);
                values.put(file.path(), value);
            }
        }
        return values;
    }

    private Map<String, Double> signal(Signal signal, String task) {
        return signal(signal, rank(task, List.of()));
    }

    @Test
    void contentCountsTheWordsByTheLengthOfTheFile() {
        source.write("a/a.go", "discount discount")
                .write("b/b.go", "discount " + "and other things ".repeat(20))
                .write("c/c.go", "nothing");

        Map<String, Double> values = signal(Signal.CONTENT, "Wrong discount");

        assertThat(values).containsOnlyKeys("a/a.go", "b/b.go").containsEntry("a/a.go", 1.0);
        assertThat(values.get("b/b.go")).isLessThan(0.7);
    }

    @Test
    void pathCountsWordsAndOtherFormsOfThemAndTheNameMoreThanAFolder() {
        source.write("x/header.go", "")
                .write("header/y.go", "")
                .write("x/headers.go", "")
                .write("x/z.go", "");

        Map<String, Double> values = signal(Signal.PATH, "Wrong header");

        assertThat(values)
                .containsOnlyKeys("x/header.go", "header/y.go", "x/headers.go")
                .containsEntry("x/header.go", 1.0);
        assertThat(values.get("x/headers.go")).isLessThan(1.0);
        assertThat(values.get("header/y.go")).isLessThan(1.0);
    }

    @Test
    void namesCountAsTheyAreWritten() {
        source.write("a/a.go", "frobnicateAll()")
                .write("b/b.go", "frobnicate_all() frobnicate(All)")
                .write("c/c.go", "frobnicateAllOfThem()");

        assertThat(signal(Signal.NAMES, "frobnicateAll fails"))
                .containsExactly(entry("a/a.go", 1.0));
    }

    @Test
    void mentionOfAPathWins() {
        source.write("src/deep/Thing.java", "")
                .write("other/Thing.java", "")
                .write("src/Crash.java", "crash crash line thing deep src ".repeat(50));

        Ranking ranking = rank("It crashes at /home/me/src/deep/Thing.java:12.", List.of());

        assertThat(signal(Signal.MENTION, ranking))
                .containsExactly(entry("src/deep/Thing.java", 1.0), entry("other/Thing.java", 0.5));
        assertThat(paths(ranking).getFirst()).isEqualTo("src/deep/Thing.java");
    }

    @Test
    void mentionIsOfTheWholeName() {
        source.write("a.py", "").write("data.py", "").write("größe.py", "").write("x/Makefile", "");

        assertThat(signal(Signal.MENTION, "see (data.py), data.pyc and a.py.orig"))
                .containsExactly(entry("data.py", 1.0));
        assertThat(signal(Signal.MENTION, "see größe.py.")).containsExactly(entry("größe.py", 1.0));
        assertThat(signal(Signal.MENTION, "see the Makefile")).isEmpty();
        assertThat(signal(Signal.MENTION, "see x/Makefile"))
                .containsExactly(entry("x/Makefile", 1.0));
    }

    @Test
    void wordsSideBySideFindTheFileNamedForThem() {
        source.write("src/TextBox.cs", "")
                .write("src/Box.cs", "")
                .write("text_boxes/View.cs", "")
                .write("src/Text.cs", "");

        Map<String, Double> values = signal(Signal.COMPOUND, "The text box loses its focus");

        assertThat(values).containsOnlyKeys("src/TextBox.cs").containsEntry("src/TextBox.cs", 1.0);
        assertThat(signal(Signal.COMPOUND, "The text boxe loses its focus"))
                .containsOnlyKeys("text_boxes/View.cs");
    }

    @Test
    void folderOfTheNameCountsLessThanTheFile() {
        source.write("TextBox/View.cs", "").write("src/text-box.css", "");

        assertThat(signal(Signal.COMPOUND, "The text box loses its focus"))
                .containsOnly(entry("src/text-box.css", 1.0), entry("TextBox/View.cs", 0.3));
    }

    @Test
    void partThatTheTitleNamesIsAFolderOrAFile() {
        source.write("src/parser/a.go", "")
                .write("src/printer/b.go", "")
                .write("lib/parser.go", "")
                .write("lib/parsers.go", "");

        assertThat(signal(Signal.SCOPE, "parser: x"))
                .containsOnly(entry("src/parser/a.go", 1.0), entry("lib/parser.go", 1.0));
        assertThat(signal(Signal.SCOPE, "fix(src/printer): x"))
                .containsExactly(entry("src/printer/b.go", 1.0));
        assertThat(signal(Signal.SCOPE, "the parser is wrong")).isEmpty();
    }

    @Test
    void filesOfPastCommitsLikeTheTaskCount() {
        source.write("a/a.go", "1").write("b/b.go", "1").write("c/c.go", "1").commit("all");
        source.write("a/a.go", "2").commit("Round the invoice total");
        source.write("b/b.go", "2").commit("Rename things");
        source.write("c/c.go", "2");

        Map<String, Double> values =
                signal(Signal.SIMILAR, rankWithHistory("Invoice has a wrong total"));

        assertThat(values).containsExactly(entry("a/a.go", 1.0));
    }

    @Test
    void lastChangeAndFrequentChangesCount() {
        source.write("a/a.go", "1").commit("1");
        source.write("b/b.go", "1").commit("2");
        source.write("b/b.go", "2").commit("3");
        source.write("c/c.go", "1");

        Ranking ranking = rankWithHistory("anything");

        Map<String, Double> last = signal(Signal.LAST_CHANGE, ranking);
        assertThat(last)
                .containsOnlyKeys("a/a.go", "b/b.go", "c/c.go")
                .containsEntry("c/c.go", 1.0);
        assertThat(last.get("b/b.go")).isCloseTo(Math.exp(-1 / 30.0), within(1e-9));
        assertThat(last.get("a/a.go")).isCloseTo(Math.exp(-3 / 30.0), within(1e-9));
        Map<String, Double> recency = signal(Signal.RECENCY, ranking);
        assertThat(recency).containsEntry("b/b.go", 1.0);
        assertThat(recency.get("c/c.go")).isBetween(recency.get("a/a.go"), 1.0);
    }

    @Test
    void commitThatTouchedVeryManyFilesSaysNothing() {
        for (int i = 0; i < 31; i++) {
            source.write("a/%d.go".formatted(i), "1");
        }

        assertThat(rankWithHistory("base").files()).isEmpty();
    }

    @Test
    void onlyCommitsThatTheBaseDescendsFromCount() {
        source.write("a/a.go", "1").write("b/b.go", "1").commit("start");
        source.branch("other").write("b/b.go", "2").commit("Round the invoice total");
        source.git("switch", "--quiet", "main");
        String base = source.write("a/a.go", "3").commit("Set the invoice total");
        source.write("b/b.go", "4").commit("Invoice total once more");
        TestTree head = TestTree.of(folder, source);

        Ranking ranking =
                Ranking.of(
                        "Invoice has a wrong total",
                        head.repository().tree(base),
                        head.repository().history(base, 1500));

        assertThat(signal(Signal.SIMILAR, ranking)).containsExactly(entry("a/a.go", 1.0));
        assertThat(signal(Signal.LAST_CHANGE, ranking).get("b/b.go"))
                .isCloseTo(Math.exp(-1 / 30.0), within(1e-9));
    }

    @Test
    void wordsCloseTogetherCountMoreThanWordsFarApart() {
        String far = "x = 1\n".repeat(200);
        source.write("a/near.go", far + "invoice discount\n" + far)
                .write("b/apart.go", "invoice\n" + far + far + "discount\n")
                .write("c/none.go", far);

        Map<String, Double> values = signal(Signal.PASSAGE, "invoice with discount");

        assertThat(values)
                .containsOnlyKeys("a/near.go", "b/apart.go")
                .containsEntry("a/near.go", 1.0);
        assertThat(values.get("b/apart.go")).isLessThan(0.8);
    }

    private void writeDefinerAndUser() {
        source.write("a/A.java", "class A { int computeTotal() { return 1; } }")
                .write("b/B.java", "class B { int x(A a) { return a.computeTotal(); } }");
    }

    @Test
    void fileThatDefinesANameOfTheTaskIsTold() {
        writeDefinerAndUser();

        assertThat(signal(Signal.DEFINITIONS, "computeTotal is wrong"))
                .containsExactly(entry("a/A.java", 1.0));
    }

    @Test
    void wordsInTheNamesThatAFileDefinesCount() {
        writeDefinerAndUser();

        assertThat(signal(Signal.DEFINED_WORDS, "compute the total differently"))
                .containsExactly(entry("a/A.java", 1.0));
    }

    @Test
    void fileThatUsesWhatAGoodMatchDefinesIsTold() {
        writeDefinerAndUser();

        assertThat(signal(Signal.USES, "compute the total differently"))
                .containsExactly(entry("b/B.java", 1.0));
    }

    @Test
    void definitionsOfTheFilesReadCloselyAreKept() {
        writeDefinerAndUser();

        assertThat(rank("computeTotal", List.of()).definitions().get("a/A.java"))
                .extracting(definition -> definition.name())
                .containsExactlyInAnyOrder("A", "computeTotal");
    }

    @Test
    void everySignalHasAWeightAndWordsForPeople() {
        assertThat(Signal.values())
                .isNotEmpty()
                .allSatisfy(signal -> {
                    assertThat(signal.weight()).isPositive();
                    assertThat(signal.words()).isNotBlank();
                });
    }

    @Test
    void scoreIsTheSumOfTheSignalsByTheirWeights() {
        writeDefinerAndUser();

        assertThat(rank("computeTotal of A is wrong", List.of()).files())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(file.score())
                                .isCloseTo(
                                        file.signals().entrySet().stream()
                                                .mapToDouble(own ->
                                                        own.getKey().weight() * own.getValue())
                                                .sum(),
                                        within(1e-9)));
    }

    @Test
    void testComesRightAfterTheFileThatItTests() {
        source.write("src/invoice.go", "func discount() int { return total + discount }")
                .write("src/invoice_test.go", "discount total")
                .write("lib/other.go", "discount")
                .write("lib/other_test.go", "nothing");

        assertThat(paths(rank("The discount of the total is wrong", List.of())))
                .startsWith("src/invoice.go", "src/invoice_test.go", "lib/other.go");
    }

    @Test
    void proseAndDataAreSetBackByHalf() {
        source.write("a/a.md", "discount")
                .write("b/a.go", "discount")
                .write("c/a.json", "discount");

        List<RankedFile> files = rank("discount", List.of()).files();

        assertThat(files)
                .extracting(RankedFile::path)
                .containsExactly("b/a.go", "a/a.md", "c/a.json");
        assertThat(files.get(1).score()).isCloseTo(files.get(0).score() / 2, within(1e-9));
    }

    @Test
    void equalFilesKeepGitsOrderAndTwoRankingsAreTheSame() {
        for (int i = 0; i < 300; i++) {
            source.write("f%d/x.go".formatted(i), "discount and total");
        }
        TestTree tree = TestTree.of(folder, source);
        Ranking first = Ranking.of("discount", tree.tree(), List.of());

        assertThat(paths(first).subList(0, 100)).isSorted();
        assertThat(paths(first).subList(100, 300)).isSorted();
        for (int i = 0; i < 3; i++) {
            assertThat(Ranking.of("discount", tree.tree(), List.of())).isEqualTo(first);
        }
    }
}
