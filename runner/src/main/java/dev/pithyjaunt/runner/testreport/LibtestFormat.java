package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `cargo test` prints of Rust's test programs:
///
/// ```
///      Running unittests src/lib.rs (target/debug/deps/pond-fdb3bc5ab1f1e24b)
///
/// running 2 tests
/// test tests::adds ... ok
/// test tests::is_bad ... FAILED
///
/// failures:
///
/// ---- tests::is_bad stdout ----
/// ...
///
/// failures:
///     tests::is_bad
///
/// test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
/// ```
///
/// Names begin with that of the program, `pond (src/lib.rs)` or `pond (doc-tests)`. A program that
/// ends without a result crashed, and is named itself.
final class LibtestFormat implements OutputFormat {

    private static final Pattern RUNNING =
            Pattern.compile(" +Running (?:unittests )?(?<source>\\S+) \\((?<program>\\S+)\\)");
    private static final Pattern DOC_TESTS = Pattern.compile(" +Doc-tests (?<name>\\S+)");
    private static final Pattern BEGIN = Pattern.compile("running \\d+ tests?");
    private static final Pattern END =
            Pattern.compile(
                    "test result: \\w+\\. (?<passed>\\d{1,6}) passed; (?<failed>\\d{1,6}) failed; (?<ignored>\\d{1,6}) ignored;.*");

    /// What stands only beside the result, and the line of a doc test, which edits above it move.
    private static final Pattern NOT_IN_ALL_LISTS =
            Pattern.compile(" - should panic$| \\(line \\d+\\)");

    private static final Pattern HASH = Pattern.compile("-[0-9a-f]{16}$");

    private enum Part {
        NOTHING,
        TESTS,
        /// Directly below `failures:`.
        FAILURES,
        DETAILS
    }

    private final Tally tally;
    private String program = "";
    private Part part = Part.NOTHING;
    private int told;
    private boolean seen;
    private boolean namesAll = true;

    LibtestFormat(Tally tally) {
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
        if (line.startsWith("test result: ")) {
            end(line);
        } else if (line.startsWith("test ") && part == Part.TESTS) {
            test(line);
        } else if (line.startsWith("   ")) {
            indented(line);
        } else if (BEGIN.matcher(line).matches()) {
            part = Part.TESTS;
            told = 0;
            seen = true;
        } else if (line.equals("failures:") && part != Part.NOTHING) {
            part = Part.FAILURES;
        } else if (line.startsWith("error: test failed") && part != Part.NOTHING) {
            tally.add(program, Status.FAILED);
            namesAll = false;
            part = Part.NOTHING;
        } else if (part == Part.FAILURES || line.equals("successes:")) {
            part = Part.DETAILS;
        }
    }

    private void indented(String line) {
        Matcher running = RUNNING.matcher(line);
        Matcher docTests = DOC_TESTS.matcher(line);
        if (part == Part.FAILURES) {
            add(line.strip(), Status.FAILED);
        } else if (running.matches()) {
            String file = running.group("program");
            String name = HASH.matcher(file.substring(file.lastIndexOf('/') + 1)).replaceFirst("");
            begin("%s (%s)".formatted(name, running.group("source")));
        } else if (docTests.matches()) {
            begin(docTests.group("name") + " (doc-tests)");
        }
    }

    private void begin(String name) {
        program = name;
        part = Part.NOTHING;
    }

    private void test(String line) {
        int at = line.lastIndexOf(" ... ");
        if (at < 5) {
            return;
        }
        String said = line.substring(at + 5);
        Status status =
                switch (said.split("[ ,]", 2)[0]) {
                    case "ok" -> Status.PASSED;
                    case "FAILED" -> Status.FAILED;
                    case "ignored" -> Status.SKIPPED;
                    default -> null;
                };
        if (status != null) {
            told++;
            add(line.substring(5, at), status);
        }
    }

    private void add(String test, Status status) {
        String name = NOT_IN_ALL_LISTS.matcher(test).replaceAll("");
        tally.add(program.isEmpty() ? name : program + " > " + name, status);
    }

    /// With `--quiet` and `--nocapture`, results are not beside the names.
    private void end(String line) {
        Matcher end = END.matcher(line);
        if (part != Part.NOTHING && end.matches()) {
            int run =
                    Integer.parseInt(end.group("passed"))
                            + Integer.parseInt(end.group("failed"))
                            + Integer.parseInt(end.group("ignored"));
            namesAll &= told >= run;
            part = Part.NOTHING;
        }
    }
}
