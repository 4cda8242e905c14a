package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.util.List;

/// `settings.gradle`, `build.gradle` and their Kotlin forms: what is below is covered.
final class GradleTool implements BuildTool {

    private static final List<String> MANIFESTS =
            List.of("settings.gradle.kts", "settings.gradle", "build.gradle.kts", "build.gradle");

    @Override
    public int rank(String name) {
        return MANIFESTS.indexOf(name);
    }

    @Override
    public Project read(Folder folder, String manifest) {
        boolean hasWrapper = folder.has("gradlew");
        String gradle = hasWrapper ? "./gradlew" : "gradle";
        String source = folder.at(hasWrapper ? "gradlew" : manifest);
        folder.add(Purpose.SET_UP, gradle + " testClasses", source);
        folder.add(Purpose.TEST, gradle + " test", source);
        String build = folder.first("build.gradle.kts", "build.gradle").orElse(manifest);
        String script = folder.text(build);
        lint(folder, build, script, "com.diffplug.spotless", gradle + " spotlessCheck");
        lint(folder, build, script, "org.jlleitschuh.gradle.ktlint", gradle + " ktlintCheck");
        lint(folder, build, script, "io.gitlab.arturbosch.detekt", gradle + " detekt");
        return Project.ofAllBelow(folder.system("Gradle", manifest));
    }

    private static void lint(
            Folder folder, String build, String script, String plugin, String line) {
        if (script.contains(plugin)) {
            folder.add(Purpose.LINT, line, folder.at(build) + ": " + plugin);
        }
    }
}
