package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.EditLine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The net change of lines: how often each line that is not blank comes, less how often it goes. A
/// reply landed faithfully when its own net change is that from the base to the result.
record StatedLines(Map<String, Integer> net) {

    /// Read from the text of a diff, by its first characters alone, so that a reader which drops or
    /// bends a hunk is found out.
    static StatedLines ofDiff(String reply) {
        Map<String, Integer> net = new HashMap<>();
        boolean inHunk = false;
        List<String> lines = reply.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean headers =
                    line.startsWith("--- ")
                            && i + 1 < lines.size()
                            && lines.get(i + 1).startsWith("+++ ");
            if (line.startsWith("diff --git ") || line.startsWith("```") || headers) {
                inHunk = false;
                i += headers ? 1 : 0;
            } else if (line.startsWith("@@")) {
                inHunk = true;
            } else if (inHunk && line.startsWith("+")) {
                count(net, line.substring(1), 1);
            } else if (inHunk && line.startsWith("-")) {
                count(net, line.substring(1), -1);
            }
        }
        return new StatedLines(net);
    }

    /// As the edits say, for the forms that are no diff.
    static StatedLines ofEdits(List<Edit> edits) {
        Map<String, Integer> net = new HashMap<>();
        for (Edit edit : edits) {
            if (edit instanceof Edit.Replace replace) {
                for (EditLine line : replace.lines()) {
                    switch (line.kind()) {
                        case ADDED -> count(net, line.text(), 1);
                        case REMOVED -> count(net, line.text(), -1);
                        case CONTEXT -> {}
                    }
                }
            }
        }
        return new StatedLines(net);
    }

    static StatedLines between(String before, String after) {
        Map<String, Integer> net = new HashMap<>();
        before.lines().forEach(line -> count(net, line, -1));
        after.lines().forEach(line -> count(net, line, 1));
        return new StatedLines(net);
    }

    private static void count(Map<String, Integer> net, String line, int by) {
        if (!line.isBlank()) {
            net.merge(line.strip(), by, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }
    }

    StatedLines plus(StatedLines other) {
        Map<String, Integer> sum = new HashMap<>(net);
        other.net.forEach((line, by) ->
                sum.merge(line, by, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b)));
        return new StatedLines(sum);
    }
}
