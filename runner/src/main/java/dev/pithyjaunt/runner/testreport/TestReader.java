package dev.pithyjaunt.runner.testreport;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Listens to one run of a command and learns which tests passed and which failed. All that it
/// reads was made by code that is not trusted: it never throws for that, and keeps a bounded
/// amount.
///
/// Names say what a run was about; whether it passed, the exit code says. A program that crashes
/// leaves no report, and one that prints nothing it knows has no results at all.
///
/// Not thread-safe.
public final class TestReader {

    /// What needs no quotes, neither in a shell's line nor in pytest's.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

    /// What a terminal takes for colours.
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*+m");

    private final String command;
    private final Tally tally;
    private final GoFormat go;
    private final List<OutputFormat> formats;
    private final Problems problems = new Problems();

    /// @param command the line that is given to a shell
    /// @param folder the absolute path, without links, of the work tree as the command sees it: in
    ///   names, what lies there is told by its path in it
    public TestReader(String command, String folder) {
        this.command = command;
        this.tally = new Tally(new TestNames(folder));
        this.go = new GoFormat(tally);
        this.formats =
                List.of(
                        go,
                        new TapFormat(tally),
                        new NodeSpecFormat(tally),
                        new LibtestFormat(tally),
                        new UnittestFormat(tally),
                        new RspecFormat(tally));
    }

    /// The line to run in place of the given one, so that tests are named.
    public String command() {
        return GoCommand.withJson(command);
    }

    /// Variables to run it with, so that reports are written.
    ///
    /// Only pytest's: the others' make a run fail where the program is too old to know them. It is
    /// told to write `xunit1`, because with `xunit2` tests that record properties warn, and fail
    /// where warnings are errors.
    ///
    /// @param reportFolder an absolute path as the command sees it; it has to be writable
    public Map<String, String> environment(String reportFolder) {
        return PLAIN.matcher(reportFolder).matches()
                ? Map.of(
                        "PYTEST_ADDOPTS",
                        "--junitxml=%s/pytest.xml -o junit_family=xunit1".formatted(reportFolder))
                : Map.of();
    }

    /// Takes the next line of output, of whichever stream.
    ///
    /// @param line without line end
    public void line(String line) {
        Optional<GoEvent> event = GoEvent.read(line);
        if (event.isPresent()) {
            go.event(event.get());
            return;
        }
        String plain = plain(line);
        formats.forEach(format -> format.line(plain));
    }

    /// What a person should read of a line; empty when it is for programs only.
    public Optional<String> shown(String line) {
        return GoEvent.read(line).map(GoEvent::shown).orElse(Optional.of(line));
    }

    private static String plain(String line) {
        String plain = line.indexOf('\u001b') < 0 ? line : COLOUR.matcher(line).replaceAll("");
        return plain.endsWith("\r") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /// What is known at the end, when nothing of the command runs any more: from report files if
    /// any were written, else from the output. Empty when neither named a test, or could have.
    ///
    /// @param tree the work tree, by a path of this process
    /// @param reportFolder that of [#environment], by a path of this process
    /// @param since reports that were last written before are of another run: the time of a file
    ///   that was made just before this one, because file systems and clocks differ
    public Optional<TestResults> results(Path tree, Path reportFolder, FileTime since) {
        Tally reported = new Tally(tally.names());
        ReportFiles files = new ReportFiles(since, reported, problems);
        ReportWalk walk = new ReportWalk(files, problems);
        walk.reports(reportFolder);
        walk.tree(tree);
        if (files.areFound()) {
            return Optional.of(reported.results(problems.areNone()));
        }
        List<OutputFormat> seen = formats.stream().filter(OutputFormat::isSeen).toList();
        return seen.isEmpty()
                ? Optional.empty()
                : Optional.of(tally.results(seen.stream().allMatch(OutputFormat::namesAll)));
    }

    /// What of the reports was not read and why, a line each, at most 20.
    public List<String> problems() {
        return problems.lines();
    }
}
