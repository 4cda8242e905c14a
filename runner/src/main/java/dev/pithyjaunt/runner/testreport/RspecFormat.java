package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What RSpec prints at the end. It names what fails, by file and description:
///
/// ```
/// 5 examples, 2 failures, 1 pending
///
/// Failed examples:
///
/// rspec ./spec/pond_spec.rb:3 # Pond is bad
/// rspec ./spec/pond_spec.rb[1:4:2] # Pond deep loops
/// ```
///
/// A file that can't be loaded has no examples and is named itself.
final class RspecFormat implements OutputFormat {

    private static final Pattern SUMMARY =
            Pattern.compile("\\d+ examples?, \\d+ failures?(?:,.*)?");
    private static final Pattern FAILED =
            Pattern.compile("rspec '?(?:\\./)?(?<file>[^\\s:\\['#]++)[^#]*+(?:# (?<what>.*))?");
    private static final Pattern NOT_LOADED =
            Pattern.compile("An error occurred while loading (?:\\./)?(?<file>\\S+?)\\.?(?: .*)?");

    private final Tally tally;
    private boolean seen;
    private boolean inFailed;

    RspecFormat(Tally tally) {
        this.tally = tally;
    }

    @Override
    public boolean isSeen() {
        return seen;
    }

    @Override
    public boolean namesAll() {
        return false;
    }

    @Override
    public void line(String line) {
        if (line.equals("Failed examples:")) {
            inFailed = true;
        } else if (inFailed && line.startsWith("rspec ")) {
            failed(line);
        } else if (line.startsWith("An error occurred while loading ")) {
            Matcher notLoaded = NOT_LOADED.matcher(line);
            if (notLoaded.matches()) {
                tally.add(notLoaded.group("file"), Status.FAILED);
            }
        } else if (SUMMARY.matcher(line).matches()) {
            seen = true;
            inFailed = false;
        }
    }

    private void failed(String line) {
        Matcher failed = FAILED.matcher(line);
        if (failed.matches()) {
            String what = failed.group("what");
            String file = failed.group("file");
            tally.add(what == null || what.isBlank() ? file : file + " > " + what, Status.FAILED);
        }
    }
}
