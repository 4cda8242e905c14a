package dev.pithyjaunt.bench.replies;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.TreeFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GitDiffsTest {

    @TempDir private Path folder;

    private static RecordedTree tree(Map<String, String> texts) {
        Map<String, byte[]> contents = new HashMap<>();
        texts.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
        return new RecordedTree(contents);
    }

    private static Fitting.FittedFile file(String path, String text) {
        return new Fitting.FittedFile(path, TreeFile.Mode.FILE, Optional.of(text.getBytes(UTF_8)));
    }

    private static Fitting.FittedFile gone(String path) {
        return new Fitting.FittedFile(path, TreeFile.Mode.FILE, Optional.empty());
    }

    @Test
    void eachChangeGetsItsOwnDiffWhichGitTakesAtItsOwnBase() {
        List<TreeChange> changes =
                List.of(
                        new TreeChange(
                                tree(Map.of("a \"b\".txt", "one\n")),
                                List.of(file("a \"b\".txt", "two"))),
                        new TreeChange(tree(Map.of()), List.of(file("ä/new.txt", "1\n"))),
                        new TreeChange(
                                tree(Map.of("old.txt", "1\n2\n3\n", "kept.txt", "")),
                                List.of(gone("old.txt"), file("old.txt/moved.txt", "1\n2\n3\n"))));

        GitDiffs git = GitDiffs.of(changes, folder);
        List<String> diffs = git.print();

        assertThat(diffs)
                .containsExactly(
                        """
                        diff --git "a/a \\"b\\".txt" "b/a \\"b\\".txt"
                        index 5626abf0f72e58d7a153368ba57db4c673c0e171..64c5e5885a4b06010b3a0c20edb7900dd0311025 100644
                        --- "a/a \\"b\\".txt"\t
                        +++ "b/a \\"b\\".txt"\t
                        @@ -1 +1 @@
                        -one
                        +two
                        \\ No newline at end of file
                        """,
                        """
                        diff --git "a/\\303\\244/new.txt" "b/\\303\\244/new.txt"
                        new file mode 100644
                        index 0000000000000000000000000000000000000000..d00491fd7e5bb6fa28c517a0bb32b8b506539d4d
                        --- /dev/null
                        +++ "b/\\303\\244/new.txt"
                        @@ -0,0 +1 @@
                        +1
                        """,
                        """
                        diff --git a/old.txt b/old.txt/moved.txt
                        similarity index 100%
                        rename from old.txt
                        rename to old.txt/moved.txt
                        """);
        assertThat(git.refused(diffs)).isEmpty();
    }

    @Test
    void diffOfAnotherBaseIsRefused() {
        GitDiffs git =
                GitDiffs.of(
                        List.of(
                                new TreeChange(
                                        tree(Map.of("a", "one\n")), List.of(file("a", "two\n")))),
                        folder);
        String other = git.print().getFirst().replace("-one", "-three");

        assertThat(git.refused(List.of(other)).get(0))
                .contains("error: patch failed: a:1\nerror: a: patch does not apply");
    }
}
