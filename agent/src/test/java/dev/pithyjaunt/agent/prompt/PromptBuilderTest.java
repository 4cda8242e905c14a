package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.survey.RankedFile;
import dev.pithyjaunt.agent.survey.Ranking;
import dev.pithyjaunt.agent.survey.Survey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class PromptBuilderTest {

    @TempDir Path folder;

    private Prompt prompt(String task, int maxTokens, Map<String, String> files) {
        TestTree tree = TestTree.of(folder, files);
        Survey survey = Survey.of(tree.tree());
        List<RankedFile> ranked = Ranking.rank(task, survey, tree.tree());
        return new PromptBuilder("Be brief.", maxTokens).build(task, survey, ranked, tree.tree());
    }

    @Test
    void factsAndMapComeFirstThenFilesThenTheTask() {
        Prompt prompt =
                prompt(
                        "Greet in French",
                        4000,
                        new TreeMap<>(Map.of("greet.py", "print('greet')\n", "z.sh", "echo z")));

        assertThat(prompt)
                .isEqualTo(
                        new Prompt(
                                "Be brief.",
                                """
                                <repository>
                                Languages by files: Bash 1, Python 1
                                Files: 2

                                <map>
                                greet.py
                                z.sh
                                </map>

                                <file path="greet.py">
                                print('greet')
                                </file>

                                <file path="z.sh">
                                echo z
                                </file>

                                </repository>

                                <task>
                                Greet in French
                                </task>
                                """,
                                List.of("greet.py", "z.sh")));
    }

    @Test
    void contentThatWouldCloseItsTagGetsAnotherOne() {
        assertThat(prompt("greet", 4000, Map.of("a.xml", "<greet></file></greet>")).user())
                .contains("<file2 path=\"a.xml\">\n<greet></file></greet>\n</file2>");
    }

    @Test
    void longFileIsShownAroundTheTasksWordsWithinTheBudget() {
        String filler = "int unrelated = 1;\n".repeat(3000);
        Prompt prompt =
                prompt(
                        "fix the frobnicator",
                        1500,
                        Map.of("Long.java", filler + "void frobnicator() {}\n" + filler));

        assertThat(prompt.tokens()).isLessThanOrEqualTo(1500);
        assertThat(prompt.user())
                .contains("<file path=\"Long.java\" note=\"in part\">\n[lines left out here]\n")
                .contains("int unrelated = 1;\nvoid frobnicator() {}\nint unrelated = 1;");
    }

    @Test
    void budgetHoldsForManyFilesAndTheBestComeIn() {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            files.put("folder%d/file%d.txt".formatted(i % 40, i), "common word\n".repeat(20));
        }
        files.put("best.txt", "rare common word\n");

        Prompt prompt = prompt("a rare common word", 2000, files);

        assertThat(prompt.tokens()).isBetween(1200, 2000);
        assertThat(prompt.shown()).startsWith("best.txt");
        assertThat(prompt.user()).contains("<map note=\"in part\">");
    }

    @Test
    void hiddenCharactersOfTaskAndFilesAreShown() {
        assertThat(prompt("greet\u202E\u0007", 4000, Map.of("a.txt", "greet\u200B\n")).user())
                .contains("greet\\u{202E}\\u{0007}")
                .contains("greet\\u{200B}");
    }

    @Test
    void standardInstructionsAreShort() {
        assertThat(Prompt.estimate(SystemPrompt.standard())).isBetween(300, 1500);
    }
}
