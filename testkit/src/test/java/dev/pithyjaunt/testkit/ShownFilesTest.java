package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownFilesTest {

    private static final String PROMPT =
            """
            Change what is asked.

            <file path="src/A.java" lines="4">
            class A {
                int a = 1;
                int b = 2;
            }
            </file>
            <file2 path="notes.md">
            <file path="no">
            </file>
            end
            </file2>
            <file path="empty.txt">
            </file>
            """;

    @Test
    void everyShownFileIsFound() {
        assertThat(ShownFiles.in(PROMPT).files())
                .containsExactly(
                        new ShownFiles.Shown(
                                "src/A.java", "class A {\n    int a = 1;\n    int b = 2;\n}\n"),
                        new ShownFiles.Shown("notes.md", "<file path=\"no\">\n</file>\nend\n"),
                        new ShownFiles.Shown("empty.txt", ""));
    }

    @Test
    void editIsWidenedToWholeLinesAndTheOneBefore() {
        assertThat(ShownFiles.in(PROMPT).replacement("a = 1;\n    int b", "a = 7;\n    int c"))
                .hasValue(
                        """
                        src/A.java
                        <<<<<<< SEARCH
                        class A {
                            int a = 1;
                            int b = 2;
                        =======
                        class A {
                            int a = 7;
                            int c = 2;
                        >>>>>>> REPLACE
                        """);
    }

    @Test
    void firstAndLastLinesOfAFileCanBeEdited() {
        assertThat(ShownFiles.in(PROMPT).replacement("class A {\n", "class B {\n"))
                .hasValue(
                        """
                        src/A.java
                        <<<<<<< SEARCH
                        class A {
                            int a = 1;
                        =======
                        class B {
                            int a = 1;
                        >>>>>>> REPLACE
                        """);
        assertThat(ShownFiles.in(PROMPT).replacement("end\n", ""))
                .hasValue(
                        """
                        notes.md
                        <<<<<<< SEARCH
                        </file>
                        end
                        =======
                        </file>
                        >>>>>>> REPLACE
                        """);
    }

    @Test
    void textOutsideTheShownFilesIsNotSeen() {
        assertThat(ShownFiles.in(PROMPT).replacement("what is asked", "x")).isEmpty();
    }
}
