package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.agent.language.Languages;
import dev.pithyjaunt.git.ContentSink;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a commit's files are, by their names, modes and contents.
///
/// @param files in git's order
/// @param leftOut what could not be looked at, and why: a line each, for people
public record Survey(List<SurveyedFile> files, List<String> leftOut) {

    /// Bytes of a file above which it is not read further.
    private static final int MAX_FILE_BYTES = 4 << 20;

    public Survey {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    public static Survey of(FileTree tree) {
        return of(tree, (_, _, _) -> {});
    }

    /// Looks through every file once.
    ///
    /// @param reader gets the content of every text
    public static Survey of(FileTree tree, TextReader reader) {
        Surveying surveying = new Surveying(tree.files(), reader);
        tree.scan(surveying.wanted(), MAX_FILE_BYTES, surveying);
        return new Survey(Arrays.asList(surveying.files), surveying.leftOut());
    }

    /// The files that can be shown.
    public List<SurveyedFile> texts() {
        return files.stream().filter(file -> file.kind() == SurveyedFile.Kind.TEXT).toList();
    }

    /// Languages with their number of files, most first, as `Java 12, Shell 3`.
    public String languages() {
        Map<String, Long> counts =
                texts().stream()
                        .filter(file -> !file.language().equals(SurveyedFile.UNKNOWN))
                        .collect(
                                Collectors.groupingBy(
                                        SurveyedFile::language,
                                        TreeMap::new,
                                        Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .map(entry -> String.format(Locale.ROOT, "%s %d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// Fills in what each file is, as their contents come.
    private static final class Surveying implements ContentSink {

        private final List<TreeFile> all;
        private final TextReader reader;
        private final SurveyedFile[] files;
        private final String[] problems;

        /// Index in `all` of the files whose contents are wanted.
        private final int[] positions;

        Surveying(List<TreeFile> all, TextReader reader) {
            this.all = all;
            this.reader = reader;
            this.files = new SurveyedFile[all.size()];
            this.problems = new String[all.size()];
            Arrays.setAll(files, i -> byName(all.get(i)));
            this.positions =
                    IntStream.range(0, files.length)
                            .filter(i -> isWanted(files[i].kind()))
                            .toArray();
        }

        private static SurveyedFile byName(TreeFile file) {
            SurveyedFile.Kind kind =
                    file.isRegular() ? FileKinds.byPath(file.path()) : SurveyedFile.Kind.NOT_A_FILE;
            return new SurveyedFile(
                    file, Languages.byPath(file.path()).orElse(SurveyedFile.UNKNOWN), kind, 0, 0);
        }

        private static boolean isWanted(SurveyedFile.Kind kind) {
            return kind != SurveyedFile.Kind.NOT_A_FILE && kind != SurveyedFile.Kind.BINARY;
        }

        List<TreeFile> wanted() {
            return Arrays.stream(positions).mapToObj(all::get).toList();
        }

        @Override
        public void take(int index, byte[] buffer, int length, long size) {
            int position = positions[index];
            SurveyedFile named = files[position];
            SurveyedFile.Kind kind = named.kind();
            if (kind == SurveyedFile.Kind.TEXT) {
                kind = FileKinds.byContent(named.path(), buffer, length);
            }
            boolean whole = length == size;
            if (!whole && kind == SurveyedFile.Kind.TEXT) {
                kind = SurveyedFile.Kind.TOO_LARGE;
            }
            String language = Languages.of(named.path(), buffer, length);
            int lines = whole && kind != SurveyedFile.Kind.BINARY ? lines(buffer, length) : 0;
            files[position] = new SurveyedFile(named.file(), language, kind, size, lines);
            if (kind == SurveyedFile.Kind.TEXT) {
                reader.read(position, buffer, length);
            }
        }

        private static int lines(byte[] buffer, int length) {
            int ends = LineEnds.count(buffer, length);
            return length > 0 && buffer[length - 1] != '\n' ? ends + 1 : ends;
        }

        @Override
        public void miss(int index, String reason) {
            int position = positions[index];
            SurveyedFile named = files[position];
            files[position] =
                    new SurveyedFile(
                            named.file(), named.language(), SurveyedFile.Kind.UNREADABLE, 0, 0);
            problems[position] = reason;
        }

        List<String> leftOut() {
            return IntStream.range(0, files.length)
                    .filter(i -> problems[i] != null)
                    .mapToObj(i -> files[i].path() + ": " + problems[i])
                    .toList();
        }
    }
}
