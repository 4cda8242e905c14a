package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Trees that look like people's, small, with all that is awkward in names and contents, and edits
/// of them. The same seed makes the same.
final class RandomTree {

    private static final List<String> NAMES =
            List.of(
                    "a.txt",
                    "b b.txt",
                    "dir/c.txt",
                    "dir/sub/d e.txt",
                    "quo\"te.txt",
                    "tab\tin.txt",
                    "line\nfeed.txt",
                    "ü/ö.txt",
                    "😀.txt",
                    "back\\slash",
                    "dir/-- a",
                    " leading",
                    "trailing ",
                    "x b/x");

    private static final List<String> LINES =
            List.of(
                    "",
                    "{",
                    "}",
                    "    return x;",
                    "--- a/x",
                    "+++ b/x",
                    "@@ -1 +1 @@",
                    "-",
                    "+",
                    "ä€😀",
                    "\\ No newline at end of file",
                    "with\ttab ",
                    "diff --git a/x b/x",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five");

    private final Random random;

    RandomTree(long seed) {
        random = new Random(seed);
    }

    Map<String, Entry.File> make() {
        Map<String, Entry.File> files = new TreeMap<>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            files.put(NAMES.get(random.nextInt(NAMES.size())), newFile());
        }
        return files;
    }

    private Entry.File newFile() {
        return switch (random.nextInt(12)) {
            case 0 -> new Entry.File(Mode.SYMLINK, "a.txt".getBytes(UTF_8));
            case 1 -> new Entry.File(Mode.EXECUTABLE, text(random.nextInt(30)));
            case 2 -> new Entry.File(Mode.FILE, new byte[0]);
            default -> new Entry.File(Mode.FILE, text(random.nextInt(60)));
        };
    }

    private byte[] text(int lines) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            text.add(line());
        }
        return bytes(text, random.nextInt(6) == 0 ? ISO_8859_1 : UTF_8);
    }

    private String line() {
        String line =
                random.nextInt(3) == 0
                        ? "line " + random.nextInt(1000)
                        : LINES.get(random.nextInt(LINES.size()));
        return random.nextInt(8) == 0 ? line + "\r" : line;
    }

    private byte[] bytes(List<String> lines, Charset charset) {
        String text = String.join("\n", lines);
        return (lines.isEmpty() || random.nextInt(4) == 0 ? text : text + "\n").getBytes(charset);
    }

    /// The files after some edits.
    Map<String, Entry.File> edit(Map<String, Entry.File> before) {
        Map<String, Entry.File> after = new TreeMap<>(before);
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            List<String> paths = new ArrayList<>(after.keySet());
            String fresh = NAMES.get(random.nextInt(NAMES.size()));
            String some = paths.isEmpty() ? fresh : paths.get(random.nextInt(paths.size()));
            Entry.File file = after.getOrDefault(some, newFile());
            switch (random.nextInt(9)) {
                case 0 -> after.put(fresh, newFile());
                case 1 -> after.remove(some);
                case 2 -> {
                    after.remove(some);
                    after.put(fresh, file);
                }
                case 3 -> {
                    after.remove(some);
                    after.put(fresh, edited(file));
                }
                case 4 -> after.put(fresh, edited(file));
                case 5 -> after.put(some, new Entry.File(otherMode(file.mode()), file.content()));
                default -> after.put(some, edited(file));
            }
        }
        return after;
    }

    private static Mode otherMode(Mode mode) {
        return switch (mode) {
            case FILE -> Mode.EXECUTABLE;
            case EXECUTABLE, SUBMODULE -> Mode.FILE;
            case SYMLINK -> Mode.SYMLINK;
        };
    }

    private Entry.File edited(Entry.File file) {
        if (file.mode() == Mode.SYMLINK) {
            return new Entry.File(Mode.SYMLINK, "target".getBytes(UTF_8));
        }
        Charset charset = Charsets.of(file.content(), 0, file.content().length);
        List<String> lines =
                new ArrayList<>(List.of(new String(file.content(), charset).split("\n")));
        int count = random.nextInt(1, 5);
        for (int i = 0; i < count && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line());
                default -> lines.set(at, line());
            }
        }
        return new Entry.File(file.mode(), bytes(lines, charset));
    }

    /// A patch with some bytes that are other than they were: lines removed, doubled, swapped or
    /// shifted, and single characters changed.
    byte[] mutate(byte[] patch) {
        List<String> lines = new ArrayList<>(List.of(new String(patch, ISO_8859_1).split("\n")));
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
                case 3 -> lines.set(at, shifted(line));
                case 4 ->
                        lines.set(
                                at,
                                line.isEmpty()
                                        ? " "
                                        : " +-\\".charAt(random.nextInt(4)) + line.substring(1));
                default -> lines.set(at, flipped(line));
            }
        }
        return (String.join("\n", lines) + "\n").getBytes(ISO_8859_1);
    }

    private String shifted(String line) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(line)
                .replaceAll(number ->
                        number.group().length() > 6 || random.nextBoolean()
                                ? number.group()
                                : String.valueOf(
                                        Math.max(
                                                0,
                                                Integer.parseInt(number.group())
                                                        + random.nextInt(-3, 4))));
    }

    private String flipped(String line) {
        if (line.isEmpty()) {
            return line;
        }
        int at = random.nextInt(line.length());
        return line.substring(0, at) + (char) random.nextInt(32, 127) + line.substring(at + 1);
    }
}
