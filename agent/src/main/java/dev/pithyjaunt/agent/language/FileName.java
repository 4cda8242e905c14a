package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/// What the last part of a path says of a language.
///
/// @param language null when it says nothing
/// @param ending the longest known one, lower case, without its first dot; empty when the name as a
///   whole told, or nothing
record FileName(@Nullable String language, String ending) {

    /// Names that keep their meaning with anything behind a dot, as in `Dockerfile.dev`.
    private static final Set<String> STEMS =
            Set.of(
                    "Containerfile",
                    "Dockerfile",
                    "GNUmakefile",
                    "Jenkinsfile",
                    "Kbuild",
                    "Kconfig",
                    "LICENSE",
                    "Makefile",
                    "README");

    static FileName of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String known = LanguageTable.byName(name);
        if (known != null) {
            return new FileName(known, "");
        }
        int first = Math.max(0, name.length() - LanguageTable.longestEnding() - 1);
        for (int dot = name.indexOf('.', first); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
            known = LanguageTable.byEnding(ending);
            if (known != null) {
                return new FileName(known, ending);
            }
        }
        return new FileName(byShape(name), "");
    }

    private static @Nullable String byShape(String name) {
        int dot = name.indexOf('.', 1);
        if (dot > 0 && STEMS.contains(name.substring(0, dot))) {
            return LanguageTable.byName(name.substring(0, dot));
        }
        return name.startsWith(".") && name.endsWith("ignore") ? "Ignore List" : null;
    }

    /// Whether the start of the content may say something else, or something at all.
    boolean needsContent() {
        return language == null || AmbiguousEndings.contains(ending);
    }
}
