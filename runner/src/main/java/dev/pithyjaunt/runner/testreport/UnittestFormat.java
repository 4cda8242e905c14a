package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Python's `unittest` prints: the failures below double lines, and with `-v` each test.
///
/// ```
/// test_add (pond.PondTest.test_add) ... ok
/// test_doc (pond.PondTest.test_doc)
/// The first line of its documentation. ... ok
///
/// ======================================================================
/// FAIL: test_bad (pond.PondTest.test_bad)
/// ----------------------------------------------------------------------
/// Ran 3 tests in 0.001s
/// ```
///
/// Before Python 3.11 the parentheses hold the class alone. Subtests count as their test.
final class UnittestFormat implements OutputFormat {

    private static final String RULE = "=".repeat(70);
    private static final String DOTS = " ... ";

    private static final Pattern TEST =
            Pattern.compile(" {0,2}(?<name>[\\w.]++) \\((?<where>[\\w.<>]++)\\)");
    private static final Pattern FAILURE =
            Pattern.compile("(?:FAIL|ERROR|UNEXPECTED SUCCESS): (?<test>.*)");
    private static final Pattern RAN = Pattern.compile("Ran (?<count>\\d{1,6}) tests? in .*");

    private final Tally tally;

    /// The test whose result stands on a line to come.
    private @Nullable String waiting;

    /// Whether that is the very next line, which shows its documentation.
    private boolean isDocumented;

    private boolean afterRule;
    private int told;
    private boolean seen;
    private boolean namesAll = true;

    UnittestFormat(Tally tally) {
        this.tally = tally;
    }

    @Override
    public boolean isSeen() {
        return seen;
    }

    @Override
    public boolean namesAll() {
        return namesAll;
    }

    @Override
    public void line(String line) {
        boolean isFailure = afterRule;
        afterRule = line.equals(RULE);
        if (isFailure) {
            failure(line);
            return;
        }
        Matcher ran = RAN.matcher(line);
        if (ran.matches()) {
            seen = true;
            namesAll &= told >= Integer.parseInt(ran.group("count"));
            told = 0;
            waiting = null;
            return;
        }
        test(line);
    }

    private void failure(String line) {
        Matcher failure = FAILURE.matcher(line);
        if (failure.matches()) {
            String name = name(failure.group("test"));
            if (name != null) {
                seen = true;
                tally.add(name, Status.FAILED);
            }
        }
    }

    private void test(String line) {
        int dots = line.lastIndexOf(DOTS);
        Status status = status(dots < 0 ? line : line.substring(dots + DOTS.length()));
        String name = name(dots < 0 ? line : lastPart(line.substring(0, dots)));
        if (name != null) {
            waiting = name;
            isDocumented = dots < 0;
        } else if (isDocumented && (dots < 0 || status == null)) {
            waiting = null;
        }
        if (waiting != null && status != null) {
            seen = true;
            told++;
            tally.add(waiting, status);
            waiting = null;
        }
    }

    /// Before Python 3.11, a test with failed subtests has no result, and the next one follows it.
    private static String lastPart(String text) {
        int dots = text.lastIndexOf(DOTS);
        return dots < 0 ? text : text.substring(dots + DOTS.length());
    }

    private static @Nullable String name(String text) {
        Matcher test = TEST.matcher(text);
        if (!test.lookingAt()) {
            return null;
        }
        String name = test.group("name");
        String where = test.group("where");
        if (where.startsWith("unittest.loader._FailedTest")) {
            return name;
        }
        return where.endsWith("." + name) ? where : where + "." + name;
    }

    private static @Nullable Status status(String said) {
        return switch (said) {
            case "ok" -> Status.PASSED;
            case "FAIL", "ERROR", "unexpected success" -> Status.FAILED;
            case "expected failure" -> Status.SKIPPED;
            default -> said.startsWith("skipped ") ? Status.SKIPPED : null;
        };
    }
}
