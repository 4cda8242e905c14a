package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.prompt.Tag;
import dev.pithyjaunt.agent.prompt.Visible;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A check of the repository that newly fails with a patch. All of it is text of the repository.
///
/// @param tests that newly fail, by the names that their tool gives them
/// @param otherTests how many more do; with none at all the command names no tests, and is itself
///   the failure
/// @param output what it printed, or the end of that
public record FailedCheck(String command, List<String> tests, int otherTests, String output) {

    /// Characters of a command or of a test's name, for the model.
    private static final int MAX_NAME = 200;

    /// Tests named to people, and the characters of each.
    private static final int MAX_SAID = 3;

    private static final int MAX_SAID_NAME = 100;

    /// What a block has around its names and its output.
    private static final int FRAME = 100;

    /// Colours, and other things that a terminal is told: to a model they are noise that costs.
    private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

    public FailedCheck {
        tests = List.copyOf(tests);
    }

    int failures() {
        return Math.max(1, newTests());
    }

    private int newTests() {
        return tests.size() + otherTests;
    }

    /// One line for people.
    String inWords() {
        String name = "\"%s\"".formatted(name(command, MAX_SAID_NAME));
        if (newTests() == 0) {
            return name;
        }
        String said =
                tests.stream()
                        .limit(MAX_SAID)
                        .map(test -> name(test, MAX_SAID_NAME))
                        .collect(Collectors.joining(", "));
        int left = newTests() - Math.min(MAX_SAID, tests.size());
        if (said.isEmpty()) {
            return "%s: %s".formatted(name, left == 1 ? "1 test" : "%,d tests".formatted(left));
        }
        return name + ": " + said + (left > 0 ? " and %,d more".formatted(left) : "");
    }

    /// A block for the model, which what was printed can't end.
    ///
    /// @param maxLength characters of the block, which is at least 1,000
    String toModelFeedback(int maxLength) {
        String head = "$ %s\n%s".formatted(name(command, MAX_NAME), named(maxLength / 3));
        String printed = Visible.text(ESCAPES.matcher(output).replaceAll("")).stripTrailing();
        return Tag.around(
                "failing-check",
                "",
                head
                        + (printed.isEmpty()
                                ? "It printed nothing."
                                : "The end of what it printed:\n"
                                        + ending(printed, maxLength - head.length() - FRAME)));
    }

    private String named(int maxLength) {
        if (newTests() == 0) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("Tests that newly fail: %,d\n".formatted(newTests()));
        int told = 0;
        for (String test : tests) {
            String line = "- %s\n".formatted(name(test, MAX_NAME));
            if (text.length() + line.length() > maxLength) {
                break;
            }
            text.append(line);
            told++;
        }
        int left = newTests() - told;
        return left > 0 && told > 0
                ? text.append("- and %,d more\n".formatted(left)).toString()
                : text.toString();
    }

    /// The end, from the beginning of a line if there is one, else from that of a word: what masks
    /// secrets afterwards does not know half a key.
    private static String ending(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int from = text.length() - maxLength;
        int line = text.indexOf('\n', from - 1) + 1;
        if (line > 0) {
            return "…\n" + text.substring(line);
        }
        while (from < text.length() && !Character.isWhitespace(text.charAt(from - 1))) {
            from++;
        }
        return "…" + text.substring(from);
    }

    private static String name(String text, int maxLength) {
        return Visible.abridged(Visible.text(text.strip().replaceAll("\\s+", " ")), maxLength);
    }
}
