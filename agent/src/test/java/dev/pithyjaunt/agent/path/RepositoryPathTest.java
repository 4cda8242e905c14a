package dev.pithyjaunt.agent.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

class RepositoryPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "src/main/java/A.java",
                ".github/workflows/ci.yml",
                ".gitignore",
                ".gitattributes",
                "a.git/b",
                "git/b",
                "...a/b..",
                "a b/c d.txt",
                "naïve/日本語/Ω.md",
                "docs/❤️.md",
                "pages/[id].js",
                "man/Foo::Bar.3pm"
            })
    void ordinaryPathsAreTaken(String path) {
        assertThat(RepositoryPath.broken(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, ''",
        "ABSOLUTE, /etc/passwd",
        "ABSOLUTE, //host/share",
        "ABSOLUTE, C:/Windows",
        "ABSOLUTE, c:a",
        "SEPARATOR, a\\b",
        "SEPARATOR, ..\\b",
        "SEPARATOR, a／b",
        "SEPARATOR, a＼b",
        "DOTS, a//b",
        "DOTS, a/",
        "DOTS, ./a",
        "DOTS, a/./b",
        "DOTS, ../a",
        "DOTS, a/../../b",
        "DOTS, a/.../b",
        "DOTS, 'a/.. /b'",
        "DOTS, 'a/ /b'",
        "DOTS, a/．．/b",
        "DOTS, a/․․/b",
        "GIT_FOLDER, .git",
        "GIT_FOLDER, .git/config",
        "GIT_FOLDER, sub/.git/hooks/pre-commit",
        "GIT_FOLDER, .GIT/config",
        "GIT_FOLDER, .GıT/config",
        "GIT_FOLDER, '.git /config'",
        "GIT_FOLDER, .git./config",
        "GIT_FOLDER, .git. . ./config",
        "GIT_FOLDER, git~1/config",
        "GIT_FOLDER, GIT~12/config",
        "GIT_FOLDER, .git::$INDEX_ALLOCATION/config",
        "GIT_FOLDER, .git:stream",
        "GIT_FOLDER, ．ｇｉｔ/config",
        "GIT_FOLDER, .ℊit/config"
    })
    void brokenPathsAreToldByTheirRule(PathRule rule, String path) {
        assertThat(RepositoryPath.broken(path)).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".g\u200Cit/config",
                "\uFEFF.git/config",
                ".gi\u00ADt/config",
                ".git\u2060/config",
                ".git\uDB40\uDC20/config",
                "sub/.\u034Fgit"
            })
    void gitsFolderIsSeenThroughCharactersThatShowNothing(String path) {
        assertThat(RepositoryPath.broken(path)).contains(PathRule.GIT_FOLDER);
    }

    @Test
    void charactersThatDeceiveAreRefused() {
        assertThat(RepositoryPath.broken("a\u001b[31m")).contains(PathRule.CONTROL_CHARACTER);
        assertThat(RepositoryPath.broken("a\nb")).contains(PathRule.CONTROL_CHARACTER);
        assertThat(RepositoryPath.broken("a\0b")).contains(PathRule.CONTROL_CHARACTER);
        assertThat(RepositoryPath.broken("a\u0085b")).contains(PathRule.CONTROL_CHARACTER);
        assertThat(RepositoryPath.broken("a\u2028b")).contains(PathRule.CONTROL_CHARACTER);
        assertThat(RepositoryPath.broken("a\u202Egpj.sh")).contains(PathRule.BIDIRECTIONAL);
        assertThat(RepositoryPath.broken("a\u2067b")).contains(PathRule.BIDIRECTIONAL);
        assertThat(RepositoryPath.broken("a\u200Fb")).contains(PathRule.BIDIRECTIONAL);
        assertThat(RepositoryPath.broken("a\uD800b")).contains(PathRule.NOT_UNICODE);
        assertThat(RepositoryPath.broken("a\uFFFDb")).contains(PathRule.NOT_UNICODE);
        assertThat(RepositoryPath.broken("a\uFFFFb")).contains(PathRule.NOT_UNICODE);
    }

    @Test
    void lengthIsLimited() {
        assertThat(RepositoryPath.broken("a".repeat(255) + "/b")).isEmpty();
        assertThat(RepositoryPath.broken("a".repeat(256))).contains(PathRule.TOO_LONG);
        assertThat(RepositoryPath.broken("é".repeat(128))).contains(PathRule.TOO_LONG);
        assertThat(RepositoryPath.broken("a/".repeat(2048) + "a")).contains(PathRule.TOO_LONG);
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleSaysWhatIsWrong(PathRule rule) {
        assertThat(rule.sentence()).doesNotEndWith(".").hasSizeBetween(10, 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aux",
                "drivers/aux.c",
                "NUL",
                "com1.txt",
                "con /a",
                "a.",
                "b /c",
                "ab:c",
                "a?",
                "x/lpt9"
            })
    void namesThatWindowsCannotHaveAreTold(String path) {
        assertThat(RepositoryPath.isUnusableOnWindows(path)).isTrue();
        assertThat(RepositoryPath.broken(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auxiliary.c", "console", "com10", "a.b", ".hidden", "nul_byte.txt"})
    void namesThatWindowsCanHaveAreNotTold(String path) {
        assertThat(RepositoryPath.isUnusableOnWindows(path)).isFalse();
    }

    /// The law: what passes stays inside the folder and out of `.git`, whatever a file system does
    /// to names. The file systems are rewritten here in their own words, not by [FoldedPath].
    @Test
    void noPathThatPassesLeavesTheFolderOrReachesGit(@TempDir Path folder) {
        List<String> pieces =
                List.of(
                        ".",
                        "..",
                        "/",
                        "\\",
                        "git",
                        ".git",
                        "GIT",
                        "ｇｉｔ",
                        "．",
                        "ı",
                        "İ",
                        "~1",
                        ":",
                        " ",
                        "\u200C",
                        "\uFEFF",
                        "\u00AD",
                        "C:",
                        "a",
                        "é",
                        "e\u0301",
                        "config",
                        "::$INDEX_ALLOCATION",
                        "\u0000",
                        "\u202E",
                        "…",
                        "g",
                        "i",
                        "t",
                        "ℊ",
                        "／");
        Random random = new Random(42);
        int passed = 0;
        for (int round = 0; round < 300_000; round++) {
            StringBuilder path = new StringBuilder();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                path.append(pieces.get(random.nextInt(pieces.size())));
            }
            if (RepositoryPath.broken(path.toString()).isEmpty()) {
                passed++;
                assertHarmless(folder, path.toString());
            }
        }
        assertThat(passed).isGreaterThan(1_000);
    }

    private static void assertHarmless(Path folder, String path) {
        Optional<Path> resolved = Optional.of(folder.resolve(path).normalize());
        assertThat(resolved.orElseThrow().startsWith(folder)).as(path).isTrue();
        assertThat(resolved.orElseThrow()).as(path).isNotEqualTo(folder);
        for (String name : path.split("/", -1)) {
            String hfs = name.replaceAll("[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]", "");
            for (Normalizer.Form form : Normalizer.Form.values()) {
                String lower = Normalizer.normalize(hfs, form).toLowerCase(Locale.ROOT);
                assertThat(lower).as(path).isNotIn(".git", "..", ".", "");
                String ntfs = lower.replaceAll(":.*", "").replaceAll("[. ]+$", "");
                assertThat(ntfs).as(path).isNotIn(".git", "git~1");
            }
            assertThat(name.equalsIgnoreCase(".git")).as(path).isFalse();
        }
    }
}
