package dev.pithyjaunt.bench.fitting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Replies and files that make a careless reader or fitter slow. The sizes are near what is read:
/// 4,000,000 characters, 2,000 edits, 8 MiB of a file.
final class WorstCases {

    private static final int MAX_CHARACTERS = 4_000_000;
    private static final int MAX_EDITS = 2_000;
    private static final int LARGE = 100_000;

    private static final String HEADERS = "--- a/%1$s\n+++ b/%1$s\n".formatted(MadeFile.PATH);

    /// @param name says what is slow about it
    record Case(String name, String reply, MadeFile file) {}

    private WorstCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(equalLines());
        cases.addAll(manyEdits());
        cases.addAll(longReplies());
        return cases;
    }

    private static List<Case> equalLines() {
        MadeFile equal = MadeFile.ofEqualLines(LARGE);
        MadeReply reply = new MadeReply(equal, 200, Quote.EXACT);
        return List.of(
                new Case("100,000 equal lines, 200 blocks", reply.blocks(), equal),
                new Case("100,000 equal lines, 200 hunks with wrong lines", reply.diff(), equal),
                new Case(
                        "100,000 equal lines, 200 hunks of another section",
                        reply.lostDiff(),
                        equal));
    }

    private static List<Case> manyEdits() {
        MadeFile code = MadeFile.ofCode(LARGE);
        String lost =
                "%s\n<<<<<<< SEARCH\nint nowhere = 1;\n=======\nint nowhere = 2;\n>>>>>>> REPLACE\n"
                        .formatted(MadeFile.PATH);
        MadeFile equal = MadeFile.ofEqualLines(LARGE);
        return List.of(
                new Case(
                        "100,000 lines, 2,000 blocks",
                        new MadeReply(code, MAX_EDITS, Quote.EXACT).blocks(),
                        code),
                new Case(
                        "100,000 lines, 2,000 drifted hunks",
                        new MadeReply(code, MAX_EDITS, Quote.DRIFTED).diff(),
                        code),
                new Case(
                        "100,000 lines, 1,999 blocks and one that is refused",
                        new MadeReply(code, MAX_EDITS - 1, Quote.EXACT).blocks() + lost,
                        code),
                new Case(
                        "100,000 equal lines, 2,000 hunks with wrong lines",
                        new MadeReply(equal, MAX_EDITS, Quote.EXACT).diff(),
                        equal));
    }

    private static List<Case> longReplies() {
        MadeFile code = MadeFile.ofCode(1_000);
        return List.of(
                new Case("4 MB of prose", "Thinking about it.\n".repeat(210_000), code),
                new Case("4 MB, one hunk", HEADERS + "@@ -1,9 +1,9 @@\n" + oneHunk(), code),
                new Case("4 MB, two whole texts in a block", twoTexts(), code),
                new Case("4 MB, blocks of 1,900 lines that share none", strangeBlocks(), code),
                new Case("4 MB of unclosed tags", "<original>x\n".repeat(330_000), code),
                new Case("1,000,000 lines of @@", HEADERS + "@@\n".repeat(1_000_000), code),
                new Case("1,000,000 lines of @@ without a file", "@@\n".repeat(1_000_000), code),
                new Case("200,000 hunks", HEADERS + "@@ -1 +1 @@\n-a\n+b\n".repeat(200_000), code));
    }

    private static String oneHunk() {
        return IntStream.range(0, 180_000)
                .mapToObj("+added as line %d\n"::formatted)
                .collect(Collectors.joining());
    }

    private static String twoTexts() {
        String before = numbered("before", 130_000);
        return block(before, numbered("after", 120_000));
    }

    private static String strangeBlocks() {
        String block = block("a\n".repeat(1_900), "b\n".repeat(1_900));
        return String.join("", Collections.nCopies(MAX_CHARACTERS / block.length(), block));
    }

    private static String block(String search, String replacement) {
        return "%s\n<<<<<<< SEARCH\n%s=======\n%s>>>>>>> REPLACE\n"
                .formatted(MadeFile.PATH, search, replacement);
    }

    private static String numbered(String word, int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "%s %d\n".formatted(word, i))
                .collect(Collectors.joining());
    }
}
