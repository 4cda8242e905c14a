package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.prompt.ShownFile;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;
import dev.pithyjaunt.git.process.Deadline;

import java.util.List;

/// The places that a search found, as many as fit into its answer.
final class Places {

    /// Lines shown before and after one that matches.
    private static final int AROUND = 2;

    private static final int MAX_PER_FILE = 8;
    private static final int MAX_FILES = 30;

    /// What the tags around an excerpt take.
    private static final int TAG_BYTES = 60;

    /// Files read with one process; between two such the search can stop.
    private static final int BATCH = 50;

    private final LineMatcher matcher;
    private final StringBuilder text = new StringBuilder();
    private int bytesLeft;
    private int places;
    private int shown;
    private int files;
    private int unread;
    private boolean timeIsOver;

    Places(LineMatcher matcher, int maxBytes) {
        this.matcher = matcher;
        this.bytesLeft = maxBytes;
    }

    /// Time was over before all was searched.
    void cut() {
        timeIsOver = true;
    }

    boolean isCut() {
        return timeIsOver;
    }

    boolean isNone() {
        return places == 0;
    }

    void readAll(CommitTree tree, List<TreeFile> candidates, Deadline end) {
        for (int from = 0; from < candidates.size(); from += BATCH) {
            boolean isFull = files >= MAX_FILES || bytesLeft <= TAG_BYTES;
            timeIsOver |= end.hasPassed();
            if (isFull || timeIsOver) {
                unread = candidates.size() - from;
                return;
            }
            tree.readAll(
                    candidates.subList(from, Math.min(candidates.size(), from + BATCH)), this::add);
        }
    }

    private void add(TreeFile file, byte[] content) {
        if (!ShownFile.isText(content)) {
            return;
        }
        Excerpt excerpt =
                new Excerpt(
                        file.path(),
                        CommitFiles.text(content),
                        AROUND,
                        Math.max(1, bytesLeft - TAG_BYTES - file.path().length()));
        excerpt.show(matcher.lines(), MAX_PER_FILE);
        if (excerpt.matches() == 0) {
            return;
        }
        places += excerpt.matches();
        int cost = excerpt.bytes() + TAG_BYTES + Pages.bytes(file.path());
        boolean fits = files == 0 || cost <= bytesLeft;
        if (files < MAX_FILES && fits) {
            text.append(excerpt.text());
            bytesLeft -= cost;
            shown += excerpt.shownMatches();
            files++;
        }
    }

    /// @throws BadCallException when there is none
    Tool.Finding finding() {
        if (isNone()) {
            throw new BadCallException(
                    timeIsOver
                            ? "No line was found within the time for a search; a glob or a longer text takes less."
                            : "No line matches.");
        }
        String all = unread > 0 || timeIsOver ? "at least " + places : "" + places;
        String outcome =
                "%d of %s lines, in %s"
                        .formatted(shown, all, files == 1 ? "1 file" : files + " files");
        String rest =
                shown == places && unread == 0
                        ? ""
                        : "Only %s are shown; a glob or a longer text finds fewer.\n"
                                .formatted(outcome);
        String late =
                timeIsOver
                        ? "The search was ended at its time limit; a glob or a longer text takes less.\n"
                        : "";
        return new Tool.Finding(outcome, text + rest + late);
    }
}
