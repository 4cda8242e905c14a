package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.model.ToolSpec.Kind;
import dev.pithyjaunt.agent.model.ToolSpec.Parameter;
import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;
import dev.pithyjaunt.git.process.Deadline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds lines in the files of the commit: git names the files that hold a text, and only these are
/// read, best first.
final class SearchTool implements Tool {

    /// Shorter texts stand in almost every file: git's search would only be a second one.
    private static final int MIN_LITERAL = 3;

    private final CommitFiles files;
    private final Duration limit;
    private final Deadline deadline;

    /// @param limit for one search
    SearchTool(CommitFiles files, Duration limit, Deadline deadline) {
        this.files = files;
        this.limit = limit;
        this.deadline = deadline;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "search",
                "Finds lines in the repository's files and shows them with those around them. Give text"
                        + " or regex.",
                List.of(
                        new Parameter("text", Kind.TEXT, false, "Found as it is, on one line."),
                        new Parameter(
                                "regex",
                                Kind.TEXT,
                                false,
                                "An RE2 expression, matched within one line."),
                        new Parameter(
                                "glob",
                                Kind.TEXT,
                                false,
                                "Only in files that match, such as *.java or src/**.")));
    }

    @Override
    public String subject(Arguments arguments) {
        String what =
                arguments
                        .find("text")
                        .map(text -> "\"" + text + "\"")
                        .or(() -> arguments.find("regex").map(regex -> "/" + regex + "/"))
                        .orElseThrow(SearchTool::nothingAsked);
        return what + arguments.find("glob").map(glob -> " in " + glob).orElse("");
    }

    private static BadCallException nothingAsked() {
        return new BadCallException("Give \"text\" or \"regex\".");
    }

    @Override
    public Finding use(Arguments arguments, int maxBytes) {
        Optional<Glob> glob = arguments.find("glob").map(Globs::parse);
        Optional<String> text = arguments.find("text");
        Deadline end = Deadline.in(deadline.atMost(limit), deadline.clock());
        Places places =
                text.isPresent()
                        ? placesOf(text.get(), glob, end, maxBytes)
                        : places(
                                LineMatcher.regex(
                                        arguments
                                                .find("regex")
                                                .orElseThrow(SearchTool::nothingAsked)),
                                glob,
                                end,
                                maxBytes);
        return places.finding();
    }

    /// In any case, where none is as it was written.
    private Places placesOf(String text, Optional<Glob> glob, Deadline end, int maxBytes) {
        Places exact = places(LineMatcher.text(text, false), glob, end, maxBytes);
        return exact.isNone() && !exact.isCut()
                ? places(LineMatcher.text(text, true), glob, end, maxBytes)
                : exact;
    }

    private Places places(LineMatcher matcher, Optional<Glob> glob, Deadline end, int maxBytes) {
        CommitTree.Holding holding = holding(matcher, end);
        Places places = new Places(matcher, maxBytes);
        if (!holding.complete()) {
            places.cut();
        }
        List<TreeFile> candidates =
                files.readable(holding.files())
                        .filter(file -> glob.isEmpty() || glob.get().matches(file.path()))
                        .toList();
        places.readAll(files.tree(), candidates, end);
        return places;
    }

    private CommitTree.Holding holding(LineMatcher matcher, Deadline end) {
        String literal = matcher.literal();
        return literal.length() < MIN_LITERAL || literal.indexOf('\n') >= 0
                ? new CommitTree.Holding(files.tree().files(), true)
                : files.tree().filesHolding(literal, matcher.ignoresCase(), end.left());
    }
}
