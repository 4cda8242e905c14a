package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.MalformedGlobException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads the headings `paths`, `limits` and `prompt` of a repository's settings, and has those of
/// checks and of publishing read; other headings belong to others.
///
/// ```yaml
/// paths:
///   allowed: [GLOB, ...]
///   protected: [GLOB, ...]
/// limits:
///   files: NUMBER
///   addedLines: NUMBER
///   patchBytes: NUMBER
/// prompt:
///   system: PATH
/// ```
final class SettingsReader {

    private static final int MAX_GLOBS = 500;

    private SettingsReader() {}

    /// @throws MalformedSettingsException when a heading holds what it can't
    static PolicySettings read(String file, byte[] content) {
        return read(new SettingsMap(file, "", YamlText.map(file, content)));
    }

    private static PolicySettings read(SettingsMap settings) {
        SettingsMap paths = settings.heading("paths", Set.of("allowed", "protected"));
        SettingsMap limits =
                settings.heading("limits", Set.of("files", "addedLines", "patchBytes"));
        PromptFile promptFile = promptFile(settings.heading("prompt", Set.of("system")));
        List<ProtectedPaths> all = new ArrayList<>(ProtectedPaths.standard());
        globs(paths, "protected", Glob::folding)
                .forEach(glob ->
                        all.add(
                                new ProtectedPaths(
                                        glob,
                                        Rule.PROTECTED,
                                        "is protected by %s (%s)"
                                                .formatted(settings.file(), glob))));
        if (promptFile != null) {
            all.add(promptFile.protection());
        }
        return new PolicySettings(
                globs(paths, "allowed", Glob::exact),
                all,
                new Limits(
                        limit(limits, "files", Limits.STANDARD.files()),
                        limit(limits, "addedLines", Limits.STANDARD.addedLines()),
                        limit(limits, "patchBytes", Limits.STANDARD.patchBytes())),
                promptFile,
                CheckSettingsReader.read(settings),
                PublishingSettingsReader.read(settings));
    }

    private static @Nullable PromptFile promptFile(SettingsMap prompt) {
        if (!prompt.has("system")) {
            return null;
        }
        if (!(prompt.value("system") instanceof String path)) {
            throw prompt.malformed("system", "must be the path of a file of the repository");
        }
        return PromptFile.of(prompt.file(), path);
    }

    private static List<Glob> globs(SettingsMap paths, String name, Function<String, Glob> reader) {
        if (!paths.has(name)) {
            return List.of();
        }
        if (!(paths.value(name) instanceof List<?> list) || list.isEmpty()) {
            throw paths.malformed(name, "must be a list of at least one glob");
        }
        if (list.size() > MAX_GLOBS) {
            throw paths.malformed(
                    name,
                    "has %d globs, and at most %d are taken".formatted(list.size(), MAX_GLOBS));
        }
        List<Glob> globs = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = "%s, glob %d,".formatted(name, i + 1);
            if (!(list.get(i) instanceof String text)) {
                throw paths.malformed(place, "must be a text; put it in quotes");
            }
            try {
                globs.add(reader.apply(text));
            } catch (MalformedGlobException e) {
                throw paths.malformed(
                        place, "is \"%s\": %s".formatted(Reason.shown(text), e.problem()));
            }
        }
        return globs;
    }

    private static int limit(SettingsMap limits, String name, int most) {
        return limits.has(name) ? limits.number(name, most) : most;
    }
}
