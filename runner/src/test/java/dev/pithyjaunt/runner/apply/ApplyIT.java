package dev.pithyjaunt.runner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `jaunt apply` as a process, on a checkout that real git made.
class ApplyIT {

    @TempDir Path folder;
    private TestRepository repository;
    private Path patch;

    @BeforeEach
    void makeRepository() {
        repository = TestRepository.create(folder.resolve("repository"));
        repository
                .write("a.txt", "one\ntwo\nthree\nfour\nfive\n")
                .write("dir/b.txt", "b\n")
                .commit("base");
        patch = folder.resolve("some.diff");
    }

    /// Has git print the changes of the work tree, and takes them back.
    private void patchOfWorkTree() throws IOException {
        repository.git("add", "--all");
        String diff = repository.git("diff", "--cached", "--find-renames", "HEAD");
        Files.writeString(patch, diff + "\n");
        repository.git("reset", "--quiet", "--hard");
    }

    private void change() throws IOException {
        repository
                .write("a.txt", "one\n2\nthree\nfour\nfive\n")
                .write("new/c.txt", "c")
                .git("mv", "dir/b.txt", "moved.txt");
        patchOfWorkTree();
    }

    private Ended apply(String... options) throws InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("apply", "--repo", repository.path().toString()));
        arguments.addAll(List.of(options));
        arguments.add(patch.toString());
        return JauntProcess.start(folder, Map.of(), arguments).await();
    }

    private String status() {
        return repository.git("status", "--porcelain", "--untracked-files=all", "--no-renames");
    }

    @Test
    void patchIsAppliedAndTakenBack() throws Exception {
        change();

        assertThat(apply())
                .isEqualTo(
                        new Ended(
                                0,
                                """
                                modified  a.txt +1 -1
                                renamed   dir/b.txt to moved.txt +0 -0
                                added     new/c.txt +1 -0
                                applied: 3 files, +2 -1
                                """,
                                ""));
        assertThat(status()).isEqualTo(" M a.txt\n D dir/b.txt\n?? moved.txt\n?? new/c.txt");
        assertThat(repository.path().resolve("a.txt")).hasContent("one\n2\nthree\nfour\nfive\n");
        assertThat(repository.path().resolve("dir")).doesNotExist();

        assertThat(apply("--reverse").code()).isZero();
        assertThat(status()).isEmpty();
    }

    @Test
    void checkChangesNothing() throws Exception {
        change();

        assertThat(apply("--check"))
                .isEqualTo(
                        new Ended(
                                0,
                                """
                                modified  a.txt +1 -1
                                renamed   dir/b.txt to moved.txt +0 -0
                                added     new/c.txt +1 -0
                                it fits: 3 files, +2 -1
                                """,
                                ""));
        assertThat(status()).isEmpty();
    }

    @Test
    void nothingIsChangedWhenOneHunkDoesNotFit() throws Exception {
        change();
        repository.write("a.txt", "one\nzwei\nthree\nfour\nfive\n").commit("other");

        assertThat(apply())
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                """
                                jaunt apply: patch for a.txt, hunk 1 of 1 (line 2): expected "two" but found "zwei"
                                Nothing was changed.
                                """));
        assertThat(status()).isEmpty();
    }

    @Test
    void explanationNamesEveryHunkAndItsOffset() throws Exception {
        repository
                .write("n.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n")
                .commit("n");
        repository.write("n.txt", "1\n2\n3\nIV\n5\n6\n7\n8\n9\n10\n11\n12\nXIII\n14\n15\n16\n");
        patchOfWorkTree();
        repository
                .write("n.txt", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nzwoelf\n13\n14\n15\n16\n")
                .commit("other");

        Ended ended = apply("--explain");

        assertThat(ended)
                .isEqualTo(
                        new Ended(
                                1,
                                """
                                modified  n.txt +2 -2
                                  hunk 1 of 2 does not fit at line 1: expected "1" but found "0"
                                  hunk 2 of 2 does not fit at line 10: expected "10" but found "9"
                                """,
                                ""));
        assertThat(status()).isEmpty();
    }

    @Test
    void linesThatMovedAreFound() throws Exception {
        repository.write("n.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n").commit("n");
        repository.write("n.txt", "1\n2\n3\n4\n5\nVI\n7\n8\n9\n10\n");
        patchOfWorkTree();
        repository.write("n.txt", "0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n").commit("other");

        assertThat(apply("--explain").output())
                .isEqualTo(
                        """
                        modified  n.txt +1 -1
                          hunk 1 of 1 fits at line 5, 2 lines further down than it says
                        it fits: 1 file, +1 -1
                        """);
        assertThat(apply().output())
                .isEqualTo(
                        """
                        modified  n.txt +1 -1
                        n.txt: hunk 1 of 1 fits at line 5, 2 lines further down than it says
                        applied: 1 file, +1 -1
                        """);
        assertThat(repository.path().resolve("n.txt"))
                .hasContent("0\n0\n1\n2\n3\n4\n5\nVI\n7\n8\n9\n10\n");
    }

    @Test
    void programsReadJson() throws Exception {
        change();
        repository.write("a.txt", "one\nzwei\n").commit("other");

        assertThat(apply("--json"))
                .isEqualTo(
                        new Ended(
                                1,
                                """
                                {"fits":false,"applied":false,"files":[{"oldPath":"a.txt","newPath":"a.txt","change":"modified","added":1,"removed":1},{"oldPath":"dir/b.txt","newPath":"moved.txt","change":"renamed","added":0,"removed":0},{"oldPath":"new/c.txt","newPath":"new/c.txt","change":"added","added":1,"removed":0}],"hunks":[{"path":"new/c.txt","hunk":1,"hunks":1,"line":1,"offset":0}],"reasons":[{"path":"a.txt","hunk":1,"line":2,"expected":"\\"two\\"","found":"\\"zwei\\"","message":"patch for a.txt, hunk 1 of 1 (line 2): expected \\"two\\" but found \\"zwei\\""}]}
                                """,
                                ""));
    }

    @Test
    void pathThroughASymbolicLinkIsRefused() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.txt"), "one\n");
        Files.createSymbolicLink(repository.path().resolve("link"), outside);
        Files.createSymbolicLink(repository.path().resolve("file"), outside.resolve("x.txt"));
        write("link/x.txt", "file", "link/new.txt");

        assertThat(apply())
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                """
                                jaunt apply: patch for link/x.txt: expected a folder at link but found a symbolic link
                                jaunt apply: patch for file: expected a file but found a symbolic link
                                jaunt apply: patch for link/new.txt: expected a folder at link but found a symbolic link
                                Nothing was changed.
                                """));
        assertThat(outside.resolve("x.txt")).hasContent("one\n");
        assertThat(outside.resolve("new.txt")).doesNotExist();
    }

    private void write(String... paths) throws IOException {
        StringBuilder diff = new StringBuilder();
        for (String path : paths) {
            diff.append("--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-one\n+two\n".formatted(path, path));
        }
        Files.writeString(patch, diff);
    }

    @Test
    void otherRepositoriesDevicesAndHugeFilesAreRefused() throws Exception {
        TestRepository.create(repository.path().resolve("sub")).write("x.txt", "one\n");
        try (RandomAccessFile huge =
                new RandomAccessFile(repository.path().resolve("huge").toFile(), "rw")) {
            huge.setLength(100_000_000);
        }
        new ProcessBuilder("mkfifo", repository.path().resolve("pipe").toString())
                .start()
                .waitFor();
        write("sub/x.txt", "huge", "pipe", ".git/config", "../up");

        assertThat(apply())
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                """
                                jaunt apply: patch for sub/x.txt: expected a folder at sub but found another repository
                                jaunt apply: patch for huge: expected a file but found a file of 100,000,000 bytes, which is over 67,108,864
                                jaunt apply: patch for pipe: expected a file but found something that is no file
                                jaunt apply: patch for .git/config: expected a path outside git's own folder but found ".git/config"
                                jaunt apply: patch for ../up: expected a path without an empty, . or .. part but found "../up"
                                Nothing was changed.
                                """));
    }

    @Test
    void nameThatTheLocaleCannotHoldIsRefused() throws Exception {
        write("\u00fc.txt");

        assertThat(apply().errors())
                // On macOS every name can be held, and there is no such file.
                .matches(
                        "jaunt apply: patch for ü.txt: expected a file but found (nothing|a name that this locale's encoding \\(.+\\) can't hold)\nNothing was changed.\n");
    }

    @Test
    void whatIsNoPatchIsRefused() throws Exception {
        Files.writeString(patch, "Please change a.txt\n");

        assertThat(apply())
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                """
                                jaunt apply: patch (line 1): expected "diff --git " or "--- " but found "Please change a.txt"
                                Nothing was changed.
                                """));
    }

    @Test
    void copyIsNotReversed() throws Exception {
        Files.writeString(
                patch,
                "diff --git a/a.txt b/c.txt\nsimilarity index 100%\ncopy from a.txt\ncopy to c.txt\n");

        assertThat(apply().code()).isZero();
        assertThat(repository.path().resolve("c.txt")).hasContent("one\ntwo\nthree\nfour\nfive\n");
        assertThat(apply("--reverse").errors())
                .isEqualTo(
                        """
                        jaunt apply: patch for c.txt: a copy of a.txt can't be reversed, since the patch does not hold its content
                        Nothing was changed.
                        """);
    }

    @Test
    void wrongUsageHasItsOwnCode() throws Exception {
        Ended none = apply("--check");
        Ended both = apply("--check", "--explain");
        patch = Files.writeString(patch, "");
        repository = new TestRepository(Files.createDirectory(folder.resolve("plain")));
        Ended noRepository = apply();

        assertThat(List.of(none.code(), both.code(), noRepository.code())).containsOnly(2);
        assertThat(none.errors()).contains("jaunt apply: " + patch + " can't be read");
        assertThat(both.errors()).contains("are mutually exclusive");
        assertThat(noRepository.errors())
                .contains("plain is no checkout of a git repository (fatal: not a git repository");
    }

    @Test
    void patchComesFromStandardInput() throws Exception {
        patch = Path.of("-");

        assertThat(apply().errors()).contains("but found the end of the patch");
    }
}
