package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// `pubspec.yaml`, of Dart or of Flutter.
final class DartTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("pubspec.yaml") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        boolean isFlutter =
                folder.text(manifest).lines().anyMatch(line -> line.startsWith("  flutter:"));
        String tool = isFlutter ? "flutter" : "dart";
        String source = folder.at(manifest);
        folder.add(Purpose.SET_UP, tool + " pub get", source);
        if (folder.has("test/")) {
            folder.add(Purpose.TEST, tool + " test", folder.at("test/"));
        }
        folder.first("analysis_options.yaml")
                .ifPresent(file -> folder.add(Purpose.LINT, tool + " analyze", folder.at(file)));
        return Project.alone(folder.system(isFlutter ? "Flutter" : "Dart", manifest));
    }
}
