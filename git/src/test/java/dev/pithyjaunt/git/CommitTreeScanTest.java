package dev.pithyjaunt.git;

import static dev.pithyjaunt.git.TemporaryRepository.SOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// What of a commit's files comes out of a scan, whatever the work tree beside it holds.
@Timeout(60)
class CommitTreeScanTest {

    private static final int LIMIT = 1 << 20;

    private static final String OUTSIDE = "from outside";

    @TempDir Path folder;

    private TemporaryRepository source;

    @BeforeEach
    void makeRepository() throws IOException {
        source = TemporaryRepository.create(folder.resolve("source"));
        Files.createDirectories(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/b"), OUTSIDE);
    }

    /// Keeps what it gets.
    private record Keeping(
            List<TreeFile> wanted,
            Map<String, String> contents,
            Map<String, Long> sizes,
            Map<String, String> misses)
            implements ContentSink {

        Keeping(List<TreeFile> wanted) {
            this(
                    wanted,
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());
        }

        @Override
        public void take(int index, byte[] buffer, int length, long size) {
            String path = wanted.get(index).path();
            assertThat(sizes.put(path, size)).as("taken twice").isNull();
            contents.put(path, new String(buffer, 0, length, UTF_8));
        }

        @Override
        public void miss(int index, String reason) {
            assertThat(misses.put(wanted.get(index).path(), reason)).as("missed twice").isNull();
        }
    }

    private static Keeping scan(Path repository, String commit) {
        CommitTree tree = Repository.at(repository, SOON).tree(commit);
        Keeping keeping = new Keeping(tree.files());
        tree.scan(tree.files(), LIMIT, keeping);
        return keeping;
    }

    private Keeping scan(String commit) {
        return scan(source.path(), commit);
    }

    /// Without the work tree.
    private Keeping scanBare(String commit) {
        return scan(source.path().resolve(".git"), commit);
    }

    private String run(String input, String... words) {
        byte[] bytes = input.getBytes(ISO_8859_1);
        Map<String, String> somebody =
                Map.of(
                        "GIT_AUTHOR_NAME", "Test",
                        "GIT_AUTHOR_EMAIL", "test@example.org",
                        "GIT_COMMITTER_NAME", "Test",
                        "GIT_COMMITTER_EMAIL", "test@example.org");
        Git git = Git.local(source.path(), SOON).with(somebody);
        return new String(git.run(bytes, words), UTF_8).strip();
    }

    private void replaceBySymlink(String path, Path target) throws IOException {
        Path link = source.path().resolve(path);
        if (Files.isDirectory(link)) {
            Files.move(link, folder.resolve("moved"));
        } else {
            Files.delete(link);
        }
        Files.createSymbolicLink(link, target);
    }

    private void removeObject(String id) {
        try {
            Files.delete(
                    source.path()
                            .resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyContentIsHandedOverOnceWithAndWithoutAWorkTree() {
        source.write("a", "1").write("b/c", "").write("b/same", "1");
        String commit = source.commit("base");
        Map<String, String> contents = Map.of("a", "1", "b/c", "", "b/same", "1");

        assertThat(scan(commit).contents()).isEqualTo(contents);
        assertThat(scan(source.path().resolve("b"), commit).contents()).isEqualTo(contents);
        assertThat(scanBare(commit).contents()).isEqualTo(contents);
    }

    @Test
    void workTreeIsReadWhereItIsAsInTheCommit() {
        source.write(".gitattributes", "* text eol=crlf\n").write("a", "1\r\n");
        String commit = source.commit("base");

        assertThat(scan(commit).contents()).containsEntry("a", "1\r\n");
        assertThat(scanBare(commit).contents()).containsEntry("a", "1\n");
    }

    @Test
    void contentOfFilesThatTheWorkTreeHasDifferentlyIsThatOfTheCommit() throws IOException {
        source.write("changed", "1").write("staged", "1").write("gone", "1").write("folder", "1");
        String commit = source.commit("base");
        source.write("changed", "2").write("staged", "2").git("add", "staged");
        source.write("staged", "3");
        Files.delete(source.path().resolve("gone"));
        Files.delete(source.path().resolve("folder"));
        source.write("folder/in", "2");

        Keeping found = scan(commit);

        assertThat(found.contents().values()).containsOnly("1").hasSize(4);
        assertThat(found.misses()).isEmpty();
    }

    @Test
    void contentOfAnEarlierCommitIsNotTakenFromTheWorkTreeOfALaterOne() {
        String earlier = source.write("a", "1").write("b", "1").commit("1");
        source.write("a", "2").commit("2");

        assertThat(scan(earlier).contents()).isEqualTo(Map.of("a", "1", "b", "1"));
    }

    @Test
    void symlinksThatReplaceFilesAndFoldersAreNotFollowed() throws IOException {
        String commit = source.write("a", "1").write("d/b", "1").commit("base");
        replaceBySymlink("a", folder.resolve("outside/b"));
        replaceBySymlink("d", folder.resolve("outside"));

        assertThat(scan(commit).contents()).isEqualTo(Map.of("a", "1", "d/b", "1"));
    }

    @Test
    void filesThatGitIsToldToTakeForUnchangedAreNotReadFromTheWorkTree() throws IOException {
        source.write("a", "1").write("d/b", "1").write("e/b", "1").write("own", "1");
        String commit = source.commit("base");
        source.git("update-index", "--assume-unchanged", "a", "d/b");
        source.git("update-index", "--skip-worktree", "e/b", "own");
        replaceBySymlink("a", folder.resolve("outside/b"));
        replaceBySymlink("d", folder.resolve("outside"));
        Files.move(source.path().resolve("e"), folder.resolve("e"));
        Files.createSymbolicLink(source.path().resolve("e"), folder.resolve("outside"));
        source.write("own", "2");

        assertThat(scan(commit).contents())
                .isEqualTo(Map.of("a", "1", "d/b", "1", "e/b", "1", "own", "1"));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipeInPlaceOfAFileIsNotWaitedFor() throws Exception {
        String commit = source.write("a", "1").commit("base");
        Files.delete(source.path().resolve("a"));
        assertThat(
                        new ProcessBuilder("mkfifo", source.path().resolve("a").toString())
                                .start()
                                .waitFor())
                .isZero();

        assertThat(scan(commit).contents()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void sparseWorkTreeIsNoMatter() {
        String commit = source.write("in/a", "1").write("out/b", "1").commit("base");
        source.git("sparse-checkout", "set", "in");
        assertThat(source.path().resolve("out")).doesNotExist();

        assertThat(scan(commit).contents()).isEqualTo(Map.of("in/a", "1", "out/b", "1"));
    }

    @Test
    void fileThatMayNotBeReadIsTakenFromTheCommit() throws IOException {
        String commit = source.write("a", "1").commit("base");
        Files.setPosixFilePermissions(
                source.path().resolve("a"), PosixFilePermissions.fromString("---------"));

        assertThat(scan(commit).contents()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void anyNameIsFound() {
        List<String> names =
                List.of("-rf", "--", "a\nb", "a\tb", "a\"b'c", "ä😀", "*?[x]", "\\", " ", "a\r");
        for (String name : names) {
            source.write("d" + name + "/" + name, name);
        }
        String commit = source.commit("base");

        for (Keeping found : List.of(scan(commit), scanBare(commit))) {
            assertThat(found.contents()).hasSize(names.size());
            names.forEach(name ->
                    assertThat(found.contents()).containsEntry("d" + name + "/" + name, name));
        }
    }

    @Test
    void nameThatIsNotUtf8IsNotMistakenForAFileOfTheReplacedName() {
        source.write("d/a\uFFFD", "untracked");
        String id = run("of the commit", "hash-object", "-w", "--stdin");
        run("100644 " + id + "\td/a\u00ff\0", "update-index", "-z", "--index-info");
        run("", "commit", "--quiet", "-m", "base");
        run("", "checkout-index", "--all", "--force");

        assertThat(scan(run("", "rev-parse", "HEAD")).contents())
                .isEqualTo(Map.of("d/a\uFFFD", "of the commit"));
    }

    @Test
    void entriesThatLeadOutOfTheWorkTreeAreNotReadFromTheDisk() throws IOException {
        source.write("a", "1").commit("base");
        Files.writeString(folder.resolve("secret"), OUTSIDE);
        String id = run("of the commit", "hash-object", "-w", "--stdin");
        String dots = run("100644 blob " + id + "\tsecret\n", "mktree");
        String git = run("100644 blob " + id + "\tconfig\n", "mktree");
        String tree =
                run("040000 tree " + dots + "\t..\n040000 tree " + git + "\t.git\n", "mktree");
        String commit = run("", "commit-tree", "-m", "bad", tree);

        assertThat(scan(commit).contents())
                .isEqualTo(Map.of("../secret", "of the commit", ".git/config", "of the commit"));
    }

    @Test
    void ofALargeFileOnlyTheBeginningIsHandedOver() throws IOException {
        byte[] large = new byte[50 << 20];
        large[0] = 'a';
        Files.write(source.path().resolve("large"), large);
        String commit = source.write("small", "1").commit("base");

        for (Keeping found : List.of(scan(commit), scanBare(commit))) {
            assertThat(found.sizes()).isEqualTo(Map.of("large", 50L << 20, "small", 1L));
            assertThat(found.contents().get("large")).hasSize(LIMIT).startsWith("a");
            assertThat(found.contents()).containsEntry("small", "1");
        }
    }

    @Test
    void fileOfExactlyTheLimitIsWhole() {
        String commit =
                source.write("a", "x".repeat(LIMIT)).write("b", "x".repeat(LIMIT + 1)).commit("b");

        for (Keeping found : List.of(scan(commit), scanBare(commit))) {
            assertThat(found.sizes()).isEqualTo(Map.of("a", (long) LIMIT, "b", LIMIT + 1L));
            assertThat(found.contents().get("a")).hasSize(LIMIT);
            assertThat(found.contents().get("b")).hasSize(LIMIT);
        }
    }

    @Test
    void missingObjectStopsNothing() {
        IntStream.range(0, 300).forEach(i -> source.write("f" + i, "content " + i));
        String commit = source.commit("base");
        String id = source.git("rev-parse", commit + ":f7");
        removeObject(id);

        Keeping bare = scanBare(commit);

        assertThat(bare.misses()).isEqualTo(Map.of("f7", "the object " + id + " missing"));
        assertThat(bare.contents()).hasSize(299).containsEntry("f8", "content 8");
        assertThat(scan(commit).contents()).as("of the work tree").hasSize(300);
    }

    @Test
    void damagedObjectStopsNothingButWhatGitNoLongerAnswers() throws IOException {
        source.write("a", "1").write("b", "2").write("c", "3");
        String commit = source.commit("base");
        String id = source.git("rev-parse", commit + ":b");
        removeObject(id);
        Files.writeString(
                source.path().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)),
                "damaged");

        Keeping bare = scanBare(commit);

        assertThat(bare.contents()).containsEntry("a", "1").doesNotContainKey("b");
        assertThat(bare.misses()).containsKey("b");
        assertThat(bare.contents().size() + bare.misses().size()).isEqualTo(3);
    }

    @Test
    void partialCloneWithoutItsOriginTellsWhatItHas() throws IOException {
        source.git("config", "uploadpack.allowFilter", "true");
        source.git("config", "uploadpack.allowAnySHA1InWant", "true");
        String commit = source.write("a", "1").write("b", "2").write("c", "3").commit("base");
        Path clone = folder.resolve("clone");
        source.git(
                "clone",
                "--quiet",
                "--bare",
                "--filter=blob:none",
                "file://" + source.path(),
                clone.toString());
        String c = source.git("rev-parse", commit + ":c");
        source.git("--git-dir=" + clone, "fetch", "--quiet", "origin", c);
        Files.move(source.path(), folder.resolve("gone"));

        Keeping found = scan(clone, commit);

        assertThat(found.contents()).isEqualTo(Map.of("c", "3"));
        assertThat(found.misses()).containsOnlyKeys("a", "b");
    }

    @Test
    void symlinkIsItsTargetAndSubmoduleHasNoContent() throws IOException {
        source.write("a", "1");
        Files.createSymbolicLink(source.path().resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(source.path().resolve("out"), Path.of("../outside/b"));
        String first = source.commit("first");
        source.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",sub");
        source.git("commit", "--quiet", "-m", "second");
        String commit = source.git("rev-parse", "HEAD");

        Keeping found = scan(commit);

        assertThat(first).isNotEqualTo(commit);
        assertThat(found.contents())
                .isEqualTo(Map.of("a", "1", "loop", "loop", "out", "../outside/b"));
        assertThat(found.misses())
                .isEqualTo(Map.of("sub", "the object " + "1".repeat(40) + " missing"));
        CommitTree tree = Repository.at(source.path(), SOON).tree(commit);
        assertThat(tree.sizes(tree.files())).containsExactly(1L, 4L, 12L, 0L);
    }

    @Test
    void sizeOfAMissingObjectIsAFailureThatNamesTheFile() {
        String commit = source.write("a", "1").write("b", "2").commit("base");
        String id = source.git("rev-parse", commit + ":b");
        removeObject(id);
        CommitTree tree = Repository.at(source.path(), SOON).tree(commit);
        String message =
                "git cat-file: content of b at %s: the object %s missing".formatted(commit, id);

        assertThatThrownBy(() -> tree.sizes(tree.files()))
                .isInstanceOf(GitException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> tree.read(tree.files().get(1)))
                .isInstanceOf(GitException.class)
                .hasMessage(message);
        assertThat(tree.sizes(List.of())).isEmpty();
    }

    @Test
    void commitWithoutFilesHasNothingToScan() {
        String commit = source.commit("empty");

        assertThat(scan(commit).contents()).isEmpty();
        assertThat(scanBare(commit).contents()).isEmpty();
    }

    @Test
    void failureOfTheSinkComesOutAtOnce() {
        IntStream.range(0, 50).forEach(i -> source.write("f" + i, "x".repeat(100_000) + i));
        String commit = source.commit("base");

        for (Path repository : List.of(source.path(), source.path().resolve(".git"))) {
            CommitTree tree = Repository.at(repository, SOON).tree(commit);
            assertThatThrownBy(() ->
                            tree.scan(
                                    tree.files(),
                                    LIMIT,
                                    failing(new IllegalStateException("no room"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() ->
                            tree.scan(tree.files(), LIMIT, failing(new StackOverflowError("deep"))))
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    private static ContentSink failing(Throwable failure) {
        return new ContentSink() {
            @Override
            public void take(int index, byte[] buffer, int length, long size) {
                switch (failure) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new AssertionError(failure);
                }
            }

            @Override
            public void miss(int index, String reason) {
                throw new AssertionError(reason);
            }
        };
    }
}
