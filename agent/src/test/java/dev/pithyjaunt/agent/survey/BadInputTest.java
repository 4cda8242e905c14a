package dev.pithyjaunt.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.agent.survey.SurveyedFile.Kind;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whatever is in a repository: the survey and the ranking go on, and say what they left out.
@Timeout(60)
class BadInputTest {

    private static final int MILLION = 1_000_000;

    @TempDir Path folder;

    private TestRepository source;

    @BeforeEach
    void makeRepository() {
        source = TestRepository.create(folder.resolve("repository"));
    }

    private CommitTree workTree(String commit) {
        return Repository.at(source.path(), TestTree.SOON).tree(commit);
    }

    private CommitTree bare(String commit) {
        return Repository.at(source.path().resolve(".git"), TestTree.SOON).tree(commit);
    }

    private void write(String path, byte[] content) throws IOException {
        Files.createDirectories(source.path().resolve(path).getParent());
        Files.write(source.path().resolve(path), content);
    }

    private static Map<String, Kind> kinds(CommitTree tree) {
        return Survey.of(tree).files().stream()
                .collect(Collectors.toMap(SurveyedFile::path, SurveyedFile::kind));
    }

    private static SurveyedFile file(Survey survey, String path) {
        return survey.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ranked(CommitTree tree) {
        return Ranking.of("Find the needle", tree, List.of()).files().stream()
                .map(RankedFile::path)
                .toList();
    }

    @Test
    void filesThatAreNotUtf8AreTextAndAreFound() throws IOException {
        write("a/latin.txt", "größe needle".getBytes(ISO_8859_1));
        write("b/utf16.txt", "needle".getBytes(UTF_16));
        write("c/broken.txt", new byte[] {(byte) 0xC3, 'n', (byte) 0xFF, (byte) 0x80, '\n'});
        write("d/binary.txt", new byte[] {'n', 0, 'e'});
        String commit = source.commit("base");

        for (CommitTree tree : List.of(workTree(commit), bare(commit))) {
            assertThat(kinds(tree))
                    .isEqualTo(
                            Map.of(
                                    "a/latin.txt", Kind.TEXT,
                                    "b/utf16.txt", Kind.TEXT,
                                    "c/broken.txt", Kind.TEXT,
                                    "d/binary.txt", Kind.BINARY));
            assertThat(ranked(tree)).containsExactly("a/latin.txt");
        }
    }

    @Test
    void hugeFileIsTooLargeAndNotReadByTheRanking() throws IOException {
        byte[] huge = "needle\n".repeat((50 << 20) / 7).getBytes(UTF_8);
        write("huge.txt", huge);
        String commit = source.write("small.txt", "needle\n").commit("base");

        for (CommitTree tree : List.of(workTree(commit), bare(commit))) {
            Survey survey = Survey.of(tree, (_, _, length) -> assertThat(length).isEqualTo(7));
            SurveyedFile file = file(survey, "huge.txt");
            assertThat(file.kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(file.bytes()).isEqualTo(huge.length);
            assertThat(file.lines()).isZero();
            assertThat(ranked(tree)).containsExactly("small.txt");
        }
    }

    @Test
    void lineOfAMillionCharactersIsReadLikeAnyOther() throws IOException {
        String line = "x".repeat(MILLION);
        source.write("a/only.txt", "needle " + line)
                .write("b/among.txt", "one\nneedle " + line + line + "\nthree\n")
                .write("c/Long.java", "class Long { int needle; String s = \"" + line + "\"; }\n")
                .write("d/one.txt", "n");
        String commit = source.commit("base");

        for (CommitTree tree : List.of(workTree(commit), bare(commit))) {
            Survey survey = Survey.of(tree);
            assertThat(survey.files()).extracting(SurveyedFile::kind).containsOnly(Kind.TEXT);
            assertThat(file(survey, "a/only.txt"))
                    .extracting(SurveyedFile::lines, SurveyedFile::bytes)
                    .containsExactly(1, MILLION + 7L);
            assertThat(file(survey, "b/among.txt")).extracting(SurveyedFile::lines).isEqualTo(3);
            assertThat(file(survey, "d/one.txt")).extracting(SurveyedFile::lines).isEqualTo(1);
            assertThat(ranked(tree))
                    .containsExactlyInAnyOrder("a/only.txt", "b/among.txt", "c/Long.java");
        }
    }

    @Test
    void millionLinesAreCounted() {
        String commit = source.write("a/a.txt", "\n".repeat(MILLION)).commit("base");

        assertThat(Survey.of(workTree(commit)).files().getFirst().lines()).isEqualTo(MILLION);
    }

    @Test
    void folderOfTwoHundredThousandFilesIsSurveyedAndRanked() {
        source.write("a", "x").write("b", "needle").commit("contents");
        source.git("repack", "-a", "-d", "--quiet");
        String other = source.git("rev-parse", "HEAD:a");
        String needle = source.git("rev-parse", "HEAD:b");
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            entries.append("100644 blob ").append(i == 77_777 ? needle : other);
            entries.append("\tfile").append(i).append(".txt\n");
        }
        String tree = source.gitReading(entries.toString().getBytes(UTF_8), "mktree", "--missing");
        String commit = source.git("commit-tree", "-m", "x", tree);

        Ranking ranking = Ranking.of("needle ".repeat(5000), workTree(commit), List.of());

        assertThat(ranking.survey().texts()).hasSize(200_000);
        assertThat(ranking.survey().leftOut()).isEmpty();
        assertThat(ranking.files().getFirst().path()).isEqualTo("file77777.txt");
    }

    @Test
    void anyNameIsSurveyedAndRanked() {
        List<String> names =
                List.of(
                        "-rf", "--help", "a\nb", "a\"b'c", "ä😀", "*?[x]", "\\", " ", "$(x)",
                        "a\tb");
        for (String name : names) {
            source.write("d" + name + "/" + name + ".txt", "needle");
        }
        String commit = source.commit("base");

        for (CommitTree tree : List.of(workTree(commit), bare(commit))) {
            assertThat(Survey.of(tree).texts()).hasSize(names.size());
            assertThat(ranked(tree))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> "d" + name + "/" + name + ".txt").toList());
        }
    }

    @Test
    void namesThatAreNotUtf8AreSurveyedEachForItself() {
        String id = source.gitReading("needle".getBytes(UTF_8), "hash-object", "-w", "--stdin");
        String entries =
                "100644 %s\ta/\u00ff.txt%c100644 %s\ta/\u00fe.txt%c".formatted(id, 0, id, 0);
        source.gitReading(entries.getBytes(ISO_8859_1), "update-index", "-z", "--index-info");
        source.git("commit", "--quiet", "-m", "base");

        for (CommitTree tree : List.of(workTree("HEAD"), bare("HEAD"))) {
            assertThat(Survey.of(tree).texts())
                    .extracting(SurveyedFile::path)
                    .containsExactly("a/\uFFFD.txt", "a/\uFFFD.txt");
            assertThat(ranked(tree)).hasSize(2);
        }
    }

    @Test
    void linksAndSubmodulesAreNotFollowed() throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "needle");
        source.write("a/a.txt", "needle");
        Path root = source.path();
        Files.createSymbolicLink(root.resolve("loop.txt"), Path.of("loop.txt"));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("outside.txt"));
        source.commit("links");
        source.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",sub");
        source.git("commit", "--quiet", "-m", "submodule");

        for (CommitTree tree : List.of(workTree("HEAD"), bare("HEAD"))) {
            Survey survey = Survey.of(tree);
            assertThat(survey.texts()).extracting(SurveyedFile::path).containsExactly("a/a.txt");
            assertThat(survey.files())
                    .filteredOn(file -> file.kind() == Kind.NOT_A_FILE)
                    .extracting(SurveyedFile::path)
                    .containsExactly("a/up", "loop.txt", "out.txt", "sub");
            assertThat(survey.leftOut()).isEmpty();
            assertThat(ranked(tree)).containsExactly("a/a.txt");
        }
    }

    @Test
    void whatStandsInPlaceOfFilesIsNotRead() throws IOException {
        Files.createDirectories(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/b.txt"), "needle");
        source.write("a.txt", "1").write("d/b.txt", "1").write("e.txt", "1");
        String commit = source.write("f.txt", "needle").commit("base");
        Path root = source.path();
        Files.delete(root.resolve("a.txt"));
        Files.createSymbolicLink(root.resolve("a.txt"), folder.resolve("outside/b.txt"));
        Files.move(root.resolve("d"), folder.resolve("moved"));
        Files.createSymbolicLink(root.resolve("d"), folder.resolve("outside"));
        source.write("e.txt", "needle").write("f.txt", "changed").write("g.txt", "needle");

        assertThat(ranked(workTree(commit))).first().isEqualTo("f.txt");
        assertThat(Ranking.of("needle", workTree(commit), List.of()).files())
                .filteredOn(file -> file.score() > 1)
                .extracting(RankedFile::path)
                .containsExactly("f.txt");
        assertThat(Survey.of(workTree(commit)).files())
                .extracting(SurveyedFile::bytes)
                .containsExactly(1L, 1L, 1L, 6L);
    }

    @Test
    void workTreeWithOtherLineEndsIsRanked() {
        source.write(".gitattributes", "*.txt eol=crlf\n").write("a.txt", "the\r\nneedle\r\n");
        String commit = source.commit("base");

        assertThat(ranked(workTree(commit))).startsWith("a.txt");
        assertThat(ranked(bare(commit))).startsWith("a.txt");
        assertThat(file(Survey.of(workTree(commit)), "a.txt"))
                .extracting(SurveyedFile::lines)
                .isEqualTo(2);
    }

    @Test
    void sparseWorkTreeIsSurveyedWhole() {
        String commit = source.write("in/a.txt", "1").write("out/b.txt", "needle").commit("base");
        source.git("sparse-checkout", "set", "in");

        assertThat(Survey.of(workTree(commit)).texts()).hasSize(2);
        assertThat(ranked(workTree(commit))).containsExactly("out/b.txt");
    }

    @Test
    void fileThatMayNotBeReadIsTakenFromTheCommit() throws IOException {
        String commit = source.write("a.txt", "needle").commit("base");
        Files.setPosixFilePermissions(
                source.path().resolve("a.txt"), PosixFilePermissions.fromString("---------"));

        assertThat(ranked(workTree(commit))).containsExactly("a.txt");
    }

    @Test
    void fileWhoseContentIsMissingIsLeftOutByName() throws IOException {
        IntStream.range(0, 250).forEach(i -> source.write("d%d/f".formatted(i), "needle " + i));
        String commit = source.commit("base");
        String id = source.git("rev-parse", commit + ":d7/f");
        Files.delete(
                source.path()
                        .resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));

        Survey survey = Survey.of(bare(commit));

        assertThat(survey.leftOut()).containsExactly("d7/f: the object " + id + " missing");
        assertThat(survey.texts()).hasSize(249);
        assertThat(file(survey, "d7/f").kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(ranked(bare(commit))).hasSize(249).doesNotContain("d7/f");
        assertThat(Survey.of(workTree(commit)).leftOut()).isEmpty();
    }

    @Test
    void commitWithoutFilesIsSurveyedAndRanked() {
        String commit = source.commit("empty");

        assertThat(Survey.of(workTree(commit))).isEqualTo(new Survey(List.of(), List.of()));
        assertThat(Survey.of(bare(commit)).languages()).isEmpty();
        assertThat(ranked(workTree(commit))).isEmpty();
    }

    @Test
    void repositoryWithoutACommitHasNothingToSurvey() {
        assertThatThrownBy(() -> workTree("HEAD"))
                .isInstanceOf(GitException.class)
                .hasMessage("git ls-tree: fatal: Not a valid object name HEAD");
    }

    @Test
    void treeThatLeadsOutOfTheWorkTreeIsReadFromTheCommit() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "outside");
        String id = source.gitReading("needle".getBytes(UTF_8), "hash-object", "-w", "--stdin");
        String file = "100644 blob " + id + "\tsecret.txt\n";
        String inner = source.gitReading(file.getBytes(UTF_8), "mktree");
        String dots = "040000 tree %s\t..\n040000 tree %s\t.git\n".formatted(inner, inner);
        String commit =
                source.git(
                        "commit-tree",
                        "-m",
                        "x",
                        source.gitReading(dots.getBytes(UTF_8), "mktree"));

        for (CommitTree tree : List.of(workTree(commit), bare(commit))) {
            assertThat(Survey.of(tree).files())
                    .extracting(SurveyedFile::path, SurveyedFile::bytes)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("../secret.txt", 6L),
                            org.assertj.core.groups.Tuple.tuple(".git/secret.txt", 6L));
            assertThat(ranked(tree)).hasSize(2);
        }
    }
}
