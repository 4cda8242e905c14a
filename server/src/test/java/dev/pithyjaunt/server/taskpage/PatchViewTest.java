package dev.pithyjaunt.server.taskpage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class PatchViewTest {

    private static PatchView view(String patch) {
        return PatchView.of(patch.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void removedLineThatLooksLikeAHeaderIsALine() {
        PatchView view =
                view(
                        """
                        diff --git a/a.md b/a.md
                        --- a/a.md
                        +++ b/a.md
                        @@ -1,2 +1 @@
                        --- a/other.md
                        -diff --git a/x b/x
                        +new
                        \\ No newline at end of file
                        """);

        assertThat(view.files()).hasSize(1);
        assertThat(view.files().getFirst().path()).isEqualTo("a.md");
        assertThat(view.files().getFirst().removed()).isEqualTo(2);
        assertThat(view.files().getFirst().added()).isEqualTo(1);
    }

    @Test
    void filesThatGoAwayOrMoveHaveTheirNames() {
        PatchView view =
                view(
                        """
                        diff --git a/gone.md b/gone.md
                        deleted file mode 100644
                        --- a/gone.md
                        +++ /dev/null
                        @@ -1 +0,0 @@
                        -x
                        diff --git a/old name b/new name
                        similarity index 100%
                        rename from old name
                        rename to new name
                        diff --git "a/\\303\\244" "b/\\303\\244"
                        --- "a/\\303\\244"
                        +++ "b/\\303\\244"
                        """);

        assertThat(view.files())
                .extracting(PatchView.FileView::path)
                .containsExactly("gone.md", "new name", "\\303\\244");
    }

    @Test
    void hugePatchIsCut() {
        PatchView view = view("diff --git a/a b/a\n" + "meta\n".repeat(6_000));

        assertThat(view.hiddenLines()).isEqualTo(1_001);
        assertThat(view("x".repeat(3_000)).files().getFirst().lines().getFirst().text())
                .hasSize(2_002);
    }

    @Test
    void nonsenseIsShownAsItIs() {
        assertThat(view("").files()).isEmpty();
        assertThat(view("@@ -1,99999999999 +1 @@\n").files()).hasSize(1);
        assertThat(view("\n\n").files()).hasSize(1);
    }
}
