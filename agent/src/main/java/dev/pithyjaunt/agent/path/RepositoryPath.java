package dev.pithyjaunt.agent.path;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may be the path of a file in a repository: one that stays inside it and out of git's own
/// folder on every file system that a checkout may lie on.
public final class RepositoryPath {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_PART_BYTES = 255;

    private static final Pattern DRIVE = Pattern.compile("\\p{Alpha}:.*", Pattern.DOTALL);

    /// NTFS knows a folder `.git` also as `GIT~1` and by streams such as `.git::$INDEX_ALLOCATION`.
    /// https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprotectNTFS
    private static final Pattern GIT = Pattern.compile("(?:\\.git|git~\\d+)(?:[. ]*:.*)?");

    /// Names that Windows keeps for devices, with any extension, and characters and endings that it
    /// takes in no name.
    /// https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
    private static final Pattern NOT_ON_WINDOWS =
            Pattern.compile(
                    "(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\\..*)?"
                            + "|.*[. ]|.*[<>:\"|?*].*");

    private RepositoryPath() {}

    /// The first rule that a path breaks; empty when it may be the path of a file.
    ///
    /// @param path relative to the repository's root, `/`-separated
    public static Optional<PathRule> broken(String path) {
        if (path.isEmpty()) {
            return Optional.of(PathRule.EMPTY);
        }
        if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
            return Optional.of(PathRule.ABSOLUTE);
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of(PathRule.SEPARATOR);
        }
        return brokenByCharacter(path)
                .or(() -> brokenByLength(path))
                .or(() ->
                        List.of(path.split("/", -1)).stream()
                                .flatMap(part -> brokenByPart(part).stream())
                                .findFirst());
    }

    /// Whether a Windows checkout can't have a file of this name, or would have it under another
    /// one. Many repositories never meet Windows, so such a path is not broken.
    public static boolean isUnusableOnWindows(String path) {
        return List.of(path.split("/", -1)).stream()
                .anyMatch(part -> NOT_ON_WINDOWS.matcher(part).matches());
    }

    private static Optional<PathRule> brokenByCharacter(String path) {
        return path.codePoints().boxed().flatMap(c -> brokenBy(c).stream()).findFirst();
    }

    private static Optional<PathRule> brokenBy(int c) {
        if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
            return Optional.of(PathRule.CONTROL_CHARACTER);
        }
        // https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
        if (c == 0x061C || c == 0x200E || c == 0x200F || isWithin(c, 0x202A, 0x202E)) {
            return Optional.of(PathRule.BIDIRECTIONAL);
        }
        if (isWithin(c, 0x2066, 0x2069)) {
            return Optional.of(PathRule.BIDIRECTIONAL);
        }
        boolean surrogate = isWithin(c, Character.MIN_SURROGATE, Character.MAX_SURROGATE);
        boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || isWithin(c, 0xFDD0, 0xFDEF);
        return surrogate || nonCharacter || c == 0xFFFD
                ? Optional.of(PathRule.NOT_UNICODE)
                : Optional.empty();
    }

    private static boolean isWithin(int c, int first, int last) {
        return first <= c && c <= last;
    }

    private static Optional<PathRule> brokenByLength(String path) {
        boolean tooLong =
                bytes(path) > MAX_BYTES
                        || List.of(path.split("/", -1)).stream()
                                .anyMatch(part -> bytes(part) > MAX_PART_BYTES);
        return tooLong ? Optional.of(PathRule.TOO_LONG) : Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<PathRule> brokenByPart(String part) {
        String compatible = Normalizer.normalize(part, Normalizer.Form.NFKC);
        if (compatible.indexOf('/') >= 0 || compatible.indexOf('\\') >= 0) {
            return Optional.of(PathRule.SEPARATOR);
        }
        String folded = FoldedPath.part(part);
        if (folded.isEmpty()) {
            return Optional.of(PathRule.DOTS);
        }
        return GIT.matcher(folded).matches() ? Optional.of(PathRule.GIT_FOLDER) : Optional.empty();
    }
}
