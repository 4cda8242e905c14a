package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.bench.replies.Landing.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Lands recorded replies and has git print what changed.
final class Results {

    private Results() {}

    static List<Result> of(Recording recording) throws IOException {
        List<Landing> landings = landings(recording);
        Path folder = Files.createTempDirectory("jaunt-bench-");
        try {
            return withDiffs(recording, landings, folder);
        } finally {
            delete(folder);
        }
    }

    /// Of the second of two rounds: in the first one the JVM compiles and the grammars are loaded.
    private static List<Landing> landings(Recording recording) {
        List<Landing> landings = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            landings.clear();
            for (Recording.Row row : recording.rows()) {
                landings.add(Landing.of(row.reply().reply(), row.base()));
            }
        }
        return landings;
    }

    private static List<Result> withDiffs(
            Recording recording, List<Landing> landings, Path folder) {
        List<TreeChange> changes = new ArrayList<>();
        for (int i = 0; i < landings.size(); i++) {
            if (landings.get(i).outcome() == Outcome.APPLIED) {
                changes.add(
                        new TreeChange(recording.rows().get(i).base(), landings.get(i).files()));
            }
        }
        GitDiffs git = GitDiffs.of(changes, folder);
        List<String> diffs = git.print();
        Map<Integer, String> refused = git.refused(diffs);
        List<Result> results = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < landings.size(); i++) {
            Landing landing = landings.get(i);
            RecordedReply reply = recording.rows().get(i).reply();
            if (landing.outcome() == Outcome.APPLIED) {
                NetLines made = NetLines.between(recording.rows().get(i).base(), landing.files());
                boolean faithful = StatedLines.of(reply.format(), reply.reply()).are(made);
                String refusal = refused.getOrDefault(next, "");
                results.add(new Result(reply, landing, faithful, diffs.get(next++), refusal));
            } else {
                results.add(new Result(reply, landing, false, "", ""));
            }
        }
        return results;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
