package dev.pithyjaunt.git;

import static dev.pithyjaunt.git.TemporaryRepository.SOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RepositoryTest {

    @TempDir Path folder;

    private TemporaryRepository source;
    private String base;

    @BeforeEach
    void makeRepository() throws Exception {
        source = TemporaryRepository.create(folder.resolve("source"));
        source.write("a.txt", "one\ntwo\n").write("dir/b \"q\".txt", "ü\r\n");
        Files.createSymbolicLink(source.path().resolve("link"), Path.of("a.txt"));
        base = source.commit("base");
    }

    private Repository fetched() {
        return Repository.fetched(
                RepositoryAddress.parse(source.path().toString(), SOON),
                base,
                folder.resolve("fetched"),
                SOON);
    }

    @Test
    void changedFilesAreWrittenAsInAnyOtherWorkTree() throws Exception {
        source.git("config", "core.autocrlf", "true");
        source.git("config", "filter.loud.smudge", "tr a-z A-Z");
        ScratchIndex index =
                Repository.at(source.path(), SOON).scratchIndex(base, folder.resolve("scratch"));
        index.put(".gitattributes", TreeFile.Mode.FILE, "* filter=loud\n".getBytes(UTF_8));
        index.put("a.txt", TreeFile.Mode.FILE, "three\n".getBytes(UTF_8));
        Path tree = Files.createDirectory(folder.resolve("tree"));

        assertThat(index.writeChanged(tree)).isTrue();

        assertThat(tree.resolve("a.txt")).hasContent("three\n");
        assertThat(Files.readAllBytes(tree.resolve("a.txt"))).hasSize(6);
    }

    @Test
    void changesCanBeStagedInAnotherWorkTree() {
        Repository repository = fetched();
        Path tree = repository.workTree(base, folder.resolve("tree"));
        ScratchIndex index = repository.scratchIndex(base, folder.resolve("scratch"));
        index.put("a.txt", TreeFile.Mode.FILE, "three\n".getBytes(UTF_8));
        index.put("new.txt", TreeFile.Mode.FILE, "new\n".getBytes(UTF_8));

        index.writeChanged(tree);
        index.stageIn(tree.resolve(".git"));

        assertThat(Git.local(tree, SOON).run("status", "--porcelain"))
                .isEqualTo("M  a.txt\nA  new.txt");
    }

    @Test
    void treeListsFilesWithModeAndSize() {
        CommitTree tree = fetched().tree(base);

        assertThat(tree.files())
                .extracting(TreeFile::path, TreeFile::mode, tree::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a.txt", TreeFile.Mode.FILE, 8L),
                        org.assertj.core.groups.Tuple.tuple(
                                "dir/b \"q\".txt", TreeFile.Mode.FILE, 4L),
                        org.assertj.core.groups.Tuple.tuple("link", TreeFile.Mode.SYMLINK, 5L));
    }

    @Test
    void contentIsReadAsItWasCommittedWhateverTheWorkTreeHolds() {
        source.write("a.txt", "changed");
        CommitTree tree = fetched().tree(base);
        List<String> contents = new ArrayList<>();

        tree.readAll(tree.files(), (_, content) -> contents.add(new String(content, UTF_8)));

        assertThat(contents).containsExactly("one\ntwo\n", "ü\r\n", "a.txt");
    }

    @Test
    void filesThatHoldATextAreThoseOfTheCommitWhateverTheWorkTreeAndItsSettingsSay() {
        source.write("--no-index", "a -e [two] (\n")
                .write("dir/c.txt", "TWO\n")
                .write("dir/é.bin", "two\0")
                .write(".gitattributes", "*.txt binary\n");
        String commit = source.commit("more");
        source.write("later.txt", "two").write("a.txt", "changed");
        source.git("config", "grep.patternType", "perl");
        CommitTree tree = Repository.at(source.path().resolve("dir"), SOON).tree(commit);

        assertThat(holding(tree, "two", false)).containsExactly("--no-index", "a.txt", "dir/é.bin");
        assertThat(holding(tree, "two", true))
                .containsExactly("--no-index", "a.txt", "dir/c.txt", "dir/é.bin");
        assertThat(holding(tree, "-e [two] (", false)).containsExactly("--no-index");
        assertThat(holding(tree, "t.o", false)).isEmpty();
    }

    private static List<String> holding(CommitTree tree, String text, boolean ignoresCase) {
        CommitTree.Holding holding = tree.filesHolding(text, ignoresCase, Duration.ofMinutes(1));
        assertThat(holding.complete()).isTrue();
        return holding.files().stream().map(TreeFile::path).toList();
    }

    @Test
    void searchWithoutTimeIsNotComplete() {
        assertThat(fetched().tree(base).filesHolding("two", false, Duration.ZERO).complete())
                .isFalse();
    }

    @Test
    void repositoryThatIsFetchedFromAUrlHoldsTheCommit() {
        source.write("a.txt", "later\n");
        source.commit("later");

        Repository fetched =
                Repository.fetched(
                        new RepositoryAddress.Remote("file://" + source.path()),
                        base,
                        folder.resolve("fetched"),
                        SOON);

        assertThat(fetched.tree(base).files()).hasSize(3);
        assertThat(fetched.workTree(base, folder.resolve("tree")).resolve("a.txt"))
                .hasContent("one\ntwo\n");
    }

    @Test
    void diffOfAScratchIndexAppliesWithPlainGit() {
        ScratchIndex index = fetched().scratchIndex(base, folder.resolve("scratch"));
        index.put("a.txt", TreeFile.Mode.FILE, "one\n2\n".getBytes(UTF_8));
        index.put("new/c.txt", TreeFile.Mode.FILE, "no end".getBytes(UTF_8));
        index.remove("dir/b \"q\".txt");

        byte[] diff = index.diff();

        Path tree = fetched().workTree(base, folder.resolve("tree"));
        Repository.apply(tree, diff, SOON);
        assertThat(tree.resolve("a.txt")).hasContent("one\n2\n");
        assertThat(tree.resolve("new/c.txt")).hasContent("no end");
        assertThat(tree.resolve("dir")).doesNotExist();
    }

    @Test
    void patchThatDoesNotFitChangesNothingAndSaysWhy() {
        ScratchIndex index = fetched().scratchIndex(base, folder.resolve("scratch"));
        byte[] patch =
                """
                --- a/a.txt
                +++ b/a.txt
                @@ -1,2 +1,2 @@
                 one
                -three
                +3
                """
                        .getBytes(UTF_8);

        assertThatThrownBy(() -> index.apply(patch))
                .isInstanceOf(GitException.class)
                .hasMessage(
                        "git apply: error: patch failed: a.txt:1\nerror: a.txt: patch does not apply");
        assertThat(index.diff()).isEmpty();
    }

    @Test
    void commitIsPushedOnceAndTheSourceIsNotTouched() throws Exception {
        Path bare = folder.resolve("remote.git");
        source.git("clone", "--quiet", "--bare", source.path().toString(), bare.toString());
        List<Path> before = filesOf(source.path());
        RepositoryAddress remote = RepositoryAddress.parse(bare.toString(), SOON);
        ScratchIndex index = fetched().scratchIndex(base, folder.resolve("scratch"));
        index.put("a.txt", TreeFile.Mode.FILE, "one\n2\n".getBytes(UTF_8));
        String commit =
                index.commit(
                        new ScratchIndex.Author("A", "a@example.org"),
                        new ScratchIndex.Author("C", "c@example.org"),
                        Instant.EPOCH,
                        "Title\n\nBody\n");

        assertThat(index.push(commit, remote, "pj/x", _ -> Optional.of("no"))).isTrue();
        assertThat(index.push(commit, remote, "pj/x", _ -> Optional.of("no"))).isFalse();
        assertThat(source.git("--git-dir=" + bare, "log", "-1", "--format=%ae %ce", "pj/x"))
                .isEqualTo("a@example.org c@example.org");

        assertThat(Repository.at(bare, SOON).resolve("refs/heads/pj/x")).isEqualTo(commit);
        assertThat(filesOf(source.path())).isEqualTo(before);
    }

    @Test
    void branchThatHoldsSomethingElseIsReplacedOnlyWhenItMayBe() {
        Path bare = folder.resolve("remote.git");
        source.git("clone", "--quiet", "--bare", source.path().toString(), bare.toString());
        source.git("--git-dir=" + bare, "branch", "pj/x", base);
        ScratchIndex index = fetched().scratchIndex(base, folder.resolve("scratch"));
        index.put("a.txt", TreeFile.Mode.FILE, "one\n2\n".getBytes(UTF_8));
        String commit =
                index.commit(
                        new ScratchIndex.Author("A", "a@example.org"),
                        new ScratchIndex.Author("A", "a@example.org"),
                        Instant.EPOCH,
                        "Title\n");

        RepositoryAddress remote = RepositoryAddress.parse(bare.toString(), SOON);

        assertThatThrownBy(() -> index.push(commit, remote, "pj/x", _ -> Optional.of("not mine")))
                .isInstanceOf(GitException.class)
                .hasMessage(
                        "git push: the branch pj/x is there at %.10s: not mine".formatted(base));
        assertThat(Repository.at(bare, SOON).resolve("refs/heads/pj/x")).isEqualTo(base);

        List<String> judged = new ArrayList<>();
        index.push(
                commit,
                remote,
                "pj/x",
                there -> {
                    judged.add(there);
                    return Optional.empty();
                });
        assertThat(judged).containsExactly("test@example.org\nbase\n");
        assertThat(Repository.at(bare, SOON).resolve("refs/heads/pj/x")).isEqualTo(commit);
    }

    @Test
    void hooksOfTheRepositoryAreNeverRun() throws Exception {
        Path hook = source.path().resolve(".git/hooks/post-checkout");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ntouch '" + folder.resolve("ran") + "'\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        fetched().workTree(base, folder.resolve("tree"));

        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void headOfALocalRepositoryIsItsBranchAndCommit() {
        assertThat(
                        RepositoryAddress.parse(source.path().resolve("dir").toString(), SOON)
                                .head(Optional.empty(), SOON))
                .isEqualTo(new RepositoryAddress.Head(Optional.of("main"), base));
    }

    @Test
    void headOfAUrlIsItsBranchAndCommit() {
        RepositoryAddress url = new RepositoryAddress.Remote("file://" + source.path());

        assertThat(url.head(Optional.empty(), SOON))
                .isEqualTo(url.head(Optional.of("main"), SOON))
                .isEqualTo(new RepositoryAddress.Head(Optional.of("main"), base));
    }

    @Test
    void whatIsNoRepositoryIsRefusedByName() {
        Path empty = TemporaryRepository.create(folder.resolve("empty")).path();

        assertRefused("", "\"\" is no repository");
        assertRefused("--upload-pack=x", "\"--upload-pack=x\" is no repository");
        assertRefused(
                "ext::sh -c x",
                "ext::sh -c x: the protocol ext is not used here, only https, http, ssh, git, file");
        assertRefused(
                folder.resolve("none").toString(),
                folder.resolve("none") + ": there is no such folder");
        assertRefused(
                folder.toString(),
                folder
                        + " is not a git repository that can be read (fatal: not a git repository (or any of the parent directories): .git)");
        assertRefused(empty.toString(), empty + " has no commit yet: commit something first");
        assertRefused(
                "file://" + empty,
                "file://" + empty + " has no commit yet: commit something first");
    }

    @Test
    void missingBranchIsRefusedByName() {
        assertThatThrownBy(() ->
                        RepositoryAddress.parse(source.path().toString(), SOON)
                                .head(Optional.of("nope"), SOON))
                .hasMessage(source.path() + " has no branch nope");
    }

    private static void assertRefused(String address, String message) {
        assertThatThrownBy(
                        () -> RepositoryAddress.parse(address, SOON).head(Optional.empty(), SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static List<Path> filesOf(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            return files.sorted().toList();
        }
    }
}
