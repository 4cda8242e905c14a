package dev.pithyjaunt.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pithyjaunt.agent.TestTree;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RankingTest {

    @TempDir Path folder;

    private List<String> ranked(String task, Map<String, String> files) {
        TestTree tree = TestTree.of(folder, files);
        return Ranking.rank(task, Survey.of(tree.tree()), tree.tree()).stream()
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
                                        "src/Other.java", "int other() { return 1; }")))
                .startsWith("src/Invoice.java", "src/Total.java")
                .doesNotContain("src/Other.java");
    }

    @Test
    void wordsOfThePathCount() {
        assertThat(
                        ranked(
                                "parse the http header",
                                Map.of("lib/http_header.py", "x = 1", "lib/z.py", "x = 1")))
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

    @Test
    void namesAreSplitIntoTheirParts() {
        List<String> words = new ArrayList<>();

        Words.forEach("parseHTTPHeader snake_case-2x of", words::add);

        assertThat(words)
                .containsExactly(
                        "parse",
                        "http",
                        "header",
                        "parsehttpheader",
                        "snake",
                        "case",
                        "2",
                        "x",
                        "2x");
    }

    @Test
    void languagesAreToldByNameAndFirstLine() {
        assertThat(Languages.byPath("a/B.java")).contains("Java");
        assertThat(Languages.byPath("Makefile")).contains("Makefile");
        assertThat(Languages.byPath("bin/tool")).isEmpty();
        assertThat(Languages.byFirstLine("#!/usr/bin/env python3.12")).contains("Python");
        assertThat(Languages.byFirstLine("#!/bin/sh -eu")).contains("Bash");
        assertThat(Languages.byFirstLine("plain text")).isEmpty();
    }

    @Test
    void surveyTellsTheLanguageOfAFileWithoutExtensionByItsFirstLine() {
        TestTree tree =
                TestTree.of(
                        folder,
                        Map.of("bin/tool", "#!/usr/bin/env ruby\n", "bin/data", "x", "b.go", ""));

        assertThat(Survey.of(tree.tree()).files())
                .extracting(SurveyedFile::path, SurveyedFile::language)
                .containsExactly(
                        tuple("b.go", "Go"),
                        tuple("bin/data", "unknown"),
                        tuple("bin/tool", "Ruby"));
    }
}
