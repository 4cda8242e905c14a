package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// `go.mod`: `./...` stops at folders that have one of their own.
final class GoTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("go.mod") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        String source = folder.at(manifest);
        folder.add(Purpose.SET_UP, "go mod download", source);
        folder.add(Purpose.TEST, "go test ./...", source);
        folder.first(".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json")
                .ifPresentOrElse(
                        file -> folder.add(Purpose.LINT, "golangci-lint run", folder.at(file)),
                        () -> folder.add(Purpose.LINT, "go vet ./...", source));
        return Project.alone(folder.system("Go", manifest));
    }
}
