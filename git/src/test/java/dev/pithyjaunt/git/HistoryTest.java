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
import java.util.List;

class HistoryTest {

    @TempDir Path folder;

    private TemporaryRepository source;

    @BeforeEach
    void makeRepository() {
        source = TemporaryRepository.create(folder.resolve("source"));
    }

    private List<PastCommit> history(String commit) {
        return Repository.at(source.path(), SOON).history(commit, 100);
    }

    private String commitObject(String text) {
        byte[] object =
                "tree %s\nauthor A <a@example.org> 0 +0000\ncommitter A <a@example.org> 0 +0000\n%s"
                        .formatted(source.git("write-tree"), text)
                        .getBytes(UTF_8);
        return new String(
                        Git.local(source.path(), SOON)
                                .run(object, "hash-object", "-t", "commit", "-w", "--stdin"),
                        UTF_8)
                .strip();
    }

    @Test
    void commitsAreToldNewestFirstWithTheFilesThatTheyTouched() {
        source.write("a", "1").write("b/c", "1").commit("first\n\nof all");
        String last = source.write("b/c", "2").commit("second");

        assertThat(history(last))
                .containsExactly(
                        new PastCommit("second\n", List.of("b/c")),
                        new PastCommit("first\n\nof all\n", List.of("a", "b/c")));
    }

    @Test
    void onlyWhatTheCommitDescendsFromCounts() {
        String base = source.write("a", "1").commit("base");
        source.write("a", "2").commit("later");
        source.git("switch", "--quiet", "--create", "other", base);
        source.write("a", "3").commit("elsewhere");

        assertThat(history(base)).containsExactly(new PastCommit("base\n", List.of("a")));
    }

    @Test
    void noMoreCommitsAreToldThanAskedFor() {
        source.write("a", "1").commit("1");
        String last = source.write("a", "2").commit("2");

        assertThat(Repository.at(source.path(), SOON).history(last, 1))
                .containsExactly(new PastCommit("2\n", List.of("a")));
    }

    @Test
    void mergesAreLeftOutAndWhatTheyMergedIsNot() {
        source.write("a", "1").commit("base");
        source.git("switch", "--quiet", "--create", "side");
        source.write("b", "1").commit("side");
        source.git("switch", "--quiet", "main");
        source.write("c", "1").commit("main");
        source.git("merge", "--quiet", "--no-ff", "-m", "merge", "side");

        assertThat(history(source.git("rev-parse", "HEAD")))
                .extracting(PastCommit::message)
                .containsExactlyInAnyOrder("main\n", "side\n", "base\n");
    }

    @Test
    void renamedFileIsToldByBothNames() {
        source.write("old.txt", "the same\n".repeat(20)).commit("base");
        source.git("mv", "old.txt", "new.txt");
        source.git("config", "diff.renames", "copies");

        assertThat(history(source.commit("rename")).getFirst())
                .isEqualTo(new PastCommit("rename\n", List.of("new.txt", "old.txt")));
    }

    @Test
    void controlCharactersOfMessagesAndPathsAreNothingSpecial() {
        source.write("a", "1").commit("\1one\2two\n\n\1\2");
        source.write("\1\2", "1").write("\na", "1").write("z\nb\"ü", "1");

        assertThat(history(source.commit("\2second\1")))
                .containsExactly(
                        new PastCommit("\2second\1\n", List.of("\1\2", "\na", "z\nb\"ü")),
                        new PastCommit("\1one\2two\n\n\1\2\n", List.of("a")));
    }

    @Test
    void commitsWithoutMessageOrWithoutFilesAreTold() {
        source.write("a", "1").commit("base");
        source.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", "");
        source.git("commit", "--quiet", "--allow-empty", "-m", "no file");
        source.write("a", "2").git("add", "a");
        source.git("commit", "--quiet", "--allow-empty-message", "-m", "");

        assertThat(history(source.git("rev-parse", "HEAD")))
                .containsExactly(
                        new PastCommit("", List.of("a")),
                        new PastCommit("no file\n", List.of()),
                        new PastCommit("", List.of()),
                        new PastCommit("base\n", List.of("a")));
    }

    @Test
    void messageIsToldUpToItsNul() {
        source.write("a", "1").git("add", "a");

        assertThat(history(commitObject("\nbefore\0after\n")))
                .containsExactly(new PastCommit("before", List.of("a")));
    }

    @Test
    void messageInAnotherEncodingIsToldInUnicode() {
        source.git("config", "i18n.logOutputEncoding", "ISO-8859-1");
        source.write("a", "1").commit("größer");

        assertThat(history(source.git("rev-parse", "HEAD")))
                .containsExactly(new PastCommit("größer\n", List.of("a")));
    }

    @Test
    void settingsOfTheRepositoryDoNotBendWhatIsTold() {
        source.write("a", "1").write("b", "1").commit("base");
        source.git("config", "log.showRoot", "false");
        source.git("config", "log.decorate", "full");
        source.git("config", "log.date", "relative");
        source.git("config", "diff.relative", "true");
        source.git("config", "diff.orderFile", "missing");
        source.git("config", "format.pretty", "fuller");
        source.git("config", "color.ui", "always");

        assertThat(history(source.git("rev-parse", "HEAD")))
                .containsExactly(new PastCommit("base\n", List.of("a", "b")));
    }

    @Test
    void shallowCloneTellsAsFarAsItGoesBack() {
        source.write("a", "1").commit("1");
        source.write("a", "2").commit("2");
        String last = source.write("a", "3").commit("3");
        Path clone = folder.resolve("clone");
        source.git("clone", "--quiet", "--depth=2", "file://" + source.path(), clone.toString());

        assertThat(Repository.at(clone, SOON).history(last, 100))
                .extracting(PastCommit::message)
                .containsExactly("3\n", "2\n");
    }

    @Test
    void commitThatTouchedFiveThousandFilesIsToldWhole() {
        StringBuilder stream = new StringBuilder("commit refs/heads/many\n");
        stream.append("committer A <a@example.org> 0 +0000\ndata 4\nmany\n");
        for (int i = 0; i < 5000; i++) {
            stream.append("M 100644 inline folder/%d\ndata 1\nx\n".formatted(i));
        }
        Git.local(source.path(), SOON)
                .run(stream.toString().getBytes(UTF_8), "fast-import", "--quiet");

        assertThat(history("many"))
                .hasSize(1)
                .first()
                .satisfies(
                        commit -> assertThat(commit.paths()).hasSize(5000).contains("folder/4999"));
    }

    @Test
    void historyThatLacksATreeCannotBeTold() throws Exception {
        String last = source.write("a", "1").commit("1");
        String tree = source.git("rev-parse", last + "^{tree}");
        Files.delete(
                source.path()
                        .resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));

        assertThatThrownBy(() -> history(last))
                .isInstanceOf(GitException.class)
                .hasMessageStartingWith("git log: ");
    }
}
