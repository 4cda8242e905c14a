package dev.pithyjaunt.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what `git log` tells of the past: for each commit a NUL, its message and a NUL, and when
/// it touched files a line end and their paths, each with a NUL. Neither messages nor paths hold
/// one, and no path is empty.
final class History {

    private final String[] parts;
    private int next;

    private History(String log) {
        this.parts = log.split("\0", -1);
    }

    static List<PastCommit> of(Git git, String commit, int maxCommits) {
        byte[] log =
                git.run(
                        new byte[0],
                        "log",
                        "--root",
                        "--no-merges",
                        "--no-renames",
                        "-O/dev/null",
                        "--no-show-signature",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-notes",
                        "--no-color",
                        "--no-decorate",
                        "--no-relative",
                        "--encoding=UTF-8",
                        "--name-only",
                        "-z",
                        "--format=%x00%B",
                        "--max-count=" + maxCommits,
                        commit,
                        "--");
        return new History(new String(log, StandardCharsets.UTF_8)).commits();
    }

    private List<PastCommit> commits() {
        List<PastCommit> commits = new ArrayList<>();
        while (next < parts.length - 1) {
            next++;
            commits.add(new PastCommit(parts[next++], paths()));
        }
        return commits;
    }

    /// Until the NUL of the next commit, or the end.
    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (; !parts[next].isEmpty(); next++) {
            paths.add(paths.isEmpty() ? parts[next].substring(1) : parts[next]);
        }
        return paths;
    }
}
