package dev.pithyjaunt.agent.patch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which paths a patch may touch: none that could leave the repository or reach git's own files, on
/// any file system. Source: git's `verify_path` in `read-cache.c`, with `core.protectNTFS` and
/// `core.protectHFS` on.
final class PathRules {

    private static final int MAX_PATH_CHARS = 4096;
    private static final int MAX_PARTS = 100;

    /// NTFS takes these for `.git`, whatever stands behind them.
    private static final Pattern GIT = Pattern.compile("(?:\\.git|git~\\d+)[. ]*(?::.*)?");

    /// HFS+ ignores these characters in names.
    private static final Pattern IGNORED =
            Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

    private PathRules() {}

    /// What the path should have been, in words; empty when nothing is wrong with it.
    static Optional<String> broken(PathName name) {
        String path = name.path();
        if (!name.charset().equals(StandardCharsets.UTF_8) || path.indexOf('\0') >= 0) {
            return Optional.of("a path in UTF-8");
        }
        if (path.length() > MAX_PATH_CHARS) {
            return Optional.of("a path of at most %,d characters".formatted(MAX_PATH_CHARS));
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of("a path relative to the repository's root");
        }
        String[] parts = path.split("[/\\\\]", -1);
        if (parts.length > MAX_PARTS) {
            return Optional.of("a path of at most %d parts".formatted(MAX_PARTS));
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("a path without an empty, . or .. part");
            }
            String plain = IGNORED.matcher(part.toLowerCase(Locale.ROOT)).replaceAll("");
            if (GIT.matcher(plain).matches()) {
                return Optional.of("a path outside git's own folder");
            }
        }
        return Optional.empty();
    }
}
