package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Fitter;
import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.agent.edit.Fitting.FittedFile;
import dev.pithyjaunt.agent.edit.Reply;
import dev.pithyjaunt.agent.edit.ReplyReader;
import dev.pithyjaunt.agent.edit.Rung;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.protocol.EditForm;
import dev.pithyjaunt.protocol.Report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The standard instructions, held to what this program reads, and those that stand in for them.
class SystemPromptTest {

    private static final String OLD =
            "import sys\n\n\ndef greet(name):\n    return \"Hello \" + name\n";

    private static final String NEW =
            "import sys\n\n\ndef greet(name):\n    return f\"Hello, {name}!\"\n";

    @TempDir Path folder;

    /// What a model would answer that copied all worked examples of a form.
    private static String examples(EditForm form) {
        List<String> lines = new ArrayList<>();
        boolean isExample = false;
        for (String line : SystemPrompt.standard(form).text().lines().toList()) {
            isExample = (isExample || line.startsWith("src/")) && !line.startsWith("- ");
            if (isExample) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    private static List<Edit> edits(EditForm form) {
        Reply reply = ReplyReader.read(examples(form));
        assertThat(reply).isInstanceOf(Reply.Edits.class);
        return ((Reply.Edits) reply).edits();
    }

    private Fitting.Fitted fitted(EditForm form) {
        TestTree tree =
                TestTree.of(folder, Map.of("src/greeting.py", OLD, "src/long_file.py", OLD));
        Fitting fitting = Fitter.fit(edits(form), tree.tree(), SyntaxCheck::finds);
        assertThat(fitting).isInstanceOf(Fitting.Fitted.class);
        return (Fitting.Fitted) fitting;
    }

    private static Map<String, String> contents(Fitting.Fitted fitted) {
        return fitted.files().stream()
                .collect(
                        Collectors.toMap(
                                FittedFile::path,
                                file -> new String(file.content().orElseThrow(), UTF_8)));
    }

    @Test
    void searchReplaceExampleIsReadAsItIsMeant() {
        List<Edit> edits = edits(EditForm.SEARCH_REPLACE);

        assertThat(edits).hasSize(1);
        Edit.Replace edit = (Edit.Replace) edits.getFirst();
        assertThat(edit.path()).isEqualTo("src/greeting.py");
        assertThat(edit.preImage())
                .containsExactly("def greet(name):", "    return \"Hello \" + name");
        assertThat(edit.postImage())
                .containsExactly("def greet(name):", "    return f\"Hello, {name}!\"");
        assertThat(edit.origin().leniencies()).isEmpty();
    }

    @Test
    void searchReplaceExampleFits() {
        Fitting.Fitted fitted = fitted(EditForm.SEARCH_REPLACE);

        assertThat(contents(fitted)).containsExactlyEntriesOf(Map.of("src/greeting.py", NEW));
        assertThat(fitted.fits()).extracting(Fitting.Fit::rung).containsExactly(Rung.EXACT);
    }

    @Test
    void wholeFileExamplesAreReadAsTheyAreMeant() {
        List<Edit> edits = edits(EditForm.WHOLE_FILE);

        assertThat(edits).hasSize(2);
        Edit.Write write = (Edit.Write) edits.getFirst();
        assertThat(write.path()).isEqualTo("src/greeting.py");
        assertThat(write.lines())
                .containsExactly("def greet(name):", "    return f\"Hello, {name}!\"");
        Edit.Replace replace = (Edit.Replace) edits.getLast();
        assertThat(replace.path()).isEqualTo("src/long_file.py");
        assertThat(replace.preImage()).containsExactly("    return \"Hello \" + name");
        assertThat(replace.postImage()).containsExactly("    return f\"Hello, {name}!\"");
        assertThat(edits).allSatisfy(edit -> assertThat(edit.origin().leniencies()).isEmpty());
    }

    @Test
    void wholeFileExamplesFit() {
        Fitting.Fitted fitted = fitted(EditForm.WHOLE_FILE);

        assertThat(contents(fitted))
                .isEqualTo(
                        Map.of(
                                "src/greeting.py",
                                "def greet(name):\n    return f\"Hello, {name}!\"\n",
                                "src/long_file.py",
                                NEW));
        assertThat(fitted.fits()).extracting(Fitting.Fit::rung).containsExactly(Rung.EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void formIsFilledInWhereTheTextSaysSo(EditForm form) {
        SystemPrompt prompt =
                SystemPrompt.of("prompt.md", "Be brief.\n\n{{edit form}}\n\nThe end.\n", form);

        assertThat(prompt.text())
                .startsWith("Be brief.\n\n## How to state a change\n\n")
                .contains("src/greeting.py")
                .endsWith("what you change and why. Nothing else.\n\nThe end.\n")
                .doesNotContain("{{");
        assertThat(SystemPrompt.standard(form).text()).doesNotContain("{{");
    }

    @ParameterizedTest
    @EnumSource
    void formComesLastWhereTheTextDoesNotNameIt(EditForm form) {
        assertThat(SystemPrompt.of("prompt.md", "Be brief.\n\n\n", form).text())
                .startsWith("Be brief.\n\n## How to state a change\n\n")
                .endsWith("what you change and why. Nothing else.\n");
        assertThat(SystemPrompt.of("prompt.md", "Write {{edit form}} inline.", form).text())
                .startsWith("Write {{edit form}} inline.\n\n## How to state a change\n");
    }

    @Test
    void versionIsThatOfTheTextWithItsForm() {
        SystemPrompt one = SystemPrompt.of("a.md", "Be brief.", EditForm.SEARCH_REPLACE);

        assertThat(one.version()).matches("[0-9a-f]{12}");
        assertThat(SystemPrompt.of("b.md", "Be brief.", EditForm.SEARCH_REPLACE).version())
                .isEqualTo(one.version());
        assertThat(SystemPrompt.of("a.md", "Be brief!", EditForm.SEARCH_REPLACE).version())
                .isNotEqualTo(one.version());
        assertThat(SystemPrompt.of("a.md", "Be brief.", EditForm.WHOLE_FILE).version())
                .isNotEqualTo(one.version());
        assertThat(one.instructions())
                .isEqualTo(new Report.Instructions("a.md", one.version(), EditForm.SEARCH_REPLACE));
    }

    /// Every call of an execution pays for them. The figures stand in docs/SYSTEM_PROMPT.md.
    @ParameterizedTest
    @CsvSource({"SEARCH_REPLACE, 555", "WHOLE_FILE, 571"})
    void standardOnesAreShort(EditForm form, int tokens) {
        assertThat(TokenMeasure.of("gpt-6").count(SystemPrompt.standard(form).text()))
                .hasValue(tokens);
        assertThat(TokenMeasure.of("unknown").estimate(SystemPrompt.standard(form).text()))
                .isLessThan(1_500);
    }
}
