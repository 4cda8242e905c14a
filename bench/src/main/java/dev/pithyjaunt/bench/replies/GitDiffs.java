package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Diffs printed by git itself, all with two processes, and each tried by plain `git apply`. Works
/// in a repository of its own, with no configuration but that.
final class GitDiffs {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int MAX_OUTPUT_BYTES = 1 << 30;
    private static final int MAX_ERROR_BYTES = 4096;

    private final Path repository;
    private final List<Pair> pairs;

    private GitDiffs(Path repository, List<Pair> pairs) {
        this.repository = repository;
        this.pairs = pairs;
    }

    /// @param folder empty; the repository is made in it
    static GitDiffs of(List<TreeChange> changes, Path folder) {
        git(folder, Map.of(), new byte[0], "init", "--quiet", "--bare", "--template=");
        ImportStream stream = new ImportStream();
        changes.forEach(stream::add);
        List<String> hashes =
                git(folder, Map.of(), stream.bytes(), "fast-import", "--quiet").lines().toList();
        return new GitDiffs(
                folder,
                IntStream.range(0, changes.size())
                        .mapToObj(i -> new Pair(hashes.get(2 * i), hashes.get(2 * i + 1)))
                        .toList());
    }

    /// The diff of each change, in their order.
    List<String> print() {
        StringBuilder input = new StringBuilder();
        pairs.forEach(pair -> input.append(pair.result + " " + pair.base + "\n"));
        String printed =
                git(
                        repository,
                        Map.of(),
                        input.toString().getBytes(UTF_8),
                        "diff-tree",
                        "--stdin",
                        "--always",
                        "--patch",
                        "--binary",
                        "--full-index",
                        "--find-renames",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--src-prefix=a/",
                        "--dst-prefix=b/");
        return parts(printed);
    }

    /// A commit's hash stands alone on the line before its diff, and no line of a diff is nothing
    /// but a hash.
    private List<String> parts(String printed) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int start = at + pairs.get(i).result.length() + 1;
            at =
                    i + 1 == pairs.size()
                            ? printed.length()
                            : printed.indexOf("\n" + pairs.get(i + 1).result + "\n", start - 1) + 1;
            // git leaves a blank line between a commit and its diff.
            parts.add(printed.substring(start, at).replaceFirst("^\n", ""));
        }
        return parts;
    }

    /// Which of the diffs `git apply` refuses at their base, and why: by their place in the list.
    Map<Integer, String> refused(List<String> diffs) {
        Map<Integer, String> refusals = new HashMap<>();
        IntStream.range(0, diffs.size())
                .parallel()
                .forEach(i -> {
                    String refusal = refusal(i, diffs.get(i));
                    if (!refusal.isEmpty()) {
                        synchronized (refusals) {
                            refusals.put(i, refusal);
                        }
                    }
                });
        return refusals;
    }

    /// What `git apply --check` has against a diff at the base of a change; empty when it takes it.
    String refusal(int change, String diff) {
        Map<String, String> index =
                Map.of("GIT_INDEX_FILE", repository.resolve("index-" + change).toString());
        git(repository, index, new byte[0], "read-tree", pairs.get(change).base);
        Tail errors = new Tail(MAX_ERROR_BYTES);
        Ending ending =
                command(repository, index, "apply", "--cached", "--check", "-")
                        .run(LIMIT, diff.getBytes(UTF_8), Drain.NONE, errors);
        return ending.succeeded() ? "" : ending + " " + errors.text().strip();
    }

    private static String git(
            Path directory, Map<String, String> more, byte[] input, String... words) {
        Capture output = new Capture(MAX_OUTPUT_BYTES);
        Tail errors = new Tail(MAX_ERROR_BYTES);
        Ending ending = command(directory, more, words).run(LIMIT, input, output, errors);
        if (!ending.succeeded() || output.overflowed()) {
            throw new IllegalStateException(
                    "git %s in %s: %s %s".formatted(words[0], directory, ending, errors.text()));
        }
        return output.text();
    }

    private static Command command(Path directory, Map<String, String> more, String... words) {
        Map<String, String> environment = new HashMap<>(Environment.basic());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_ATTR_NOSYSTEM", "1");
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(more);
        return new Command(
                Stream.concat(Stream.of("git"), Stream.of(words)).toList(), directory, environment);
    }

    /// Commits.
    private record Pair(String base, String result) {}
}
