package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class PolicyTest {

    private static final String TOKEN = "AKI" + "A" + "QX7ZKD2M5NPW3TGH";
    private static final String RANDOM = "q7RkZ2vXw9" + "LmB4nTc8HdYp3s";

    @TempDir private static Path folder;
    private static CommitTree base;

    @BeforeAll
    static void makeTree() throws IOException {
        TestRepository source = TestRepository.create(folder.resolve("repository"));
        source.write("src/a.txt", "one\n")
                .write("src/run.sh", "echo\n")
                .write("README.md", "read\n")
                .write("package.json", "{}\n");
        Files.setPosixFilePermissions(
                source.path().resolve("src/run.sh"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(source.path().resolve("link"), Path.of("src"));
        base = TestTree.of(folder, source).tree();
    }

    private static Verdict judge(String diff) {
        return judge(diff, PolicySettings.standard());
    }

    private static Verdict judge(String diff, PolicySettings settings) {
        return new Policy(base, settings).judge(Patch.parse(diff.getBytes(UTF_8)));
    }

    private static PolicySettings settings(String yaml) {
        return SettingsReader.read(".pithy-jaunt.yml", yaml.getBytes(UTF_8));
    }

    private static List<String> texts(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::text).toList();
    }

    private static void assertRefused(Verdict verdict, Rule rule, String text) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict.reasons().getFirst().rule()).isEqualTo(rule);
        assertThat(texts(verdict)).containsExactly(text);
    }

    private static void assertReview(Verdict verdict, Rule rule, String text) {
        assertThat(verdict).isInstanceOf(Verdict.NeedsReview.class);
        assertThat(verdict.reasons().getFirst().rule()).isEqualTo(rule);
        assertThat(texts(verdict)).containsExactly(text);
    }

    private static String edits(String path, String... lines) {
        return """
        diff --git a/%1$s b/%1$s
        index 1111111..2222222 100644
        --- a/%1$s
        +++ b/%1$s
        @@ -3 +3,%2$d @@
        -old
        +%3$s
        """
                .formatted(path, lines.length, String.join("\n+", lines));
    }

    private static String around(String before, String added, String after) {
        return """
        diff --git a/src/a.txt b/src/a.txt
        index 1111111..2222222 100644
        --- a/src/a.txt
        +++ b/src/a.txt
        @@ -3,3 +3,3 @@
         %s
        -old
        +%s
         %s
        """
                .formatted(before, added, after);
    }

    private static String token(int seed) {
        return "AKI" + "AQX7ZKD2M5NPW3T" + (char) ('A' + seed / 26) + (char) ('A' + seed % 26);
    }

    private static String adds(String path, String mode, String... lines) {
        return """
        diff --git a/%1$s b/%1$s
        new file mode %4$s
        index 0000000..2222222
        --- /dev/null
        +++ b/%1$s
        @@ -0,0 +1,%2$d @@
        +%3$s
        """
                .formatted(path, lines.length, String.join("\n+", lines), mode);
    }

    private static String adds(String path) {
        return adds(path, "100644", "new");
    }

    private static String renames(String from, String to) {
        return """
        diff --git a/%1$s b/%2$s
        similarity index 100%%
        rename from %1$s
        rename to %2$s
        """
                .formatted(from, to);
    }

    private static String deletes(String path) {
        return """
        diff --git a/%1$s b/%1$s
        deleted file mode 100644
        index 2222222..0000000
        --- a/%1$s
        +++ /dev/null
        @@ -1 +0,0 @@
        -one
        """
                .formatted(path);
    }

    @Test
    void ordinaryChangesAreAllowed() {
        String all =
                edits("src/a.txt", "hello")
                        + adds("src/New.java")
                        + edits("src/run.sh", "echo x").replace("100644", "100755")
                        + renames("README.md", "docs/README.md")
                        + deletes("src/b.txt");

        assertThat(judge(all)).isEqualTo(new Verdict.Allowed());
        assertThat(judge(all).touchesWorkflows()).isFalse();
    }

    @Test
    void pathsThatLeadOutAreRefused() {
        assertRefused(
                judge(adds("../x")),
                Rule.BAD_PATH,
                "../x can't be changed: the path has an empty part, or one of dots and spaces only");
        assertRefused(
                judge(adds("sub/.GIT/hooks/x")),
                Rule.BAD_PATH,
                "sub/.GIT/hooks/x can't be changed: git's own files are not edited");
    }

    @Test
    void bothPathsOfARenameAreJudged() {
        assertRefused(
                judge(renames("src/a.txt", ".git./config")),
                Rule.BAD_PATH,
                ".git./config can't be changed: git's own files are not edited");
        assertReview(
                judge(renames("package.json", "src/p.txt")),
                Rule.MANIFEST,
                "package.json names dependencies, and what is run when they are installed or built");
    }

    @Test
    void charactersThatDeceiveAreShownAsEscapes() {
        String path = "src/\u202Etxt.exe";

        assertRefused(
                judge(adds(path)),
                Rule.BAD_PATH,
                "src/\\u{202E}txt.exe can't be changed: the path holds a character that turns the direction of text");
    }

    @Test
    void namesThatAreNotUtf8AreRefused() {
        String diff = adds("\"b/src/\\377\"").replace("b/\"b/", "\"b/").replace("a/\"b/", "\"a/");

        assertThat(judge(diff).reasons())
                .containsExactly(
                        new Reason(
                                Rule.BAD_PATH,
                                "src/ÿ",
                                "can't be changed: the path is not valid Unicode"));
    }

    @ParameterizedTest
    @CsvSource({
        "readme.md, README.md",
        "README.md., README.md",
        "SRC/b.txt, src",
        "src/Run.sh, src/run.sh",
        "Link, link"
    })
    void namesThatAreTheSameElsewhereAreRefused(String path, String there) {
        assertRefused(
                judge(adds(path)),
                Rule.COLLISION,
                "%s is the same as %s on some file systems".formatted(path, there));
    }

    @Test
    void twoAddedNamesThatAreTheSameElsewhereAreRefused() {
        assertRefused(
                judge(adds("x/one") + adds("X/two")),
                Rule.COLLISION,
                "X/two is the same as x on some file systems");
    }

    @Test
    void fileMayChangeItsSpelling() {
        assertThat(judge(renames("README.md", "Readme.md"))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void symbolicLinksAndSubmodulesAreRefused() {
        assertRefused(
                judge(adds("src/l", "120000", "/etc/passwd")),
                Rule.SYMLINK,
                "src/l is a symbolic link");
        assertRefused(
                judge(edits("link", "/etc").replace("100644", "120000")),
                Rule.SYMLINK,
                "link is a symbolic link");
        assertRefused(
                judge(adds("dep", "160000", "Subproject commit " + "1".repeat(40))),
                Rule.SUBMODULE,
                "dep is a submodule");
    }

    @Test
    void linkIsSeenWhereThePatchDoesNotSayIt() {
        assertRefused(
                judge(renames("link", "src/moved")), Rule.SYMLINK, "src/moved is a symbolic link");
    }

    @Test
    void fileThatBecomesALinkIsRefused() {
        String diff =
                """
                diff --git a/src/a.txt b/src/a.txt
                old mode 100644
                new mode 120000
                """;

        assertRefused(judge(diff), Rule.SYMLINK, "src/a.txt is a symbolic link");
    }

    @Test
    void filesThatBecomeExecutableAreRefused() {
        String modeChange =
                """
                diff --git a/src/a.txt b/src/a.txt
                old mode 100644
                new mode 100755
                """;

        assertRefused(judge(modeChange), Rule.EXECUTABLE, "src/a.txt would become executable");
        assertRefused(
                judge(adds("new.sh", "100755", "echo")),
                Rule.EXECUTABLE,
                "new.sh would become executable");
    }

    @Test
    void copyOfAnExecutableFileIsANewOne() {
        String copies = renames("src/run.sh", "src/b.sh").replace("rename ", "copy ");

        assertRefused(judge(copies), Rule.EXECUTABLE, "src/b.sh would become executable");
    }

    @Test
    void executableFileMayMoveAndBecomePlain() {
        assertThat(judge(renames("src/run.sh", "tools/run.sh"))).isEqualTo(new Verdict.Allowed());
        assertThat(
                        judge(
                                """
                                diff --git a/src/run.sh b/src/run.sh
                                old mode 100755
                                new mode 100644
                                """))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void binaryContentIsRefusedAndItsRemovalIsNot() {
        String binary =
                """
                diff --git a/a.bin b/a.bin
                new file mode 100644
                index 0000000..2222222
                Binary files /dev/null and b/a.bin differ
                """;
        String gone =
                """
                diff --git a/a.bin b/a.bin
                deleted file mode 100644
                index 2222222..0000000
                Binary files a/a.bin and /dev/null differ
                """;

        assertRefused(judge(binary), Rule.BINARY, "a.bin is a binary file");
        assertThat(judge(gone)).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void pathsOfTheRepositorysOwnSettingsAreTold() {
        Policy own =
                new Policy(base, settings("paths: {allowed: ['src/**'], protected: ['src/api/']}"));
        Policy standard = new Policy(base, PolicySettings.standard());

        assertThat(own.allowedPaths()).containsExactly("src/**");
        assertThat(own.reviewedPaths()).containsExactly("src/api/");
        assertThat(standard.allowedPaths()).isEmpty();
        assertThat(standard.reviewedPaths()).isEmpty();
    }

    @Test
    void pathsOutsideTheAllowedOnesAreRefused() {
        PolicySettings narrow = settings("paths: {allowed: ['src/**', '*.md']}");

        assertThat(judge(edits("src/a.txt", "x") + edits("docs/x.md", "x"), narrow))
                .isEqualTo(new Verdict.Allowed());
        assertRefused(
                judge(adds("lib/x"), narrow),
                Rule.OUTSIDE_ALLOWED,
                "lib/x lies outside the paths that may be changed here");
        assertRefused(
                judge(renames("lib/x", "src/x"), narrow),
                Rule.OUTSIDE_ALLOWED,
                "lib/x lies outside the paths that may be changed here");
    }

    @Test
    void largePatchesAreRefused() {
        PolicySettings small = settings("limits: {files: 1, addedLines: 2, patchBytes: 300}");

        assertThat(judge(edits("src/a.txt", "1", "2"), small)).isEqualTo(new Verdict.Allowed());
        assertThat(
                        texts(
                                judge(
                                        edits("src/a.txt", "1", "2")
                                                + edits("src/b", "x".repeat(300)),
                                        small)))
                .containsExactly(
                        "the patch changes 2 files; the limit is 1",
                        "the patch adds 3 lines; the limit is 2",
                        "the patch has 524 bytes; the limit is 300");
    }

    @Test
    void secretIsToldByPlaceAndNeverItself() {
        Verdict verdict = judge(edits("src/a.txt", "first", "key " + TOKEN));

        assertRefused(
                verdict,
                Rule.SECRET,
                "src/a.txt holds what looks like an AWS access key id in line 4");
        assertThat(verdict.toString()).doesNotContain(TOKEN);
    }

    @Test
    void keyOnSeveralLinesIsASecret() {
        assertRefused(
                judge(
                        adds(
                                "src/key.pem",
                                "100644",
                                "",
                                "-----BEGIN PRIVATE" + " KEY-----",
                                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7")),
                Rule.SECRET,
                "src/key.pem holds what looks like a private key in line 3");
    }

    @Test
    void secretThatIsOnlyMovedWasThereBefore() {

        assertThat(judge(edits("src/a.txt", "  key " + TOKEN).replace("-old", "-key " + TOKEN)))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void linesAroundTellASecret() {
        String body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7vX2kQ9sLr4Tz";

        assertRefused(
                judge(around("-----BEGIN PRIVATE" + " KEY-----", body, "-----END")),
                Rule.SECRET,
                "src/a.txt holds what looks like a private key in line 4");
        assertRefused(
                judge(around("api_key: >-", "  " + RANDOM, "name: x")),
                Rule.SECRET,
                "src/a.txt holds what looks like a random value of a variable named as a secret in line 4");
    }

    @Test
    void secretsInLinesAroundWereThereBefore() {
        assertThat(judge(around("key " + TOKEN, "new", "key " + TOKEN)))
                .isEqualTo(new Verdict.Allowed());
        assertThat(judge(around("secret:", "new", "DB_PASS=\"" + RANDOM + "\"")))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void newSecretIsFoundBehindManyThatAreMoved() {
        List<String> moved = IntStream.range(0, 150).mapToObj(PolicyTest::token).toList();
        String removed = "-" + String.join("\n-", moved) + "\n";
        String added = " " + String.join("\n+ ", moved);

        String diff = edits("src/a.txt", (added + "\n+" + TOKEN).split("\n\\+", -1));

        assertRefused(
                judge(diff.replace("-3 ", "-3,150 ").replace("-old\n", removed)),
                Rule.SECRET,
                "src/a.txt holds what looks like an AWS access key id in line 153");
    }

    @Test
    void aHundredSecretsOfAFileAreTold() {
        String[] lines = IntStream.range(0, 150).mapToObj(PolicyTest::token).toArray(String[]::new);

        assertThat(judge(edits("src/a.txt", lines)).reasons()).hasSize(100);
    }

    @Test
    void secretInANewNameIsRefusedAndNotShown() {
        assertRefused(
                judge(adds("keys/" + TOKEN + ".txt")),
                Rule.SECRET,
                "keys/***.txt holds what looks like an AWS access key id in its name");
        assertRefused(
                judge(renames("src/a.txt", TOKEN)),
                Rule.SECRET,
                "*** holds what looks like an AWS access key id in its name");
        assertRefused(
                judge(adds(TOKEN + "/" + token(1))),
                Rule.SECRET,
                "***/*** holds what looks like an AWS access key id in its name");
        assertThat(judge(renames("a/" + TOKEN, "b/" + TOKEN))).isEqualTo(new Verdict.Allowed());
        assertThat(judge(edits(TOKEN, "x"))).isEqualTo(new Verdict.Allowed());
    }

    @ParameterizedTest
    @CsvSource({
        "202E, right-to-left override",
        "2066, left-to-right isolate",
        "2069, pop directional isolate",
        "200F, right-to-left mark",
        "200B, zero width space",
        "200C, zero width non-joiner",
        "200D, zero width joiner",
        "FEFF, zero width no-break space",
        "FE0F, variation selector-16",
        "3164, hangul filler",
        "E0041, tag latin capital letter a",
        "2028, line separator",
        "D, carriage return (cr)",
        "C, form feed (ff)",
        "1B, escape",
        "7F, delete",
        "85, next line (nel)",
    })
    void linesThatBringHiddenCharactersNeedAPerson(String code, String name) {
        String hidden = Character.toString(Integer.parseInt(code, 16));
        String text =
                "src/a.txt brings a character that does not show, U+%04X (%s), in line 4"
                        .formatted(hidden.codePointAt(0), name);

        assertReview(
                judge(edits("src/a.txt", "x", "is" + hidden + "Admin", hidden + "x")),
                Rule.HIDDEN_CHARACTER,
                text);
    }

    @Test
    void hiddenCharactersOfRemovedLinesWereThereBefore() {
        String diff = edits("src/a.txt", " \f", "a\u200Bb");

        assertThat(judge(diff.replace("-old", "-\f\u200B"))).isEqualTo(new Verdict.Allowed());
        assertReview(
                judge(diff.replace("-old", "-\f")),
                Rule.HIDDEN_CHARACTER,
                "src/a.txt brings a character that does not show, U+200B (zero width space), in line 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ttab",
                "ends as on Windows\r",
                "\u2764\uFE0F 1\uFE0F\u20E3 \u26A0\uFE0E",
                "\uD83D\uDC69\u200D\uD83D\uDCBB \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
                "\u0645\u06CC\u200C\u0631\u0648\u0645 \u0915\u094D\u200D\u0937",
                "caf\u00E9 \u00A0 \u4E2D\u6587",
            })
    void ordinaryCharactersDoNot(String line) {
        assertThat(judge(edits("src/a.txt", line))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void byteOrderMarkMayBeginAFile() {
        assertThat(judge(adds("src/b.txt", "100644", "\uFEFFx"))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void byteThatIsNotUtf8HidesNothing() {
        byte[] diff = edits("src/a.txt", "caf?", "x\u202Ey").getBytes(UTF_8);
        for (int i = 0; i < diff.length; i++) {
            diff[i] = diff[i] == '?' ? (byte) 0x93 : diff[i];
        }

        assertReview(
                new Policy(base, PolicySettings.standard()).judge(Patch.parse(diff)),
                Rule.HIDDEN_CHARACTER,
                "src/a.txt brings a character that does not show, U+202E (right-to-left override), in line 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WORKFLOW | .github/workflows/ci.yml | is run with the repository's secrets",
                "WORKFLOW | .GitHub/WorkFlows/ci.yml | is run with the repository's secrets",
                "WORKFLOW | .github/actions/x/action.yml | is run with the repository's secrets",
                "TOOLING | .github/CODEOWNERS | says how the forge treats this repository",
                "CI | .gitlab-ci.yml | is run by a CI service",
                "CI | ci/Jenkinsfile | is run by a CI service",
                "SETTINGS | .pithy-jaunt.yml | says what Pithy Jaunt may do here",
                "SETTINGS | sub/AGENTS.md | tells models what to do here",
                "TOOLING | .husky/pre-commit | lies in a dot-directory, which programs read without being asked",
                "TOOLING | a/.vscode/tasks.json | lies in a dot-directory, which programs read without being asked",
                "TOOLING | .gitattributes | says what git does with files and submodules",
                "LOCKFILE | web/package-lock.json | is a lockfile: it decides which code is downloaded, and nobody can read that off it",
                "MANIFEST | web/package.json | names dependencies, and what is run when they are installed or built",
                "MANIFEST | requirements-dev.txt | names dependencies, and what is run when they are installed or built",
                "CI | tools/action.yaml | is run by workflows, when it is an action",
                "CI | .gitlab-ci.yaml | is run by a CI service",
                "CI | ci/deploy.gitlab-ci.yml | is run by a CI service",
                "TOOLING | renovate.json | tells a bot which dependencies to change, or what to merge",
                "SETTINGS | .cursorrules | tells models what to do here",
                "SETTINGS | .windsurfrules | tells models what to do here",
                "SETTINGS | .clinerules | tells models what to do here",
                "SETTINGS | CLAUDE.local.md | tells models what to do here",
                "SETTINGS | docs/copilot-instructions.md | tells models what to do here",
                "TOOLING | .eslintrc.js | is read by programs that run code or fetch it",
                "TOOLING | .bazelrc | is read by programs that run code or fetch it",
                "TOOLING | .npmrc | is read by programs that run code or fetch it",
                "TOOLING | .pypirc | is read by programs that run code or fetch it",
                "TOOLING | .pnp.cjs | is read by programs that run code or fetch it",
                "TOOLING | .nvmrc | is read by programs that run code or fetch it",
                "TOOLING | .mcp.json | is read by programs that run code or fetch it",
                "TOOLING | pnpmfile.cjs | is read by programs that run code or fetch it",
                "TOOLING | .gitconfig | says what git does with files and submodules",
                "TOOLING | .bash_profile | is read by shells and programs when they start",
                "TOOLING | .env | sets variables for the programs that are run here",
                "TOOLING | .tool-versions | says which program is fetched and run",
                "MANIFEST | Makefile | says what is run when this is built, tested or installed",
                "MANIFEST | sub/GNUmakefile | says what is run when this is built, tested or installed",
                "MANIFEST | CMakeLists.txt | says what is run when this is built, tested or installed",
                "MANIFEST | rules/x.bzl | says what is run when this is built, tested or installed",
                "MANIFEST | pkg/BUILD.bazel | says what is run when this is built, tested or installed",
                "MANIFEST | meson.build | says what is run when this is built, tested or installed",
                "MANIFEST | Rakefile | says what is run when this is built, tested or installed",
                "MANIFEST | .justfile | says what is run when this is built, tested or installed",
                "MANIFEST | tests/conftest.py | says what is run when this is built, tested or installed",
                "MANIFEST | sitecustomize.py | says what is run when this is built, tested or installed",
                "MANIFEST | noxfile.py | says what is run when this is built, tested or installed",
                "MANIFEST | tox.ini | says what is run when this is built, tested or installed",
                "MANIFEST | pip.conf | says what is run when this is built, tested or installed",
                "MANIFEST | bunfig.toml | says what is run when this is built, tested or installed",
                "MANIFEST | webpack.config.js | says what is run when this is built, tested or installed",
                "MANIFEST | vite.config.ts | says what is run when this is built, tested or installed",
                "MANIFEST | eslint.config.mjs | says what is run when this is built, tested or installed",
                "MANIFEST | rollup.config.js | says what is run when this is built, tested or installed",
                "MANIFEST | babel.config.json | says what is run when this is built, tested or installed",
                "MANIFEST | jest.config.ts | says what is run when this is built, tested or installed",
                "MANIFEST | vitest.config.mts | says what is run when this is built, tested or installed",
                "MANIFEST | docker-compose.dev.yml | says which programs are run, and what they may reach",
                "MANIFEST | compose.yaml | says which programs are run, and what they may reach"
            })
    void protectedPathsNeedAPerson(Rule rule, String path, String detail) {
        assertReview(judge(edits(path, "x")), rule, path + " " + detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".gitignore",
                ".editorconfig",
                "docs/x.md",
                "src/package.json5",
                ".prettierignore",
                ".dockerignore",
                ".env.example",
                "src/app/app.config.ts",
                "src/composer.yml",
                "docs/workflows/ci.yml",
                "src/lock.ts"
            })
    void otherPathsDoNot(String path) {
        assertThat(judge(edits(path, "x"))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void verdictSaysWhetherWorkflowsAreTouched() {
        assertThat(judge(edits(".github/workflows/ci.yml", "x")).touchesWorkflows()).isTrue();
        assertThat(judge(renames(".github/workflows/a.yml", "a.yml")).touchesWorkflows()).isTrue();
        assertThat(judge(edits("package.json", "x")).touchesWorkflows()).isFalse();
    }

    @Test
    void repositoryProtectsFurtherPaths() {
        PolicySettings more = settings("paths: {protected: ['db/migration/**']}");

        assertReview(
                judge(adds("DB/migration/V2.sql"), more),
                Rule.PROTECTED,
                "DB/migration/V2.sql is protected by .pithy-jaunt.yml (db/migration/**)");
        assertThat(judge(edits("package.json", "x"), more)).isInstanceOf(Verdict.NeedsReview.class);
    }

    @Test
    void newNamesThatWindowsCannotHaveNeedAPerson() {
        assertReview(
                judge(adds("src/aux.c")),
                Rule.NOT_ON_WINDOWS,
                "src/aux.c has a name that Windows can't have");
        assertThat(judge(edits("src/aux.c", "x"))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void modelIsToldWhatIsRefusedAndWhatToDo() {
        Verdict verdict =
                judge(adds("a.sh", "100755", "x") + adds("b.sh", "100755", "x") + adds("../x"));

        assertThat(((Verdict.Refused) verdict).toModelFeedback())
                .isEqualTo(
                        """
                        This change is not allowed here, so nothing was changed:

                        - a.sh would become executable
                        - b.sh would become executable
                        - ../x can't be changed: the path has an empty part, or one of dots and spaces only

                        Leave file modes as they are; have scripts started by their interpreter. \
                        Name files by their path from the repository's root, with / between the parts.
                        State the whole change again without that.\
                        """);
        assertThat(((Verdict.Refused) verdict).summary())
                .isEqualTo("a.sh would become executable (and 2 more)");
    }

    @Test
    void modelIsToldTwentyReasonsAtMost() {
        StringBuilder diff = new StringBuilder();
        for (int i = 0; i < 23; i++) {
            diff.append(adds("f" + i, "100755", "x"));
        }

        assertThat(((Verdict.Refused) judge(diff.toString())).toModelFeedback())
                .contains("- f19 would become executable\n- and 3 more\n\nLeave file modes")
                .doesNotContain("f20");
    }
}
