package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SettingsReaderTest {

    private static final String FILE = PolicySettings.FILE;

    private static PolicySettings read(String yaml) {
        return SettingsReader.read(FILE, yaml.getBytes(UTF_8));
    }

    private static void assertMalformed(byte[] content, String message) {
        assertThatThrownBy(() -> SettingsReader.read(FILE, content))
                .isInstanceOf(MalformedSettingsException.class)
                .hasMessage(".pithy-jaunt.yml: " + message);
    }

    @Test
    void settingsAddToTheStandardOnes() {
        PolicySettings settings =
                read(
                        """
                        others: [make test]
                        paths:
                          allowed: [src/**, "*.md"]
                          protected:
                            - db/migration/**
                        limits:
                          files: 20
                          addedLines: 400
                        """);

        assertThat(settings.allowed()).containsExactly(Glob.exact("src/**"), Glob.exact("*.md"));
        assertThat(settings.protectedPaths())
                .startsWith(ProtectedPaths.standard().toArray(ProtectedPaths[]::new))
                .endsWith(
                        new ProtectedPaths(
                                Glob.folding("db/migration/**"),
                                Rule.PROTECTED,
                                "is protected by .pithy-jaunt.yml (db/migration/**)"));
        assertThat(settings.limits()).isEqualTo(new Limits(20, 400, 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'others: [a]'", "'---'"})
    void whatIsNotSaidIsStandard(String yaml) {
        assertThat(read(yaml)).isEqualTo(PolicySettings.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paths: [a] | paths must be a map of allowed, protected",
                "paths: | paths is empty: leave it out, or say something below it",
                "paths: {alowed: [a]} | paths.alowed is not known; known are allowed, protected",
                "paths: {unprotected: [a]} | paths.unprotected is not known; known are allowed, protected",
                "paths: {allowed: src} | paths.allowed must be a list of at least one glob",
                "paths: {allowed: []} | paths.allowed must be a list of at least one glob",
                "paths: {protected: [a, 1]} | paths.protected, glob 2, must be a text; put it in quotes",
                "paths: {protected: ['!a']} | paths.protected, glob 1, is \"!a\": there is no negation with ! and no escape with \\; write [*] for a character that means something",
                "paths: {allowed: ['../x']} | paths.allowed, glob 1, is \"../x\": it has an empty, . or .. part",
                "limits: 3 | limits must be a map of addedLines, files, patchBytes",
                "limits: {files: 0} | limits.files must be a number from 1 to 100",
                "limits: {files: 101} | limits.files must be a number from 1 to 100",
                "limits: {files: many} | limits.files must be a number from 1 to 100",
                "limits: {files: 1.5} | limits.files must be a number from 1 to 100",
                "limits: {addedLines: 99999999999999999999} | limits.addedLines must be a number from 1 to 5,000",
                "limits: {patchBytes: null} | limits.patchBytes must be a number from 1 to 1,000,000",
                "limits: {lines: 3} | limits.lines is not known; known are addedLines, files, patchBytes",
                "limits: {3: 3} | limits.3 is not known; known are addedLines, files, patchBytes",
                "prompt: a.md | prompt must be a map of system",
                "prompt: {user: a.md} | prompt.user is not known; known are system",
                "prompt: {system: [a.md]} | prompt.system must be the path of a file of the repository",
                "prompt: {system: null} | prompt.system must be the path of a file of the repository",
                "prompt: {system: ''} | prompt.system is \"\": the path is empty",
                "prompt: {system: ../a.md} | prompt.system is \"../a.md\": the path has an empty part, or one of dots and spaces only",
                "prompt: {system: docs/../../a.md} | prompt.system is \"docs/../../a.md\": the path has an empty part, or one of dots and spaces only",
                "prompt: {system: /etc/passwd} | prompt.system is \"/etc/passwd\": the path must be relative to the repository's root, with /",
                "prompt: {system: .git/config} | prompt.system is \".git/config\": git's own files are not edited",
                "prompt: {system: '*.md'} | prompt.system is \"*.md\": it is one path, with none of * ? [ ] { }",
                "- a | it must map names to settings",
                "text | it must map names to settings",
                "a: [ | line 2 can't be read as YAML: expected the node content, but found '<stream end>'",
                "a: [1], b: 2 | line 1 can't be read as YAML: expected <block end>, but found ','",
            })
    void whatCannotBeTakenIsNamedWithItsKey(String yaml, String problem) {
        assertMalformed((yaml + "\n").getBytes(UTF_8), problem);
    }

    @Test
    void keyThatIsThereTwiceIsRefused() {
        assertMalformed(
                "limits: {files: 3}\nlimits: {files: 90}\n".getBytes(UTF_8),
                "line 2 can't be read as YAML: found duplicate key limits");
    }

    @Test
    void aliasesAreRefusedBeforeTheyGrow() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }

        assertMalformed(
                bomb.toString().getBytes(UTF_8),
                "line 2 holds an alias (*), which is not taken here");
    }

    @Test
    @Timeout(10)
    void deepNestingIsRefused() {
        assertMalformed("[".repeat(60_000).getBytes(UTF_8), "line 1 is nested deeper than 20");
    }

    @Test
    void largeFilesAreRefusedUnread() {
        assertMalformed(
                "#".repeat(10_000_000).getBytes(UTF_8),
                "it has 10,000,000 bytes, and at most 65,536 are read");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertMalformed(new byte[] {(byte) 0xff, (byte) 0xfe}, "it is not UTF-8");
    }

    @Test
    void tagsMakeNoObjects() {
        assertThatThrownBy(() -> read("paths: !!java.net.URL [http://127.0.0.1:9/]\n"))
                .isInstanceOf(MalformedSettingsException.class)
                .hasMessageStartingWith(".pithy-jaunt.yml: line 1 can't be read as YAML: ");
    }

    @Test
    void settingsAreThoseOfTheCommit(@TempDir Path folder) {
        TestTree tree = TestTree.of(folder, Map.of(FILE, "limits: {files: 7}\n"));

        assertThat(PolicySettings.at(tree.tree()).limits().files()).isEqualTo(7);
    }

    @Test
    void fileOfTheOtherEndingIsNotSilentlyIgnored(@TempDir Path folder) {
        TestTree tree = TestTree.of(folder, Map.of(".pithy-jaunt.yaml", "limits: {files: 7}\n"));

        assertThatThrownBy(() -> PolicySettings.at(tree.tree()))
                .hasMessage(".pithy-jaunt.yaml: is not read; it must be named .pithy-jaunt.yml");
    }

    @Test
    void largeFileOfACommitIsRefused(@TempDir Path folder) {
        TestTree tree = TestTree.of(folder, Map.of(FILE, "#".repeat(70_000)));

        assertThatThrownBy(() -> PolicySettings.at(tree.tree()))
                .hasMessage(".pithy-jaunt.yml: it has 70,000 bytes, and at most 65,536 are read");
    }

    @Test
    void linkIsNotFollowed(@TempDir Path folder) throws IOException {
        TestRepository source = TestRepository.create(folder.resolve("repository"));
        Files.createSymbolicLink(source.path().resolve(FILE), Path.of("/etc/passwd"));

        assertThatThrownBy(() -> PolicySettings.at(TestTree.of(folder, source).tree()))
                .hasMessage(".pithy-jaunt.yml: it is not a regular file");
    }

    @Test
    void standardSettingsAreWhatTheyAre() {
        PolicySettings standard = PolicySettings.standard();

        assertThat(standard.allowed()).isEqualTo(List.of());
        assertThat(standard.limits()).isEqualTo(new Limits(100, 5_000, 1_000_000));
        assertThat(standard.protectedPaths()).hasSizeGreaterThan(100);
        assertThat(standard.checks()).isEqualTo(new CheckSettings(null, true, null));
    }
}
