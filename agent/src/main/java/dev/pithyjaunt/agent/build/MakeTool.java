package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A `Makefile` or a `Justfile` with targets that are called as what they do.
final class MakeTool implements BuildTool {

    private static final List<String> MANIFESTS =
            List.of("GNUmakefile", "Makefile", "makefile", "justfile", "Justfile", ".justfile");

    @Override
    public int rank(String name) {
        return MANIFESTS.indexOf(name);
    }

    @Override
    public Project read(Folder folder, String manifest) {
        boolean isJust = rank(manifest) > 2;
        Set<String> targets = targets(folder.text(manifest));
        String command = isJust ? "just " : "make ";
        for (String target : List.of("test", "tests", "check")) {
            if (targets.contains(target)) {
                folder.add(Purpose.TEST, command + target, folder.at(manifest) + ": " + target);
                break;
            }
        }
        if (targets.contains("lint")) {
            folder.add(Purpose.LINT, command + "lint", folder.at(manifest) + ": lint");
        }
        return Project.ofAllBelow(folder.system(isJust ? "Just" : "Make", manifest));
    }

    /// What stands before the colon of lines that are not indented; assignments aside.
    private static Set<String> targets(String text) {
        Set<String> targets = new HashSet<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            boolean isRule =
                    colon > 0
                            && Character.isLetter(line.charAt(0))
                            && !line.startsWith("=", colon + 1)
                            && !line.startsWith(":=", colon + 1)
                            && line.indexOf('=') != colon - 1;
            if (isRule) {
                targets.addAll(List.of(line.substring(0, colon).strip().split("[ \t]+", -1)));
            }
        }
        return targets;
    }
}
