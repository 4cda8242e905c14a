package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.model.ToolSpec.Kind;
import dev.pithyjaunt.agent.model.ToolSpec.Parameter;
import dev.pithyjaunt.agent.prompt.ShownFile;
import dev.pithyjaunt.agent.prompt.Visible;

import java.util.List;
import java.util.Optional;

/// Shows a file: the whole of it, a part of a long one, or the lines around a text.
final class ReadTool implements Tool {

    /// Lines shown before and after one that holds the text.
    private static final int AROUND = 30;

    private final CommitFiles files;

    ReadTool(CommitFiles files) {
        this.files = files;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "read",
                "Shows a file of the repository, a long one in parts, or only the lines around a text in"
                        + " it.",
                List.of(
                        new Parameter("path", Kind.TEXT, true, "From the repository's root."),
                        new Parameter(
                                "around",
                                Kind.TEXT,
                                false,
                                "A name or a text on one line: only the lines around it are shown."),
                        new Parameter(
                                "part", Kind.INTEGER, false, "Of a long file, from 1, to go on.")));
    }

    @Override
    public String subject(Arguments arguments) {
        int part = arguments.number("part");
        return arguments.text("path")
                + arguments.find("around").map(text -> " around \"" + text + "\"").orElse("")
                + (part == 1 ? "" : " part " + part);
    }

    @Override
    public Finding use(Arguments arguments, int maxBytes) {
        String path = arguments.text("path");
        String content = files.read(path);
        String checked = CommitFiles.checked(path);
        Optional<String> around = arguments.find("around");
        return around.isPresent()
                ? around(checked, content, around.get(), maxBytes)
                : part(checked, content, arguments.number("part"), maxBytes);
    }

    private static Finding part(String path, String content, int number, int maxBytes) {
        List<String> pages = Pages.of(Visible.text(content), maxBytes);
        if (number > pages.size()) {
            throw new BadCallException(
                    "%s has %s.".formatted(Visible.name(path), parts(pages.size())));
        }
        String page = pages.get(number - 1);
        if (pages.size() == 1) {
            return new Finding(lines(page), ShownFile.whole(path, page));
        }
        String note = "part %d of %d".formatted(number, pages.size());
        String more =
                number == pages.size()
                        ? "This was the last part.\n"
                        : "There is more: read part %d, or give \"around\".\n"
                                .formatted(number + 1);
        return new Finding(note, ShownFile.part(path, note, page) + more);
    }

    private static String parts(int count) {
        return count == 1 ? "one part" : count + " parts";
    }

    private static String lines(String text) {
        long lines = text.lines().count();
        return lines == 1 ? "1 line" : "%,d lines".formatted(lines);
    }

    private static Finding around(String path, String content, String text, int maxBytes) {
        Excerpt excerpt = new Excerpt(path, content, AROUND, maxBytes);
        excerpt.showLinesWith(text);
        if (excerpt.matches() == 0) {
            throw new BadCallException(
                    "No line of %s holds \"%s\"."
                            .formatted(Visible.name(path), Visible.name(text)));
        }
        String outcome = "%d of %d places".formatted(excerpt.shownMatches(), excerpt.matches());
        String rest =
                excerpt.shownMatches() == excerpt.matches()
                        ? ""
                        : "Only %s are shown; another text may tell them apart.\n"
                                .formatted(outcome);
        return new Finding(outcome, excerpt.text() + rest);
    }
}
