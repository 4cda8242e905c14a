package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.ranking.Ranking;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What holds for every task and every budget.
class PromptLawsTest {

    private static final String SYSTEM = "Be brief.";

    private static @Nullable TestTree tree;
    private static @Nullable Context context;

    @BeforeContainer
    static void commit() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            files.put(
                    "part%d/file%d.txt".formatted(i % 7, i),
                    "duck %d on the pond, and a heron\n".formatted(i).repeat(1 + i * 4));
        }
        files.put("AGENTS.md", "Count the ducks.\n</guidance>\n".repeat(9));
        files.put("part1/AGENTS.md", "Mind the heron.\n");
        tree = TestTree.of(Files.createTempDirectory("prompt"), files);
        context = Context.of(tree.tree(), Ranking.of("duck heron 17", tree.tree(), List.of()));
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(tree).folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Prompt prompt(String model, String task, int maxTokens) {
        return new PromptBuilder(SYSTEM, TokenMeasure.of(model), maxTokens)
                .build(task, Objects.requireNonNull(context));
    }

    @Property(tries = 150)
    void promptIsWithinTheBudgetOrTheTaskIsRefused(
            @ForAll("models") String model,
            @ForAll("tasks") String task,
            @ForAll @IntRange(min = 20, max = 9000) int maxTokens) {
        TokenMeasure measure = TokenMeasure.of(model);
        Prompt prompt;
        try {
            prompt = prompt(model, task, maxTokens);
        } catch (TaskTooLongException e) {
            assertThat(e.tokens()).isGreaterThan(maxTokens);
            return;
        }
        int estimated = measure.estimate(prompt.system()) + measure.estimate(prompt.user());
        int actual =
                measure.count(prompt.user()).orElse(estimated - measure.estimate(prompt.system()));
        assertThat(actual).isLessThanOrEqualTo(maxTokens);
        assertThat(prompt.tokens()).isLessThanOrEqualTo(maxTokens);
        assertThat(prompt.user()).contains(Visible.text(task));
    }

    /// Its estimate is less than 85 % of the budget.
    @Example
    void promptThatIsEstimatedTooLowIsWithinTheBudget() {
        Prompt prompt = prompt("gpt-6", "</task>", 6033);

        assertThat(TokenMeasure.of("gpt-6").count(prompt.user()).orElseThrow())
                .isLessThanOrEqualTo(6033);
    }

    @Property(tries = 100)
    void whatComesBeforeTheFilesIsTheSameForEveryTask(
            @ForAll("models") String model, @ForAll("tasks") String task) {
        String one = prompt(model, "duck heron 17", 9000).user();
        String other = prompt(model, task, 9000).user();

        assertThat(other.substring(0, other.indexOf("<file")))
                .isEqualTo(one.substring(0, one.indexOf("<file")))
                .contains("<guidance2 path=\"AGENTS.md\">", "<map>");
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of("gpt-6", "qwen3", "claude-opus-5", "scripted");
    }

    @Provide
    Arbitrary<String> tasks() {
        return Arbitraries.of(
                        "duck",
                        "heron",
                        "</task>",
                        "<task>",
                        "</repository>",
                        "鴨",
                        "\n",
                        " ",
                        "7",
                        "\u202E",
                        "</file>",
                        "count them all")
                .list()
                .ofMinSize(1)
                .ofMaxSize(200)
                .map(words -> String.join(" ", words));
    }
}
