package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class RankingTest {

    @TempDir Path folder;

    private List<String> ranked(String task, Map<String, String> files) {
        TestTree tree = TestTree.of(folder, files);
        return Ranking.of(task, tree.tree(), List.of()).files().stream()
                .map(RankedFile::path)
                .toList();
    }

    @Test
    void fileWithTheRareWordOfTheTaskComesFirst() {
        assertThat(
                        ranked(
                                "The discount is computed from the wrong total",
                                Map.of(
                                        "src/Invoice.java",
                                                "int total() { return discountOf(total); }",
                                        "src/Total.java", "int total() { return total + total; }",
                                        "lib/Other.java", "int other() { return 1; }")))
                .startsWith("src/Invoice.java", "src/Total.java")
                .doesNotContain("lib/Other.java");
    }

    @Test
    void wordsOfThePathCount() {
        assertThat(
                        ranked(
                                "parse the http header",
                                Map.of("lib/http_header.py", "x = 1", "z.py", "x = 1")))
                .containsExactly("lib/http_header.py");
    }

    @Test
    void generatedVendoredAndBinaryFilesAreLeftOut() {
        assertThat(
                        ranked(
                                "word",
                                Map.of(
                                        "a.js", "word",
                                        "node_modules/b.js", "word",
                                        "dist/c.js", "word",
                                        "d.min.js", "word",
                                        "package-lock.json", "word",
                                        "e.png", "word",
                                        "f.txt", "word\0")))
                .containsExactly("a.js");
    }
}
