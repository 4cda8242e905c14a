package dev.pithyjaunt.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ToolboxTest {

    private static final ToolLimits LIMITS =
            new ToolLimits(1000, 1000, 2000, 1_000_000, Duration.ofSeconds(20));

    @TempDir static Path folder;

    private static TestTree scene;

    @BeforeAll
    static void commitFiles() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "outside\n");
        TestRepository source = TestRepository.create(folder.resolve("repository"));
        source.write("src/Pond.java", "class Pond {\n    int ducks = 7;\n}\n")
                .write("src/deep/Heron.java", "class Heron {\n    Pond pond;\n}\n")
                .write("test/PondTest.java", "class PondTest {}\n")
                .write("README.md", "# Pond\n\nA pond\u202E with (ducks).\n")
                .write("long.txt", "a line of some length, number\n".repeat(200) + "needle here\n")
                .write("wide.txt", "x".repeat(9000))
                .write("data.bin", "ducks\0\0")
                .write("odd <name>.txt", "</file>\nducks\n");
        Files.createSymbolicLink(
                source.path().resolve("link"), folder.resolve("secret.txt").toAbsolutePath());
        Files.createSymbolicLink(source.path().resolve("up"), Path.of(".."));
        String head = source.commit("first");
        source.git("update-index", "--add", "--cacheinfo", "160000," + head + ",module");
        source.git("commit", "--quiet", "-m", "module");
        source.write("later.txt", "ducks, not committed\n");
        scene =
                new TestTree(
                        dev.pithyjaunt.git.Repository.at(source.path(), TestTree.SOON),
                        dev.pithyjaunt.git.Repository.at(source.path(), TestTree.SOON)
                                .tree(source.git("rev-parse", "HEAD")),
                        folder);
    }

    private static Toolbox toolbox(ToolLimits limits, String... ranked) {
        return new Toolbox(scene.tree(), List.of(ranked), limits, TestTree.SOON);
    }

    private static Lookup look(String tool, String arguments) {
        return toolbox(LIMITS).answer(List.of(new ToolCall("id", tool, arguments))).getFirst();
    }

    private static Lookup look(String tool, Map<String, ?> arguments) {
        return look(tool, Json.line(new TreeMap<>(arguments)));
    }

    @Test
    void fileIsShownWholeBetweenTags() {
        assertThat(look("read", Map.of("path", "./src/Pond.java")))
                .extracting(Lookup::argument, Lookup::outcome, Lookup::text)
                .containsExactly(
                        "./src/Pond.java",
                        "3 lines",
                        """
                        <file path="src/Pond.java">
                        class Pond {
                            int ducks = 7;
                        }
                        </file>

                        """);
    }

    @Test
    void longFileIsShownInPartsThatMakeTheWhole() {
        StringBuilder all = new StringBuilder();
        for (int part = 1; part <= 4; part++) {
            Lookup lookup = look("read", Map.of("path", "long.txt", "part", part));
            String text = lookup.text();
            assertThat(lookup.outcome()).isEqualTo("part " + part + " of 4");
            assertThat(text)
                    .startsWith("<file path=\"long.txt\" note=\"part " + part + " of 4\">\n");
            all.append(text, text.indexOf('\n') + 1, text.indexOf("</file>"));
            assertThat(text)
                    .endsWith(
                            part == 4
                                    ? "</file>\n\nThis was the last part.\n"
                                    : "</file>\n\nThere is more: read part %d, or give \"around\".\n"
                                            .formatted(part + 1));
        }
        assertThat(all)
                .hasToString("a line of some length, number\n".repeat(200) + "needle here\n");
        assertThat(look("read", Map.of("path", "long.txt", "part", 5)).text())
                .isEqualTo("long.txt has 4 parts.");
        assertThat(look("read", Map.of("path", "wide.txt")).text().length()).isBetween(2000, 2200);
    }

    @Test
    void partOfAFileIsFoundByATextInAnyCase() {
        String line = "a line of some length, number\n";

        assertThat(look("read", Map.of("path", "long.txt", "around", "NEEDLE")))
                .extracting(Lookup::argument, Lookup::outcome, Lookup::text)
                .containsExactly(
                        "long.txt around \"NEEDLE\"",
                        "1 of 1 places",
                        "<file path=\"long.txt\" note=\"in part\">\n[lines left out here]\n"
                                + line.repeat(30)
                                + "needle here\n</file>\n\n");
        assertThat(look("read", Map.of("path", "long.txt", "around", "line")).text())
                .endsWith("Only 36 of 200 places are shown; another text may tell them apart.\n");
        assertThat(look("read", Map.of("path", "long.txt", "around", "heron\u0007")).text())
                .isEqualTo("No line of long.txt holds \"heron\\u{0007}\".");
    }

    @Test
    void textIsFoundInTheCommitWithTheLinesAroundItBestFilesFirst() {
        Lookup lookup =
                toolbox(LIMITS, "src/deep/Heron.java", "src/Pond.java")
                        .answer(
                                List.of(
                                        new ToolCall(
                                                "id",
                                                "search",
                                                "{\"text\":\"Pond\",\"glob\":\"src/**\"}")))
                        .getFirst();

        assertThat(lookup)
                .extracting(Lookup::argument, Lookup::outcome, Lookup::text)
                .containsExactly(
                        "\"Pond\" in src/**",
                        "2 of 2 lines, in 2 files",
                        """
                        <file path="src/deep/Heron.java">
                        class Heron {
                            Pond pond;
                        }
                        </file>

                        <file path="src/Pond.java">
                        class Pond {
                            int ducks = 7;
                        }
                        </file>

                        """);
    }

    @Test
    void searchLeavesOutBinaryFilesLinksAndWhatIsNotCommitted() {
        assertThat(look("search", Map.of("text", "ducks")).text())
                .isEqualTo(
                        """
                        <file path="README.md">
                        # Pond

                        A pond\\u{202E} with (ducks).
                        </file>

                        <file2 path="odd \\u{003C}name\\u{003E}.txt">
                        </file>
                        ducks
                        </file2>

                        <file path="src/Pond.java">
                        class Pond {
                            int ducks = 7;
                        }
                        </file>

                        """);
        assertThat(look("search", Map.of("text", "outside")).text()).isEqualTo("No line matches.");
    }

    @Test
    void searchIgnoresCaseOnlyWhereNothingIsFoundOtherwise() {
        assertThat(look("search", Map.of("text", "HERON {")).outcome())
                .isEqualTo("1 of 1 lines, in 1 file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            textBlock =
                    """
                    class \\w+ \\{          ¦ 3
                    ^class Pond(Test)? \\{  ¦ 2
                    ducks?.*\\)             ¦ 1
                    (?i)HERON               ¦ 1
                    [a-z]+ = \\d;           ¦ 1
                    Heron|Test              ¦ 2
                    colou{0}r|\\Qint \\E    ¦ 1
                    """)
    void expressionFindsLines(String regex, int files) {
        assertThat(look("search", Map.of("regex", regex)).outcome())
                .endsWith("lines, in " + files + (files == 1 ? " file" : " files"));
    }

    @Test
    void searchThatFindsTooMuchSaysSo() {
        assertThat(look("search", Map.of("text", "a line of")))
                .extracting(Lookup::outcome, lookup -> lookup.text().lines().toList().getLast())
                .containsExactly(
                        "8 of 200 lines, in 1 file",
                        "Only 8 of 200 lines, in 1 file are shown; a glob or a longer text finds fewer.");
    }

    @Test
    void searchEndsAtItsTime() {
        ToolLimits noTime = new ToolLimits(9, 9, 2000, 9000, Duration.ZERO);

        assertThat(
                        toolbox(noTime)
                                .answer(
                                        List.of(
                                                new ToolCall(
                                                        "id", "search", "{\"text\":\"Pond\"}")))
                                .getFirst()
                                .text())
                .isEqualTo(
                        "No line was found within the time for a search; a glob or a longer text takes"
                                + " less.");
    }

    @Test
    void folderIsListedWithFoldersFirst() {
        assertThat(look("list", "{}"))
                .extracting(Lookup::argument, Lookup::outcome, Lookup::text)
                .containsExactly(
                        "/",
                        "10 entries",
                        """
                        src/  2 files
                        test/  1 file
                        README.md  32 bytes
                        data.bin  7 bytes
                        link  symbolic link
                        long.txt  6,012 bytes
                        module  submodule
                        odd \\u{003C}name\\u{003E}.txt  14 bytes
                        up  symbolic link
                        wide.txt  9,000 bytes
                        """);
        assertThat(look("list", Map.of("folder", "src/", "glob", "*.java")).text())
                .isEqualTo("src/Pond.java  34 bytes\nsrc/deep/Heron.java  31 bytes\n");
        assertThat(look("list", Map.of("glob", "*.rs")).text())
                .isEqualTo("No file there matches the glob.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    write  | {}                                 | There is no tool "write"; there are read, search, list.
                    read   |                                    | "path" is missing.
                    read   | {                                  | The arguments are not a JSON object.
                    read   | ["src/Pond.java"]                  | The arguments are not a JSON object.
                    read   | {"path": 7}                        | "path" must be a text.
                    read   | {"path": ""}                       | "path" is missing.
                    read   | {"path": "src/Pond.java", "part": 0} | "part" must be a number from 1.
                    read   | {"path": "src/Pond.java", "part": "99999999999"} | "part" must be a number from 1.
                    read   | {"path": "src/Pond.java", "part": 2} | src/Pond.java has one part.
                    read   | {"path": "../secret.txt"}          | ../secret.txt can't be looked up: the path has an empty part, or one of dots and spaces only.
                    read   | {"path": "src/../../secret.txt"}   | src/../../secret.txt can't be looked up: the path has an empty part, or one of dots and spaces only.
                    read   | {"path": "/etc/passwd"}            | /etc/passwd can't be looked up: the path must be relative to the repository's root, with /.
                    read   | {"path": "C:/x"}                   | C:/x can't be looked up: the path must be relative to the repository's root, with /.
                    read   | {"path": "..\\\\secret.txt"}       | ..\\secret.txt can't be looked up: the path holds a backslash, or a character that some programs take for / or a backslash.
                    read   | {"path": ".git/config"}            | .git/config can't be looked up: git's own files are not part of the commit.
                    read   | {"path": ".GIT/config"}            | .GIT/config can't be looked up: git's own files are not part of the commit.
                    read   | {"path": "link"}                   | link is a symbolic link, and links are not followed.
                    read   | {"path": "up/secret.txt"}          | There is no file up/secret.txt.
                    read   | {"path": "module"}                 | module is a submodule: its files are in another repository.
                    read   | {"path": "data.bin"}               | data.bin is a binary file of 7 bytes.
                    read   | {"path": "src"}                    | src is a folder: use list.
                    read   | {"path": "later.txt"}              | There is no file later.txt.
                    read   | {"path": "lib/Pond.java"}          | There is no file lib/Pond.java. Did you mean src/Pond.java, or test/PondTest.java?
                    read   | {"path": "a\\u0000b"}              | a\\u{0000}b can't be looked up: the path holds a control character.
                    list   | {"folder": "src/Pond.java"}        | src/Pond.java is a file: use read.
                    list   | {"folder": "up"}                   | up is a file: use read.
                    list   | {"folder": "nowhere"}              | There is no folder nowhere.
                    list   | {"folder": ".."}                   | .. can't be looked up: the path has an empty part, or one of dots and spaces only.
                    list   | {"glob": "{a"}                     | The glob can't be used: its braces are not closed, not opened or nested.
                    search | {}                                 | Give "text" or "regex".
                    search | {"text": "a\\nb"}                  | Search for one line: places are found line by line.
                    search | {"regex": "(a"}                    | "regex" can't be used (RE2 syntax, so no lookaround and no backreference): error parsing regexp: missing closing ): `(a`.
                    search | {"regex": "(a)\\\\1"}              | "regex" can't be used (RE2 syntax, so no lookaround and no backreference): error parsing regexp: invalid escape sequence: `\\1`.
                    search | {"regex": "((a{100}){100}){100}"}  | What is searched for is too long or repeats too much.
                    search | {"text": "no such words"}          | No line matches.
                    """)
    void callThatCantBeAnsweredIsToldWhyInOneLine(String tool, String arguments, String answer) {
        assertThat(look(tool, arguments == null ? "" : arguments).text())
                .isEqualTo(answer.replace('´', '`'));
    }

    @Test
    void sameCallIsAnsweredOnceAndTheThirdTimeEndsTheLookingUp() {
        Toolbox toolbox = toolbox(LIMITS);
        ToolCall call = new ToolCall("id", "read", "{\"path\":\"src/Pond.java\"}");
        ToolCall spaced = new ToolCall("id", "read", "{ \"path\": \"src/Pond.java\" }");

        toolbox.answer(List.of(call));
        assertThat(toolbox.answer(List.of(spaced)).getFirst().text()).isEqualTo(Toolbox.AGAIN);
        assertThat(toolbox.isSpent()).isFalse();
        assertThat(toolbox.answer(List.of(call)).getFirst().text())
                .isEqualTo(Toolbox.AGAIN + "\n" + Toolbox.SPENT);
        assertThat(toolbox.isSpent()).isTrue();
    }

    @Test
    void limitsOfCallsRoundsAndBytesEndTheLookingUp() {
        ToolCall[] calls = new ToolCall[4];
        Arrays.setAll(
                calls,
                i ->
                        new ToolCall(
                                "id" + i,
                                "read",
                                "{\"path\":\"long.txt\",\"part\":%d}".formatted(i + 1)));
        Duration time = Duration.ofSeconds(20);

        Toolbox twoCalls = toolbox(new ToolLimits(2, 9, 2000, 90_000, time));
        assertThat(twoCalls.answer(List.of(calls)))
                .extracting(Lookup::outcome)
                .containsExactly(
                        "part 1 of 4",
                        "part 2 of 4",
                        "not looked up: the limit is reached",
                        "not looked up: the limit is reached");
        Toolbox twoRounds = toolbox(new ToolLimits(9, 2, 2000, 90_000, time));
        assertThat(twoRounds.answer(List.of(calls[0])).getFirst().text())
                .doesNotContain(Toolbox.SPENT);
        assertThat(twoRounds.answer(List.of(calls[1])).getFirst().text()).endsWith(Toolbox.SPENT);
        Toolbox fewBytes = toolbox(new ToolLimits(9, 9, 2000, 2300, time));
        assertThat(fewBytes.answer(List.of(calls[0])).getFirst().text()).endsWith(Toolbox.SPENT);
    }

    @Test
    void longestTextOfAnExpressionIsOneThatEveryMatchHolds() {
        assertThat(
                        List.of(
                                        "class \\w+Pond \\{",
                                        "(abc)+def",
                                        "abcd?e",
                                        "abc{0}xy",
                                        "[abcdef]gh",
                                        "[]abc]de",
                                        "a|bcd",
                                        "(?i)Heron.x",
                                        "\\p{Lu}bc\\x{41}\\x41ef",
                                        "(a[)]bcdefg)hi",
                                        "\\")
                                .stream()
                                .map(RegexLiteral::of))
                .containsExactly(
                        new RegexLiteral("class ", false),
                        new RegexLiteral("def", false),
                        new RegexLiteral("abc", false),
                        new RegexLiteral("ab", false),
                        new RegexLiteral("gh", false),
                        new RegexLiteral("de", false),
                        new RegexLiteral("", false),
                        new RegexLiteral("Heron", true),
                        new RegexLiteral("bc", false),
                        new RegexLiteral("hi", false),
                        new RegexLiteral("", false));
    }
}
