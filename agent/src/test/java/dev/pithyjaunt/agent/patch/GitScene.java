package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;
import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Real git as the oracle: trees are made, compared and patched by it alone, in one bare repository
/// with an index for each question.
final class GitScene implements AutoCloseable {

    static final String HEADER =
            "commit refs/heads/x\ncommitter T <t@example.org> 0 +0000\ndata 0\ndeleteall\n";

    private final Path folder;

    GitScene() {
        try {
            folder = Files.createTempDirectory("git-scene");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git(new byte[0], "init", "--quiet", "--bare", "--template=");
    }

    /// What git printed; the exit code must be 0.
    byte[] git(byte[] input, String... words) {
        Answer answer = ask(input, words);
        if (!answer.isYes()) {
            throw new IllegalStateException(String.join(" ", words) + ": " + answer.errors());
        }
        return answer.output();
    }

    Answer ask(byte[] input, String... words) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        List<String> command = Stream.concat(Stream.of("git"), Stream.of(words)).toList();
        Capture output = new Capture(64 << 20);
        Tail errors = new Tail(4096);
        Ending ending =
                new Command(command, folder, environment)
                        .run(Duration.ofMinutes(1), input, output, errors);
        return new Answer(ending.succeeded(), output.bytes(), errors.text());
    }

    /// Stores a tree.
    ///
    /// @return its hash
    String write(Map<String, Entry.File> files) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(HEADER.getBytes(UTF_8));
        files.forEach((path, file) -> {
            stream.writeBytes(
                    "M %s inline %s\ndata %d\n"
                            .formatted(file.mode().digits(), quoted(path), file.content().length)
                            .getBytes(UTF_8));
            stream.writeBytes(file.content());
            stream.write('\n');
        });
        return store(stream.toByteArray());
    }

    /// Stores a tree.
    ///
    /// @param commit as `git fast-import` takes it, on the branch `x`
    /// @return its hash
    String store(byte[] commit) {
        git(commit, "fast-import", "--quiet", "--force");
        return text(git(new byte[0], "rev-parse", "refs/heads/x^{tree}"));
    }

    private static String quoted(String path) {
        return new PathName(path, UTF_8, true).written("").startsWith("\"")
                ? new PathName(path, UTF_8, true).written("")
                : "\"" + path + "\"";
    }

    /// The difference between two trees.
    ///
    /// @param quotePath whether bytes above 127 in names are escaped
    byte[] diff(boolean quotePath, String a, String b, String... options) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-c",
                                "core.quotePath=" + quotePath,
                                "diff-tree",
                                "-r",
                                "-p",
                                "--no-color"));
        words.addAll(List.of(options));
        words.addAll(List.of(a, b));
        return git(new byte[0], words.toArray(String[]::new));
    }

    /// What `git apply` makes of a tree.
    ///
    /// @return the tree's hash when git takes the patch
    Answer apply(byte[] patch, String tree) {
        git(new byte[0], "read-tree", tree);
        Answer applied = ask(patch, "apply", "--cached", "-");
        return applied.isYes()
                ? new Answer(true, text(git(new byte[0], "write-tree")).getBytes(UTF_8), "")
                : applied;
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8).strip();
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param output the hash of the tree, when a patch was applied
    @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
    record Answer(boolean isYes, byte[] output, String errors) {}

    /// Files in memory as a tree.
    static PatchTree tree(Map<String, Entry.File> files) {
        return path -> {
            Entry.File file = files.get(path);
            if (file != null) {
                return file;
            }
            return files.keySet().stream().anyMatch(other -> other.startsWith(path + "/"))
                    ? new Entry.Folder()
                    : new Entry.Absent();
        };
    }

    static Entry.File file(String text) {
        return new Entry.File(Mode.FILE, text.getBytes(UTF_8));
    }

    /// The files as they are after a patch.
    static Map<String, Entry.File> after(
            Map<String, Entry.File> before, Application.Applied applied) {
        Map<String, Entry.File> after = new TreeMap<>(before);
        for (Application.AppliedFile file : applied.files()) {
            file.file()
                    .ifPresentOrElse(
                            now -> after.put(file.path(), now), () -> after.remove(file.path()));
        }
        return after;
    }

    /// Files as values that compare.
    static Map<String, String> values(Map<String, Entry.File> files) {
        Map<String, String> values = new TreeMap<>();
        files.forEach((path, file) ->
                values.put(path, file.mode() + " " + Arrays.toString(file.content())));
        return values;
    }
}
