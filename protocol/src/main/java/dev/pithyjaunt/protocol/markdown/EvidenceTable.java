package dev.pithyjaunt.protocol.markdown;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The evidence as Markdown for the body of a pull request: a sentence, a table of the checks, what
/// they ran under, then what fails by name, and the end of what failing commands printed.
///
/// Names, commands and outputs are those of a repository and its programs, and only shown.
public final class EvidenceTable {

    /// What leaves room for the rest of a body: GitHub takes 65,536 characters.
    public static final int MAX_CHARACTERS = 20_000;

    private static final int MIN_CHARACTERS = 2_000;
    private static final int MAX_NOTE = 500;
    private static final int MAX_WORDS = 12;
    private static final int MAX_WORD = 100;

    private static final String CUT = "\nNot all of it fits here; `evidence.json` has it.\n";

    private EvidenceTable() {}

    /// @param maxCharacters of the whole, at least 2,000; outputs are the first to go
    public static String of(Evidence evidence, int maxCharacters) {
        if (maxCharacters < MIN_CHARACTERS) {
            throw new IllegalArgumentException(
                    "evidence takes at least %,d characters, and has room for %,d"
                            .formatted(MIN_CHARACTERS, maxCharacters));
        }
        StringBuilder text = new StringBuilder(Headline.of(evidence)).append('\n');
        boolean isWhole = true;
        for (Block block : blocks(evidence)) {
            int room = maxCharacters - CUT.length() - text.length();
            boolean fits = block.whole().length() <= room;
            isWhole &= fits;
            (fits ? Optional.of(block.whole()) : block.cut(room)).ifPresent(text::append);
        }
        return text.append(isWhole ? "" : CUT).toString();
    }

    private static List<Block> blocks(Evidence evidence) {
        List<Block> blocks = new ArrayList<>();
        if (!evidence.checks().isEmpty()) {
            blocks.add(CheckTable.of(evidence.checks()));
        }
        if (!evidence.checks().isEmpty() || !evidence.setUp().isEmpty()) {
            blocks.add(Block.of("\n" + conditions(evidence) + "\n"));
        }
        blocks.addAll(Failures.named(evidence));
        if (!evidence.notes().isEmpty()) {
            blocks.add(
                    new Block(
                            "\n**Notes**\n\n",
                            evidence.notes().stream()
                                    .map(note -> "- " + SafeText.prose(note, MAX_NOTE) + "\n")
                                    .toList()));
        }
        blocks.addAll(Failures.printed(evidence));
        return blocks;
    }

    /// What the checks ran on and under, in a line.
    private static String conditions(Evidence evidence) {
        Isolation isolation = evidence.isolation();
        String where =
                switch (isolation.mode()) {
                    case SANDBOX -> "in a sandbox";
                    case JOB -> "in a job of their own";
                    case NONE -> "without a sandbox";
                    case OFF -> "not at all";
                };
        String commit = evidence.baseCommit();
        return String.format(
                Locale.ROOT,
                "Checks ran %s, on base %s, in %,.1f s.%s%s%s",
                where,
                SafeText.code(commit.substring(0, Math.min(10, commit.length())), 10),
                evidence.seconds(),
                list("In force", isolation.layers()),
                list("Missing", isolation.missing()),
                list("Tools", evidence.tools()));
    }

    private static String list(String title, List<String> words) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .limit(MAX_WORDS)
                        .map(word -> SafeText.prose(word, MAX_WORD))
                        .collect(Collectors.joining(", ", " " + title + ": ", "."));
    }
}
