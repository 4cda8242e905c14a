package dev.pithyjaunt.agent.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/// What is no patch, is too much of one, or was made to do harm: refused in words and in seconds.
@Timeout(20)
class BadPatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | `patch (line 1): expected \"diff --git \" or \"--- \" but found the end of the patch`",
                "From 1234 Mon | `patch (line 1): expected \"diff --git \" or \"--- \" but found \"From 1234 Mon\"`",
                "--- a/x~+++ b/y~ | `patch (line 2): expected the path of the line above, or /dev/null in one of both lines but found \"+++ b/y\"`",
                "--- a/x~+++ b/x~@@ -1 +1 @@~-a~+b | `patch for x, hunk 1 (line 5): expected a line feed at the end of the last line but found \"+b\"`",
                "--- a/x~+++ b/x~@@ -1,2 +1 @@~-a~+b~ | `patch for x, hunk 1 (line 6): expected \"-\", since the hunk still has 1 old and 0 new lines but found the end of the patch`",
                "--- a/x~+++ b/x~@@ -1,2 +1,2 @@~-a~~+b~ | `patch for x, hunk 1 (line 5): expected \" \", \"-\" or \"+\", since the hunk still has 1 old and 2 new lines but found an empty line`",
                "--- a/x~+++ b/x~@@ -1 +1 @@~ a~ | `patch for x, hunk 1 (line 5): expected an added or a removed line in the hunk above but found the end of the patch`",
                "--- a/x~+++ b/x~@@ -1 +99999999999 @@~-a~+b~ | `patch for x, hunk 1 (line 3): expected \"@@ -LINE,COUNT +LINE,COUNT @@\" but found \"@@ -1 +99999999999 @@\"`",
                "--- a/x~+++ b/x~@@ -1 +1 @@~-a~+b~-- ~ | `patch (line 6): expected \"diff --git \" or \"--- \" but found \"-- \"`",
                "--- x~+++ x~ | `patch (line 1): expected a path with the prefix a/ or b/, or /dev/null but found \"--- x\"`",
                "diff --git a/x b/y~ | `patch (line 1): expected the same path twice, as a/PATH and b/PATH but found \"diff --git a/x b/y\"`",
                "diff --git a/x b/x~ | `patch for x (line 2): expected \"--- \", \"Binary files \" or \"GIT binary patch\" but found the end of the patch`",
                "diff --git a/x b/y~rename from x~rename to z~ | `patch (line 1): expected the paths of the lines \"rename from\" and \"rename to\" but found \"diff --git a/x b/y\"`",
                "diff --git a/x b/x~new file mode 100664~ | `patch (line 2): expected the mode 100644, 100755, 120000 or 160000 but found \"new file mode 100664\"`"
            })
    void whatIsNoPatchIsRefusedWithItsLine(String diff, String message) {
        assertThatThrownBy(() -> Patch.parse(diff.replace('~', '\n').getBytes(UTF_8)))
                .isInstanceOf(PatchFormatException.class)
                .hasMessage(message);
    }

    @Test
    void millionHunkHeadersAreRefusedAtTheSecond() {
        assertThatThrownBy(() -> parse("--- a/x\n+++ b/x\n" + "@@ -1 +1 @@\n".repeat(1_000_000)))
                .hasMessage(
                        "patch for x, hunk 1 (line 4): expected \" \", \"-\" or \"+\", since the hunk still has 1 old and 1 new lines but found \"@@ -1 +1 @@\"");
    }

    @Test
    void moreLinesThanAnybodyReadsAreRefused() {
        assertThatThrownBy(() ->
                        parse(
                                "--- a/x\n+++ b/x\n@@ -1,2000000 +0,0 @@\n"
                                        + "-a\n".repeat(2_000_000)))
                .hasMessage(
                        "patch for x, hunk 1 (line 1000001): expected at most 1,000,000 lines but found more");
    }

    @Test
    void moreBytesThanAnybodyReadsAreRefused() {
        assertThatThrownBy(() -> Patch.parse(new byte[40_000_000]))
                .hasMessage(
                        "patch (line 1): expected at most 33,554,432 bytes but found 40,000,000");
    }

    @Test
    void oneLongLineIsReadAndApplied() {
        String text = "x".repeat(20_000_000);

        Application application =
                parse("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+" + text + "\n")
                        .applyTo(GitScene.tree(Map.of("x", GitScene.file("a\n"))));

        assertThat(
                        ((Application.Applied) application)
                                .files()
                                .getFirst()
                                .file()
                                .orElseThrow()
                                .content())
                .hasSize(20_000_001);
    }

    @Test
    void longLineWithoutSenseIsShownInPart() {
        assertThatThrownBy(() -> parse("@".repeat(20_000_000)))
                .hasMessage(
                        "patch (line 1): expected \"diff --git \" or \"--- \" but found \"%s…\"",
                        "@".repeat(120));
    }

    @Test
    void manyHunksAreAppliedInSeconds() {
        StringBuilder diff = new StringBuilder("--- a/x\n+++ b/x\n");
        StringBuilder file = new StringBuilder();
        for (int i = 1; i <= 300_000; i++) {
            diff.append("@@ -%d +%d @@\n-%d\n+x\n".formatted(i, i, i));
            file.append(i).append('\n');
        }

        Application application =
                parse(diff.toString())
                        .applyTo(GitScene.tree(Map.of("x", GitScene.file(file.toString()))));

        // A hunk without context belongs at the end, so all but the last are refused.
        assertThat(((Application.Rejected) application).reasons()).hasSize(299_999);
    }

    @Test
    void hunksAmongLikeLinesAreGivenUpInSeconds() {
        String hunk = "@@ -50,1001 +50,1001 @@\n" + " a\n".repeat(999) + "-b\n+c\n d\n";

        Application application =
                parse("--- a/x\n+++ b/x\n" + hunk.repeat(200))
                        .applyTo(
                                GitScene.tree(Map.of("x", GitScene.file("a\n".repeat(1_000_000)))));

        assertThat(((Application.Rejected) application).reasons().getLast().message())
                .isEqualTo(
                        "patch for x: expected hunks whose places are found in a bounded time but found too many lines that are alike");
    }

    @Test
    void filesThatAreTooMuchTogetherAreRefused() {
        StringBuilder diff = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            diff.append(
                    "diff --git a/x b/y%d\nsimilarity index 100%%\ncopy from x\ncopy to y%d\n"
                            .formatted(i, i));
        }

        Application application =
                parse(diff.toString())
                        .applyTo(
                                GitScene.tree(
                                        Map.of(
                                                "x",
                                                new Entry.File(Mode.FILE, new byte[30_000_000]))));

        assertThat(((Application.Rejected) application).reasons().getFirst().message())
                .isEqualTo(
                        "patch for y4: expected files of at most 134,217,728 bytes together but found more");
    }

    @Test
    void deepPathIsRefused() {
        String path = "a/".repeat(1000) + "x";

        Application application =
                parse("--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1 @@\n+a\n")
                        .applyTo(GitScene.tree(Map.of()));

        assertThat(((Application.Rejected) application).reasons().getFirst().expected())
                .isEqualTo("a path of at most 100 parts");
    }

    @Test
    void pathThatIsNotUtf8IsReadAndNotApplied() {
        byte[] diff =
                """
                diff --git "a/\\344.txt" "b/\\344.txt"
                old mode 100644
                new mode 100755
                """
                        .getBytes(UTF_8);

        Patch patch = Patch.parse(diff);

        assertThat(patch.bytes()).isEqualTo(diff);
        assertThat(patch.paths()).containsExactly("ä.txt");
        assertThat(((Application.Rejected) patch.applyTo(GitScene.tree(Map.of()))).reasons())
                .extracting(Rejection::message)
                .containsExactly("patch for ä.txt: expected a path in UTF-8 but found \"ä.txt\"");
    }

    private static Patch parse(String diff) {
        return Patch.parse(diff.getBytes(UTF_8));
    }
}
