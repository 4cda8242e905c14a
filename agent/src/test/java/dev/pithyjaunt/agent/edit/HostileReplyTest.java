package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Replies and files that could keep a reader busy for hours, or fill the memory.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileReplyTest {

    private static final String DIFF = "--- a/a.txt\n+++ b/a.txt\n";

    static Stream<Arguments> replies() {
        return Map.ofEntries(
                        Map.entry("hunk headers", DIFF + "@@\n".repeat(1_000_000)),
                        Map.entry("hunks", DIFF + "@@\n-x\n+y\n".repeat(400_000)),
                        Map.entry("old texts", "<original>\n".repeat(360_000)),
                        Map.entry(
                                "one end of old texts",
                                "<original>\n".repeat(360_000) + "</original>\n"),
                        Map.entry("fences", "```\n".repeat(100_000)),
                        Map.entry("files without an end", "x.md\n```sh\n".repeat(200_000)),
                        Map.entry(
                                "short dividers",
                                "a.txt\n<<<<<<< SEARCH\n" + "=====\n".repeat(600_000)),
                        Map.entry("blanks in a tag", "<file>" + " ".repeat(3_900_000) + "x"),
                        Map.entry(
                                "blanks in a path",
                                "*** Add File: x" + " ".repeat(3_900_000) + "y\u2028"),
                        Map.entry(
                                "blanks in a header",
                                "--- a" + " ".repeat(3_900_000) + "b\n@@ -1 +1 @@\n-x\n+y\n"),
                        Map.entry(
                                "prefixes in a header",
                                "diff --git a/" + " b/".repeat(1_300_000) + "\u2028"),
                        Map.entry(
                                "blanks behind a marker",
                                "<<<<<<< SEARCH x" + " ".repeat(3_900_000) + "\u2028"),
                        Map.entry("at signs", DIFF + ("@".repeat(999) + "\u2028\n").repeat(3_900)))
                .entrySet()
                .stream()
                .map(reply -> Arguments.of(reply.getKey(), reply.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void longRepliesAreReadInTime(String name, String reply) {
        assertThat(reply.length()).as(name).isLessThanOrEqualTo(ReplyReader.MAX_CHARACTERS);

        if (ReplyReader.read(reply) instanceof Reply.Edits edits) {
            assertThat(edits.edits()).hasSizeLessThanOrEqualTo(ReplyReader.MAX_EDITS);
        }
    }

    static Stream<Arguments> edits() {
        String numbered = numbered(10_000);
        String equal = "x\n".repeat(200_000);
        return Stream.of(
                Arguments.of("2,000 edits", edits(2_000, "line %d\n"), numbered),
                Arguments.of(
                        "2,000 edits, the last not there",
                        edits(1_999, "line %d\n") + block("y\n", "z\n"),
                        numbered),
                Arguments.of(
                        "2,000 edits a word apart",
                        edits(1_999, "line%d\n") + block("y\n", "z\n"),
                        numbered(300_000)),
                Arguments.of("5,000 equal lines", block("x\n".repeat(5_000), "y\n"), equal),
                Arguments.of(
                        "5,000 blank lines",
                        block("\n".repeat(5_000), "y\n"),
                        "\n".repeat(200_000)),
                Arguments.of("dots", block("x\n...\nx\n", "x\n...\ny\n"), equal),
                Arguments.of("many dots", block("x\n...\n".repeat(2_000), "y\n"), equal),
                Arguments.of(
                        "deleted lines",
                        "--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n" + "-other\n".repeat(300_000),
                        numbered(300_000)));
    }

    private static String numbered(int lines) {
        return edits(lines, i -> "line " + i + "\n");
    }

    private static String edits(int count, String line) {
        return edits(count, i -> block(line.formatted(i), "changed " + i + "\n"));
    }

    private static String edits(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    private static String block(String search, String replacement) {
        return "<<<<<<< SEARCH a.txt\n" + search + "=======\n" + replacement + ">>>>>>> REPLACE\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void manyEditsAndLargeFilesAreFittedInTime(String name, String reply, String content) {
        StoredTree tree = new StoredTree(new TreeMap<>(Map.of("a.txt", content.getBytes(UTF_8))));

        Fitting fitting =
                switch (ReplyReader.read(reply)) {
                    case Reply.Edits edits -> Fitter.fit(edits.edits(), tree, SyntaxJudge.NONE);
                    case Reply.Malformed malformed ->
                            new Fitting.Refused(
                                    List.of(new Refusal("", malformed.problem(), "", "")),
                                    List.of());
                    case Reply.Question _, Reply.NothingToChange _, Reply.Prose _ ->
                            throw new AssertionError("no edit was read");
                };

        assertThat(fitting)
                .isInstanceOf(
                        name.equals("2,000 edits") ? Fitting.Fitted.class : Fitting.Refused.class);
    }
}
