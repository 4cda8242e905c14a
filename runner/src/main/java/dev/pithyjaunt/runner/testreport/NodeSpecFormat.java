package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

/// The `spec` reporter of Node.js, two blanks for each level:
///
/// ```
/// ▶ suite
///   ✔ name (1.25ms)
///   ✖ name (0.5ms)
///   ﹣ name (0.1ms) # SKIP
///   ⚠ name (0.1ms) # ...
/// ✖ suite (2.5ms)
/// ```
///
/// Mocha and AVA have the same marks: what tells Node.js from them are parts of milliseconds, or an
/// open suite. Failed tests are printed again at the end, each after a line `test at FILE`.
final class NodeSpecFormat implements OutputFormat {

    private static final String AGAIN = "test at ";

    private final Tally tally;
    private final Nesting nesting = new Nesting();
    private boolean seen;
    private boolean again;

    NodeSpecFormat(Tally tally) {
        this.tally = tally;
    }

    @Override
    public boolean isSeen() {
        return seen;
    }

    @Override
    public boolean namesAll() {
        return true;
    }

    @Override
    public void line(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        if (indent % 2 == 0 && indent + 2 < line.length() && line.charAt(indent + 1) == ' ') {
            test(line.charAt(indent), line.substring(indent + 2), indent / 2);
        }
        again = line.startsWith(AGAIN);
    }

    private void test(char mark, String text, int depth) {
        if (mark == '▶') {
            nesting.open(depth, text.strip());
            return;
        }
        int time = time(text);
        boolean isTimed = time < text.length();
        boolean isNode = isTimed || (depth > 0 && nesting.isOpen(depth - 1));
        if (again || !isNode || "✔✖﹣⚠".indexOf(mark) < 0) {
            return;
        }
        seen = true;
        boolean isTodo = isTimed && !text.endsWith("ms)");
        Status status =
                switch (mark) {
                    case '✔' -> Status.PASSED;
                    case '✖' -> isTodo ? Status.SKIPPED : Status.FAILED;
                    default -> Status.SKIPPED;
                };
        nesting.close(depth, text.substring(0, time).strip(), status, tally);
    }

    /// Where ` (1.25ms)` begins that ends the name, else the end.
    private static int time(String text) {
        for (int at = text.indexOf(" ("); at >= 0; at = text.indexOf(" (", at + 1)) {
            int end = afterTime(text, at + 2);
            if (end == text.length() || (end > 0 && text.startsWith(" # ", end))) {
                return at;
            }
        }
        return text.length();
    }

    /// @return where `1.25ms)` ends that begins there, else -1
    private static int afterTime(String text, int from) {
        int point = afterDigits(text, from);
        if (point == from || !text.startsWith(".", point)) {
            return -1;
        }
        int end = afterDigits(text, point + 1);
        return end > point + 1 && text.startsWith("ms)", end) ? end + 3 : -1;
    }

    private static int afterDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
