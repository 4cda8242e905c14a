package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PromptFileTest {

    private static final String SETTINGS = PolicySettings.FILE;

    @TempDir private Path folder;

    private TestRepository naming(String path) {
        return TestRepository.create(folder.resolve("repository"))
                .write(SETTINGS, "prompt:\n  system: %s\n".formatted(path));
    }

    private Policy policy(TestRepository repository) {
        return Policy.of(TestTree.of(folder, repository).tree());
    }

    private static String text(Policy policy) {
        return policy.promptFile().orElseThrow().text(policy.base());
    }

    private void assertRefused(TestRepository repository, String problem) {
        Policy policy = policy(repository);
        assertThatThrownBy(() -> text(policy))
                .isInstanceOf(MalformedSettingsException.class)
                .hasMessage(".pithy-jaunt.yml: prompt.system is " + problem);
    }

    @Test
    void textIsTheBaseCommits() {
        TestRepository repository =
                naming("docs/prompt.md").write("docs/prompt.md", "Be brief. ✓\n");
        Policy policy = policy(repository);
        repository.write("docs/prompt.md", "Be long.\n");

        assertThat(text(policy)).isEqualTo("Be brief. ✓\n");
    }

    @Test
    void repositoryThatNamesNoneHasNone() {
        assertThat(policy(naming("a.md").write(SETTINGS, "prompt: {}\n")).promptFile()).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertRefused(
                naming("docs/prompt.md"), "\"docs/prompt.md\": the base commit has no such file");
    }

    @Test
    void folderIsNoFile() {
        assertRefused(
                naming("docs").write("docs/prompt.md", "x"),
                "\"docs\": the base commit has no such file");
    }

    @Test
    void linkIsNotFollowed() throws IOException {
        TestRepository repository = naming("prompt.md");
        Files.createSymbolicLink(repository.path().resolve("prompt.md"), Path.of("/etc/passwd"));

        assertRefused(repository, "\"prompt.md\": it is not a regular file");
    }

    @Test
    void fileBelowALinkedFolderIsNotThere() throws IOException {
        TestRepository repository = naming("link/prompt.md").write("docs/prompt.md", "x");
        Files.createSymbolicLink(repository.path().resolve("link"), Path.of("docs"));

        assertRefused(repository, "\"link/prompt.md\": the base commit has no such file");
    }

    @Test
    void sixtyFourKilobytesAreReadAndNotAByteMore() {
        TestRepository repository = naming("prompt.md").write("prompt.md", "x".repeat(65_536));

        assertThat(text(policy(repository))).hasSize(65_536);
        assertRefused(
                repository.write("prompt.md", "x".repeat(65_537)),
                "\"prompt.md\": it has 65,537 bytes, and at most 65,536 are read");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        TestRepository repository = naming("prompt.md");
        Files.write(repository.path().resolve("prompt.md"), "Sei höflich".getBytes(ISO_8859_1));

        assertRefused(repository, "\"prompt.md\": it is not UTF-8");
    }

    @Test
    void patchThatChangesItNeedsAPersonInEverySpelling() {
        Policy policy = policy(naming("docs/prompt.md").write("docs/prompt.md", "one\n"));

        for (String path : new String[] {"docs/prompt.md", "Docs/PROMPT.md"}) {
            Verdict verdict = policy.judge(edits(path));
            assertThat(verdict).isInstanceOf(Verdict.NeedsReview.class);
            assertThat(verdict.reasons())
                    .containsExactly(
                            new Reason(
                                    Rule.SETTINGS,
                                    path,
                                    "tells models what to do here (.pithy-jaunt.yml)"));
        }
        assertThat(policy.judge(edits("other/docs/prompt.md"))).isEqualTo(new Verdict.Allowed());
    }

    private static Patch edits(String path) {
        return Patch.parse(
                """
                diff --git a/%1$s b/%1$s
                index 1111111..2222222 100644
                --- a/%1$s
                +++ b/%1$s
                @@ -1 +1 @@
                -one
                +two
                """
                        .formatted(path)
                        .getBytes(UTF_8));
    }

    @Test
    void nothingElseThatARepositorySaysIsChangedByIt() {
        String others =
                "paths: {allowed: [src/**], protected: [db/**]}\nlimits: {files: 7, addedLines: 9}\n";
        PolicySettings without = SettingsReader.read(SETTINGS, others.getBytes(UTF_8));
        PolicySettings with =
                SettingsReader.read(
                        SETTINGS, (others + "prompt: {system: prompt.md}\n").getBytes(UTF_8));

        assertThat(with.allowed()).isEqualTo(without.allowed());
        assertThat(with.limits()).isEqualTo(without.limits());
        assertThat(with.protectedPaths())
                .startsWith(without.protectedPaths().toArray(ProtectedPaths[]::new))
                .hasSize(without.protectedPaths().size() + 1);
    }

    @Test
    void modelIsToldTheSamePaths() {
        Policy policy =
                policy(
                        naming("prompt.md")
                                .write("prompt.md", "x")
                                .write(
                                        SETTINGS,
                                        "paths: {protected: [db/**]}\nprompt: {system: prompt.md}\n"));

        assertThat(policy.reviewedPaths()).containsExactly("db/**");
        assertThat(policy.allowedPaths()).isEmpty();
    }
}
