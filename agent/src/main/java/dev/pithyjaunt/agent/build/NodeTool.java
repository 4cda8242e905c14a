package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;
import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.MalformedGlobException;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `package.json`: its `packageManager` or the lock file decides between npm, pnpm, Yarn and Bun;
/// workspaces are covered.
final class NodeTool implements BuildTool {

    /// What `npm init` writes where there is no test.
    private static final String PLACEHOLDER = "no test specified";

    private enum Manager {
        NPM("npm", "npm test", "npm run lint"),
        PNPM("pnpm", "pnpm test", "pnpm run lint"),
        YARN("Yarn", "yarn test", "yarn run lint"),
        BUN("Bun", "bun run test", "bun run lint");

        private final String title;
        private final String test;
        private final String lint;

        Manager(String title, String test, String lint) {
            this.title = title;
            this.test = test;
            this.lint = lint;
        }
    }

    @Override
    public int rank(String name) {
        return name.equals("package.json") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        JsonNode json = ManifestTree.json(folder, manifest);
        Manager manager = manager(folder, json);
        folder.add(
                Purpose.SET_UP, install(folder, manager), installSource(folder, manager, manifest));
        List<Glob> workspaces = workspaces(folder, json);
        script(folder, manifest, json, "test", Purpose.TEST, manager.test);
        script(folder, manifest, json, "lint", Purpose.LINT, manager.lint);
        BuildSystem system = folder.system(manager.title, manifest);
        return new Project(system, path -> isWorkspace(folder, workspaces, path));
    }

    private static void script(
            Folder folder,
            String manifest,
            JsonNode json,
            String name,
            Purpose purpose,
            String line) {
        String script = json.path("scripts").path(name).asString("");
        if (!script.isBlank() && !script.contains(PLACEHOLDER)) {
            folder.add(purpose, line, folder.at(manifest) + ": scripts." + name);
        }
    }

    private static Manager manager(Folder folder, JsonNode json) {
        String named = json.path("packageManager").asString("");
        for (Manager manager : Manager.values()) {
            if (named.startsWith(manager.title.toLowerCase(Locale.ROOT) + "@")) {
                return manager;
            }
        }
        if (folder.has("pnpm-lock.yaml") || folder.has("pnpm-workspace.yaml")) {
            return Manager.PNPM;
        }
        if (folder.has("yarn.lock")) {
            return Manager.YARN;
        }
        return folder.has("bun.lock") || folder.has("bun.lockb") ? Manager.BUN : Manager.NPM;
    }

    private static String install(Folder folder, Manager manager) {
        return switch (manager) {
            case NPM ->
                    folder.has("package-lock.json") || folder.has("npm-shrinkwrap.json")
                            ? "npm ci"
                            : "npm install";
            case PNPM ->
                    folder.has("pnpm-lock.yaml")
                            ? "pnpm install --frozen-lockfile"
                            : "pnpm install";
            case YARN -> {
                if (!folder.has("yarn.lock")) {
                    yield "yarn install";
                }
                yield folder.has(".yarnrc.yml")
                        ? "yarn install --immutable"
                        : "yarn install --frozen-lockfile";
            }
            case BUN ->
                    folder.has("bun.lock") || folder.has("bun.lockb")
                            ? "bun install --frozen-lockfile"
                            : "bun install";
        };
    }

    private static String installSource(Folder folder, Manager manager, String manifest) {
        Optional<String> lock =
                switch (manager) {
                    case NPM -> folder.first("package-lock.json", "npm-shrinkwrap.json");
                    case PNPM -> folder.first("pnpm-lock.yaml");
                    case YARN -> folder.first("yarn.lock");
                    case BUN -> folder.first("bun.lock", "bun.lockb");
                };
        return folder.at(lock.orElse(manifest));
    }

    private static List<Glob> workspaces(Folder folder, JsonNode json) {
        JsonNode listed = json.path("workspaces");
        List<String> patterns = new ArrayList<>();
        (listed.isArray() ? listed : listed.path("packages"))
                .forEach(pattern -> patterns.add(pattern.asString("")));
        patterns.addAll(pnpmPackages(folder.text("pnpm-workspace.yaml")));
        return patterns.stream().map(NodeTool::glob).flatMap(Optional::stream).toList();
    }

    /// The list below `packages:`, which is all that pnpm itself needs there.
    private static List<String> pnpmPackages(String yaml) {
        List<String> patterns = new ArrayList<>();
        boolean inList = false;
        for (String line : yaml.lines().toList()) {
            if (line.startsWith("packages:")) {
                inList = true;
            } else if (inList && line.strip().startsWith("- ")) {
                patterns.add(line.strip().substring(2).replace("'", "").replace("\"", "").strip());
            } else if (inList && !line.isBlank() && !line.strip().startsWith("#")) {
                inList = false;
            }
        }
        return patterns;
    }

    private static Optional<Glob> glob(String pattern) {
        String plain = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        try {
            return plain.isEmpty() || plain.startsWith("!")
                    ? Optional.empty()
                    : Optional.of(Glob.exact("/" + plain));
        } catch (MalformedGlobException _) {
            return Optional.empty();
        }
    }

    private static boolean isWorkspace(Folder folder, List<Glob> workspaces, String path) {
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        return path.startsWith(prefix)
                && path.length() > prefix.length()
                && workspaces.stream()
                        .anyMatch(glob -> glob.matches(path.substring(prefix.length())));
    }
}
