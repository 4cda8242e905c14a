package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import tools.jackson.databind.JsonNode;

/// `Cargo.toml`: a workspace covers what is below, save what it excludes.
final class CargoTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("Cargo.toml") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        JsonNode toml = ManifestTree.toml(folder, manifest);
        JsonNode workspace = toml.path("workspace");
        boolean isLocked = folder.has("Cargo.lock");
        folder.add(
                Purpose.SET_UP,
                isLocked ? "cargo fetch --locked" : "cargo fetch",
                folder.at(isLocked ? "Cargo.lock" : manifest));
        if (workspace.isMissingNode()) {
            folder.add(Purpose.TEST, "cargo test", folder.at(manifest));
        } else {
            folder.add(Purpose.TEST, "cargo test --workspace", folder.at(manifest) + ": workspace");
        }
        folder.first("rustfmt.toml", ".rustfmt.toml")
                .ifPresent(file -> folder.add(Purpose.LINT, "cargo fmt --check", folder.at(file)));
        if (toml.path("lints").has("clippy") || workspace.path("lints").has("clippy")) {
            folder.add(Purpose.LINT, "cargo clippy", folder.at(manifest) + ": lints.clippy");
        } else {
            folder.first("clippy.toml", ".clippy.toml")
                    .ifPresent(file -> folder.add(Purpose.LINT, "cargo clippy", folder.at(file)));
        }
        BuildSystem system = folder.system("Cargo", manifest);
        return workspace.isMissingNode()
                ? Project.alone(system)
                : new Project(system, path -> isMember(folder, workspace, path));
    }

    private static boolean isMember(Folder folder, JsonNode workspace, String path) {
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        if (!path.startsWith(prefix)) {
            return false;
        }
        for (JsonNode excluded : workspace.path("exclude")) {
            if ((path.substring(prefix.length()) + "/").startsWith(excluded.asString("") + "/")) {
                return false;
            }
        }
        return true;
    }
}
