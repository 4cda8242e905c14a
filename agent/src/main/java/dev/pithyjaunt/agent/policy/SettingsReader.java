package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.MalformedGlobException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads the headings `paths`, `limits` and `prompt` of a repository's settings; the other headings
/// belong to others.
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

    private final String file;

    private SettingsReader(String file) {
        this.file = file;
    }

    /// @throws MalformedSettingsException when a heading holds what it can't
    static PolicySettings read(String file, byte[] content) {
        return new SettingsReader(file).read(YamlText.map(file, content));
    }

    private PolicySettings read(Map<?, ?> settings) {
        Map<?, ?> paths = heading(settings, "paths", Set.of("allowed", "protected"));
        Map<?, ?> limits = heading(settings, "limits", Set.of("files", "addedLines", "patchBytes"));
        Map<?, ?> prompt = heading(settings, "prompt", Set.of("system"));
        List<ProtectedPaths> all = new ArrayList<>(ProtectedPaths.standard());
        globs(paths, "protected", Glob::folding)
                .forEach(glob ->
                        all.add(
                                new ProtectedPaths(
                                        glob,
                                        Rule.PROTECTED,
                                        "is protected by %s (%s)".formatted(file, glob))));
        PromptFile promptFile = promptFile(prompt);
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
                promptFile);
    }

    private @Nullable PromptFile promptFile(Map<?, ?> prompt) {
        if (!prompt.containsKey("system")) {
            return null;
        }
        if (!(prompt.get("system") instanceof String path)) {
            throw malformed(PromptFile.KEY, "must be the path of a file of the repository");
        }
        return PromptFile.of(file, path);
    }

    private Map<?, ?> heading(Map<?, ?> settings, String name, Set<String> known) {
        Object value = settings.get(name);
        if (value == null) {
            if (settings.containsKey(name)) {
                throw malformed(name, "is empty: leave it out, or say something below it");
            }
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw malformed(name, "must be a map of " + String.join(", ", new TreeSet<>(known)));
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String text) || !known.contains(text)) {
                throw malformed(
                        name + "." + Reason.shown(String.valueOf(key)),
                        "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return map;
    }

    private List<Glob> globs(Map<?, ?> paths, String name, Function<String, Glob> reader) {
        String key = "paths." + name;
        if (!paths.containsKey(name)) {
            return List.of();
        }
        if (!(paths.get(name) instanceof List<?> list) || list.isEmpty()) {
            throw malformed(key, "must be a list of at least one glob");
        }
        if (list.size() > MAX_GLOBS) {
            throw malformed(
                    key,
                    "has %d globs, and at most %d are taken".formatted(list.size(), MAX_GLOBS));
        }
        List<Glob> globs = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = "%s, glob %d,".formatted(key, i + 1);
            if (!(list.get(i) instanceof String text)) {
                throw malformed(place, "must be a text; put it in quotes");
            }
            try {
                globs.add(reader.apply(text));
            } catch (MalformedGlobException e) {
                throw malformed(place, "is \"%s\": %s".formatted(Reason.shown(text), e.problem()));
            }
        }
        return globs;
    }

    private int limit(Map<?, ?> limits, String name, int most) {
        if (!limits.containsKey(name)) {
            return most;
        }
        if (limits.get(name) instanceof Integer number && number >= 1 && number <= most) {
            return number;
        }
        throw malformed("limits." + name, "must be a number from 1 to %,d".formatted(most));
    }

    private MalformedSettingsException malformed(String key, String problem) {
        return new MalformedSettingsException(file, key, problem);
    }
}
