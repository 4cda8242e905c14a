package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TaskTextTest {

    @Test
    void titleIsTheFirstLineWithoutHeadingMarksAndControlCharacters() {
        assertThat(new TaskText("\n ## Fix\tthe \u0007bell\u200b\n\nIt rings twice.").title())
                .isEqualTo("Fix the bell");
    }

    @Test
    void longTitleIsCutAtAWord() {
        String title = new TaskText("word ".repeat(40)).title();

        assertThat(title).hasSizeLessThanOrEqualTo(TaskText.MAX_TITLE).endsWith("word…");
    }

    @Test
    void titleIsNeverCutInsideACharacter() {
        String title = new TaskText("x" + "😀".repeat(60)).title();

        assertThat(title).hasSizeLessThanOrEqualTo(TaskText.MAX_TITLE).endsWith("😀…");
    }

    @Test
    void emptyTaskIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskText(" \n\t "))
                .withMessage("the task is empty: say what should change");
    }

    @Test
    void overlongTaskIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskText("x".repeat(40_001)))
                .withMessage(
                        "the task has 40,001 characters, and at most 40,000 are taken: shorten it, or put the details into a file of the repository");
        assertThat(new TaskText("x".repeat(40_000)).text()).hasSize(40_000);
    }
}
