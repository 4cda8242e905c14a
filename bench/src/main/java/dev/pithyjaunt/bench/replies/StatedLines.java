package dev.pithyjaunt.bench.replies;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines that a reply adds and removes, read from its raw text by other, simpler means than the
/// agent's, so that a reader which drops or bends a part of it is found out.
///
/// - Of a diff, the lines that begin with `+` or `-` behind an `@@` line, up to the next file's
///   headers or the end of the fence. No count is believed, and no path is looked at.
/// - Of tags, each text between `<original>` tags goes and the one between the `<patched>` tags
///   behind it comes; what both have cancels out.
///
/// Models think again and state their diff anew. The last draft stands then, so a result is
/// faithful to the reply when its lines are those of the whole reply, or those of its last draft:
/// the hunks behind the last prose that stands between hunks. Drafts of one file that leave the
/// hunks of another to an earlier draft are found unfaithful, to be on the safe side.
///
/// @param whole of all that is stated
/// @param lastDraft of the last draft; equal to the whole when there is one only
record StatedLines(NetLines whole, NetLines lastDraft) {

    /// The format of replies with tags; all others are diffs.
    private static final String TAGS = "search-replace-tags";

    private static final Pattern TAGGED =
            Pattern.compile(
                    "<original>(.*?)</original>\\s*<patched>(.*?)</patched>", Pattern.DOTALL);

    /// What git writes between `diff --git` and `---`.
    private static final Pattern EXTENDED_HEADER =
            Pattern.compile(
                    "(index|old mode|new mode|new file|deleted file|similarity|dissimilarity|rename|copy) .*");

    static StatedLines of(String format, String reply) {
        return format.equals(TAGS) ? ofTags(reply) : new DiffScan().scan(reply);
    }

    private static StatedLines ofTags(String reply) {
        NetLines lines = new NetLines();
        Matcher tagged = TAGGED.matcher(reply);
        while (tagged.find()) {
            lines.removeAll(tagged.group(1));
            lines.addAll(tagged.group(2));
        }
        return new StatedLines(lines, lines);
    }

    /// Whether these lines are what the reply states.
    boolean are(NetLines made) {
        return made.equals(whole) || made.equals(lastDraft);
    }

    private static final class DiffScan {

        private final NetLines whole = new NetLines();
        private NetLines lastDraft = new NetLines();
        private boolean inHunk;
        private boolean proseSinceHunk;

        StatedLines scan(String reply) {
            String[] lines = reply.split("\r?\n", -1);
            for (int i = 0; i < lines.length; i++) {
                String next = i + 1 < lines.length ? lines[i + 1] : "";
                if (lines[i].startsWith("--- ") && next.startsWith("+++ ")) {
                    inHunk = false;
                    i++;
                } else {
                    scanLine(lines[i]);
                }
            }
            return new StatedLines(whole, lastDraft);
        }

        private void scanLine(String line) {
            if (line.startsWith("diff --git ") || line.startsWith("```")) {
                inHunk = false;
            } else if (line.startsWith("@@")) {
                beginHunk();
            } else if (inHunk) {
                count(line);
            } else if (!line.isBlank() && !EXTENDED_HEADER.matcher(line).matches()) {
                proseSinceHunk = true;
            }
        }

        private void beginHunk() {
            if (proseSinceHunk) {
                lastDraft = new NetLines();
                proseSinceHunk = false;
            }
            inHunk = true;
        }

        private void count(String line) {
            if (line.startsWith("+")) {
                whole.add(line.substring(1));
                lastDraft.add(line.substring(1));
            } else if (line.startsWith("-")) {
                whole.remove(line.substring(1));
                lastDraft.remove(line.substring(1));
            }
        }
    }
}
