package dev.pithyjaunt.bench.fitting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A tree of one made-up file. Its ending names no language, so that no time is taken by a parser.
///
/// @param lines without their ends
/// @param content the same as bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
record MadeFile(List<String> lines, byte[] content) implements FileTree {

    static final String PATH = "src/made.txt";

    private static MadeFile of(List<String> lines) {
        return new MadeFile(lines, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    /// Like a program: every tenth line begins a function, many are equal, and the others tell
    /// where they stand.
    static MadeFile ofCode(int lines) {
        return of(IntStream.range(0, lines).mapToObj(MadeFile::line).toList());
    }

    private static String line(int i) {
        return switch (i % 10) {
            case 0 -> "    int function%d(int first, int second) {".formatted(i);
            case 1 -> "        int sum%d = first + second;".formatted(i);
            case 2 -> "        if (sum%d > %d) {".formatted(i - 1, i);
            case 3 -> "            return sum%d * second;".formatted(i - 2);
            case 4 -> "        }";
            case 5 -> "        log.debug(\"at %d\", sum%d);".formatted(i, i - 4);
            case 6 -> "        for (int k = 0; k < first; k++) total%d += k;".formatted(i);
            case 7 -> "        return total%d;".formatted(i - 1);
            case 8 -> "    }";
            default -> "";
        };
    }

    /// One line again and again.
    static MadeFile ofEqualLines(int lines) {
        return of(Collections.nCopies(lines, "    value += 1;"));
    }

    @Override
    public List<TreeFile> files() {
        return List.of(new TreeFile(PATH, TreeFile.Mode.FILE, PATH));
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return files().stream().filter(file -> file.path().equals(path)).findFirst();
    }

    @Override
    public byte[] read(TreeFile file) {
        return content;
    }
}
