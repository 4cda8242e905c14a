package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.ranking.Ranking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class OutlineMapTest {

    private static final TokenMeasure MEASURE = TokenMeasure.of("gpt-6");

    @TempDir Path folder;

    private OutlineMap map(String task, Map<String, String> files) {
        return new OutlineMap(
                Ranking.of(task, TestTree.of(folder, new TreeMap<>(files)).tree(), List.of()));
    }

    private OutlineMap pond() {
        return map(
                "feed the duck",
                Map.of(
                        "src/Duck.java", "class Duck { void feed(int grains) {} }\n",
                        "zoo/Zebra.java", "class Zebra { void run() {} }\n",
                        "README.txt", "nothing of interest\n",
                        "logo.png", "PNG"));
    }

    @Test
    void rankedFilesAreOutlinedAndOtherTextsAreNamed() {
        assertThat(pond().within(1_000, MEASURE))
                .isEqualTo(
                        """
                        README.txt
                        src/
                          Duck.java
                            class Duck
                              void feed(int grains)
                        zoo/
                          Zebra.java
                        """);
    }

    @Test
    void saysWhenThereIsNoRoomForAllAndKeepsTheBest() {
        assertThat(pond().within(20, MEASURE))
                .isEqualTo(
                        """
                        (not all files)
                        README.txt
                        src/
                          Duck.java
                        """);
        assertThat(pond().within(8, MEASURE)).isEmpty();
        assertThat(pond().within(-5, MEASURE)).isEmpty();
    }

    @Test
    void saysWhenThereAreMoreFilesThanAreLookedAt() {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            files.put("f%04d".formatted(i), "");
        }
        assertThat(map("x", files).within(100_000, MEASURE))
                .startsWith("f0000\n")
                .hasLineCount(2_000);

        files.put("last", "");
        assertThat(map("x", files).within(100_000, MEASURE))
                .startsWith("(not all files)\nf0000\n")
                .endsWith("\nf1999\n")
                .hasLineCount(2_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 12, 20, 30, 40, 60, 1_000})
    void mapKeepsToItsTokens(int maxTokens) {
        assertThat(MEASURE.estimate(pond().within(maxTokens, MEASURE)))
                .isLessThanOrEqualTo(maxTokens);
    }
}
