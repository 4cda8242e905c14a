package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.survey.TaskWords;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A file as the model sees it: its text between tags that name its path. Code never travels inside
/// JSON, and lines carry no numbers, so that they can be copied as they are.
final class ShownFile {

    /// Lines shown around one that has to do with the task.
    private static final int AROUND = 25;

    /// Fewer tokens than these are not worth an excerpt.
    private static final int MIN_EXCERPT_TOKENS = 200;

    private static final String GAP = "[lines left out here]\n";

    private ShownFile() {}

    static String whole(String path, String content) {
        return tagged(path, "", content);
    }

    /// The lines around the task's words, as many as fit; empty when too few do.
    static String parts(String path, String content, String task, int maxTokens) {
        if (maxTokens < MIN_EXCERPT_TOKENS) {
            return "";
        }
        List<String> lines = content.lines().toList();
        SortedSet<Integer> shown = new TreeSet<>();
        String best = "";
        for (int line : TaskWords.of(task).bestLines(lines)) {
            for (int i = Math.max(0, line - AROUND);
                    i < Math.min(lines.size(), line + AROUND + 1);
                    i++) {
                shown.add(i);
            }
            String text = tagged(path, " note=\"in part\"", excerpt(lines, shown));
            if (Prompt.estimate(text) > maxTokens) {
                break;
            }
            best = text;
        }
        return best;
    }

    private static String excerpt(List<String> lines, SortedSet<Integer> shown) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i : shown) {
            if (i > next) {
                text.append(GAP);
            }
            text.append(lines.get(i)).append('\n');
            next = i + 1;
        }
        return next < lines.size() ? text.append(GAP).toString() : text.toString();
    }

    private static String tagged(String path, String note, String content) {
        String tag = tag(content);
        String end = content.endsWith("\n") ? "" : "\n";
        return "<%s path=\"%s\"%s>\n%s%s</%s>\n\n"
                .formatted(tag, Visible.text(path), note, Visible.text(content), end, tag);
    }

    /// A tag that the content can't close.
    private static String tag(String content) {
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? "file" : "file" + n)
                .filter(tag -> !content.contains("</" + tag))
                .findFirst()
                .orElseThrow();
    }
}
