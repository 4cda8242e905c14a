package dev.pithyjaunt.agent.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.TreeFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class PatchTest {

    private static final String MODIFIED =
            """
            diff --git a/src/A b.java b/src/A b.java
            index 1111111..2222222 100644
            --- a/src/A b.java\t
            +++ b/src/A b.java\t
            @@ -1,3 +1,3 @@ class A {
             one
            -two\r
            +2
             three
            @@ -9 +9,2 @@
            -nine
            \\ No newline at end of file
            +9
            +ten
            """;

    private static Patch parse(String diff) {
        return Patch.parse(diff.getBytes(UTF_8));
    }

    private static FilePatch only(String diff) {
        Patch patch = parse(diff);
        assertThat(patch.text()).isEqualTo(diff);
        assertThat(patch.files()).hasSize(1);
        return patch.files().getFirst();
    }

    @Test
    void modifiedFileIsReadWhole() {
        FilePatch file = only(MODIFIED);

        assertThat(file)
                .isEqualTo(
                        new FilePatch(
                                FilePatch.Form.GIT,
                                Change.MODIFIED,
                                side("a/", "1111111"),
                                side("b/", "2222222"),
                                OptionalInt.empty(),
                                new Content.Text(
                                        List.of(
                                                new Hunk(
                                                        new Hunk.Range(1, 3, true),
                                                        new Hunk.Range(1, 3, true),
                                                        " class A {",
                                                        List.of(
                                                                context("one"),
                                                                removed("two\r"),
                                                                added("2"),
                                                                context("three"))),
                                                new Hunk(
                                                        new Hunk.Range(9, 1, false),
                                                        new Hunk.Range(9, 2, true),
                                                        "",
                                                        List.of(
                                                                new Line(
                                                                        Line.Kind.REMOVED,
                                                                        "nine",
                                                                        false),
                                                                added("9"),
                                                                added("ten")))),
                                        UTF_8)));
        assertThat(List.of(file.added(), file.removed())).containsExactly(3, 2);
    }

    private static FilePatch.Side side(String prefix, String id) {
        return new FilePatch.Side(
                prefix,
                new PathName("src/A b.java", UTF_8, true),
                Optional.of(TreeFile.Mode.FILE),
                Optional.of(id),
                "\t");
    }

    private static Line context(String text) {
        return new Line(Line.Kind.CONTEXT, text, true);
    }

    private static Line added(String text) {
        return new Line(Line.Kind.ADDED, text, true);
    }

    private static Line removed(String text) {
        return new Line(Line.Kind.REMOVED, text, true);
    }

    @Test
    void reversedPatchSwapsSidesAndKeepsRemovedLinesFirst() {
        assertThat(parse(MODIFIED).reversed().text())
                .isEqualTo(
                        """
                        diff --git a/src/A b.java b/src/A b.java
                        index 2222222..1111111 100644
                        --- a/src/A b.java\t
                        +++ b/src/A b.java\t
                        @@ -1,3 +1,3 @@ class A {
                         one
                        -2
                        +two\r
                         three
                        @@ -9,2 +9 @@
                        -9
                        -ten
                        +nine
                        \\ No newline at end of file
                        """);
    }

    @Test
    void renameOfQuotedPathsIsReadWithBothPaths() {
        FilePatch file =
                only(
                        """
                        diff --git "a/\\303\\274 \\"1\\".txt" b/c d.txt
                        old mode 100644
                        new mode 100755
                        similarity index 100%
                        rename from "\\303\\274 \\"1\\".txt"
                        rename to c d.txt
                        """);

        assertThat(file.change()).isEqualTo(Change.RENAMED);
        assertThat(file.paths()).containsExactly("ü \"1\".txt", "c d.txt");
        assertThat(file.newMode()).contains(TreeFile.Mode.EXECUTABLE);
        assertThat(new Patch(List.of(file)).reversed().text())
                .isEqualTo(
                        """
                        diff --git a/c d.txt "b/\\303\\274 \\"1\\".txt"
                        old mode 100755
                        new mode 100644
                        similarity index 100%
                        rename from c d.txt
                        rename to "\\303\\274 \\"1\\".txt"
                        """);
    }

    @Test
    void bytesAboveAsciiInAPathMayBeWrittenAsTheyAre() {
        FilePatch file =
                only(
                        """
                        diff --git a/ü.txt b/ü.txt
                        old mode 100644
                        new mode 100755
                        """);

        assertThat(file.change()).isEqualTo(Change.MODE_CHANGED);
        assertThat(file.newPath()).isEqualTo("ü.txt");
    }

    @Test
    void textThatIsNotUtf8LosesNothing() {
        byte[] diff =
                """
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -\u00e4
                +\u00f6\u0000\u0001
                """
                        .getBytes(ISO_8859_1);

        Patch patch = Patch.parse(diff);

        assertThat(patch.bytes()).isEqualTo(diff);
        assertThat(patch.files().getFirst().hunks().getFirst().lines())
                .containsExactly(removed("ä"), added("ö\u0000\u0001"));
    }

    @Test
    void copyIsNotReversed() {
        Patch patch =
                parse(
                        """
                        diff --git a/x b/y
                        similarity index 100%
                        copy from x
                        copy to y
                        """);

        assertThatThrownBy(patch::reversed)
                .isInstanceOf(IrreversibleCopyException.class)
                .hasMessage(
                        "patch for y: a copy of x can't be reversed, since the patch does not hold its content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A new empty file, with more behind it.
                """
                diff --git a/e b/e
                new file mode 100644
                index 0000000..e69de29
                diff --git a/f b/f
                deleted file mode 120000
                index 1de5659..0000000
                --- a/f
                +++ /dev/null
                @@ -1 +0,0 @@
                -target
                \\ No newline at end of file
                """,
                """
                diff --git a/b.bin b/b.bin
                index 1111111..2222222 100644
                Binary files a/b.bin and b/b.bin differ
                """,
                """
                diff --git a/b.bin b/b.bin
                new file mode 100644
                index 0000000000000000000000000000000000000000..a64a5a93fb4aef4d5f63d79cb2582731b9ac5063
                GIT binary patch
                literal 3
                KcmZQzWCQ>K0RR91

                literal 0
                HcmV?d00001

                """,
                """
                diff --git a/x b/x
                dissimilarity index 80%
                index 1111111..2222222 100644
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                +b
                """,
                """
                --- a/x\t2026-01-01 00:00:00.0 +0100
                +++ b/x\t2026-01-02 00:00:00.0 +0100
                @@ -1 +1 @@
                -a
                +b
                --- /dev/null\t1970-01-01 00:00:00.0 +0100
                +++ b/new
                @@ -0,0 +1 @@
                +new
                """
            })
    void printedIsWhatWasRead(String diff) {
        assertThat(parse(diff).text()).isEqualTo(diff);
        assertThat(parse(diff).reversed().reversed()).isEqualTo(parse(diff));
    }
}
