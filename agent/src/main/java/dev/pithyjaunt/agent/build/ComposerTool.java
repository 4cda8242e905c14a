package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import tools.jackson.databind.JsonNode;

/// `composer.json`, with its scripts or PHPUnit.
final class ComposerTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("composer.json") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        JsonNode scripts = ManifestTree.json(folder, manifest).path("scripts");
        folder.add(Purpose.SET_UP, "composer install", folder.at(manifest));
        if (scripts.has("test")) {
            folder.add(Purpose.TEST, "composer test", folder.at(manifest) + ": scripts.test");
        } else {
            folder.first("phpunit.xml", "phpunit.xml.dist", "phpunit.dist.xml")
                    .ifPresent(file ->
                            folder.add(Purpose.TEST, "vendor/bin/phpunit", folder.at(file)));
        }
        if (scripts.has("lint")) {
            folder.add(Purpose.LINT, "composer lint", folder.at(manifest) + ": scripts.lint");
        }
        folder.first("phpstan.neon", "phpstan.neon.dist", "phpstan.dist.neon")
                .ifPresent(file ->
                        folder.add(Purpose.LINT, "vendor/bin/phpstan analyse", folder.at(file)));
        return Project.alone(folder.system("Composer", manifest));
    }
}
