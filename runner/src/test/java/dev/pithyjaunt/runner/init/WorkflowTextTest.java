package dev.pithyjaunt.runner.init;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

class WorkflowTextTest {

    static final Program PROGRAM =
            new Program(URI.create("https://example.org/pithy-jaunt.tar.gz"), "ab".repeat(32));

    private final String text = WorkflowText.of(PROGRAM);

    @Test
    void templateIsTheProjectsOwnWorkflow() throws IOException {
        assertThat(WorkflowText.template())
                .isEqualTo(Files.readString(Path.of("..", WorkflowText.PATH)));
    }

    @Test
    void programStandsInItAsLiteralsAndNothingElseChanges() {
        assertThat(text)
                .isEqualTo(
                        WorkflowText.template()
                                .replace(
                                        "  PITHY_JAUNT_ARCHIVE: ${{ inputs.archive }}\n",
                                        "  PITHY_JAUNT_ARCHIVE: \"https://example.org/pithy-jaunt.tar.gz\"\n")
                                .replace(
                                        "  PITHY_JAUNT_SHA256: ${{ inputs.sha256 }}\n",
                                        "  PITHY_JAUNT_SHA256: \"%s\"\n"
                                                .formatted("ab".repeat(32))))
                .isNotEqualTo(WorkflowText.template());
    }

    @Test
    void fileOfThisVersionIsKnownWhateverProgramItRunsAndHoweverLinesEnd() {
        assertThat(WorkflowText.isOfThisVersion(text)).isTrue();
        assertThat(WorkflowText.isOfThisVersion(text.replace("\n", "\r\n"))).isTrue();
        assertThat(WorkflowText.isOfThisVersion(text.replace("retention-days: 14", "x: 1")))
                .isFalse();
    }

    @Test
    void digestIsFoundWhereOneIsWritten() {
        assertThat(WorkflowText.digestIn(text)).contains("ab".repeat(32));
        assertThat(WorkflowText.digestIn(WorkflowText.template())).isEmpty();
    }

    @Test
    void differenceIsToldInAFewWords() {
        String there =
                text.replace("ab".repeat(32), "cd".repeat(32))
                        .replace("name: Pithy Jaunt\n", "name: Mine\n");

        assertThat(WorkflowText.difference(there, text))
                .containsExactly(
                        "PITHY_JAUNT_SHA256: \"%s\" there, \"%s\" here"
                                .formatted("cd".repeat(32), "ab".repeat(32)),
                        "1 other lines are only there, 1 only here",
                        "there: name: Mine",
                        "here: name: Pithy Jaunt");
    }

    @Test
    void otherOrderOfLinesIsADifferenceToo() {
        assertThat(WorkflowText.difference("a\nb\n", "b\na\n"))
                .containsExactly("the order of lines, or blank ones");
    }
}
