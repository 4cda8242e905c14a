package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a commit's files are, by their names, modes and sizes, and a first line where these do not
/// tell.
///
/// @param files in git's order
public record Survey(List<SurveyedFile> files) {

    /// Bytes of a file above which it is not read.
    private static final long MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_FIRST_LINE = 200;

    private static final Pattern VENDORED =
            Pattern.compile(
                    "(?:.*/)?(?:node_modules|bower_components|vendor|vendored|third[_-]?party|external|Godeps|Pods)/.*");
    private static final Pattern GENERATED =
            Pattern.compile(
                    "(?:.*/)?(?:dist|build/generated|generated|__generated__|target/generated-sources)/.*"
                            + "|.*[.-]min\\.(?:js|css|mjs)|.*\\.(?:map|snap|lock|sum|pb\\.go)|.*_pb2(?:_grpc)?\\.py"
                            + "|(?:.*/)?(?:package-lock\\.json|npm-shrinkwrap\\.json|pnpm-lock\\.yaml|yarn\\.lock|poetry\\.lock|composer\\.lock)");
    private static final Pattern BINARY =
            Pattern.compile(
                    ".*\\.(?:png|jpe?g|gif|webp|ico|bmp|tiff?|pdf|zip|gz|bz2|xz|zst|7z|tar|tgz|jar|war|class|so|dylib|dll|exe|o|a|lib|bin|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|ogg|wav|flac|mov|avi|webm|sqlite|db|parquet|pyc|pack|idx|keystore|p12|der)",
                    Pattern.CASE_INSENSITIVE);

    public Survey {
        files = List.copyOf(files);
    }

    /// Reads only those files whose name does not tell their language.
    public static Survey of(CommitTree tree) {
        Map<TreeFile, String> byFirstLine = new HashMap<>();
        List<TreeFile> unnamed =
                tree.files().stream()
                        .filter(file -> Languages.byPath(file.path()).isEmpty())
                        .filter(file -> kind(file) == SurveyedFile.Kind.TEXT)
                        .toList();
        tree.readAll(
                unnamed,
                (file, content) ->
                        Languages.byFirstLine(firstLine(content))
                                .ifPresent(language -> byFirstLine.put(file, language)));
        return new Survey(
                tree.files().stream()
                        .map(file ->
                                new SurveyedFile(file, language(file, byFirstLine), kind(file)))
                        .toList());
    }

    private static String language(TreeFile file, Map<TreeFile, String> byFirstLine) {
        return Languages.byPath(file.path())
                .orElseGet(() -> byFirstLine.getOrDefault(file, SurveyedFile.UNKNOWN));
    }

    private static String firstLine(byte[] content) {
        String start =
                new String(
                        content,
                        0,
                        Math.min(content.length, MAX_FIRST_LINE),
                        StandardCharsets.UTF_8);
        return start.lines().findFirst().orElse("");
    }

    private static SurveyedFile.Kind kind(TreeFile file) {
        String path = file.path();
        if (!file.isRegular()) {
            return SurveyedFile.Kind.NOT_A_FILE;
        }
        if (BINARY.matcher(path).matches()) {
            return SurveyedFile.Kind.BINARY;
        }
        if (VENDORED.matcher(path).matches()) {
            return SurveyedFile.Kind.VENDORED;
        }
        if (GENERATED.matcher(path).matches()) {
            return SurveyedFile.Kind.GENERATED;
        }
        return file.size() > MAX_FILE_BYTES ? SurveyedFile.Kind.TOO_LARGE : SurveyedFile.Kind.TEXT;
    }

    /// The files that can be shown.
    public List<SurveyedFile> texts() {
        return files.stream().filter(file -> file.kind() == SurveyedFile.Kind.TEXT).toList();
    }

    /// Languages with their number of files, most first, as `Java 12, Bash 3`.
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
}
