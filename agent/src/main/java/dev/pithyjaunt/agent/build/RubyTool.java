package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// `Gemfile`, with RSpec, Rails' own tests or Rake.
final class RubyTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("Gemfile") ? 0 : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        folder.add(Purpose.SET_UP, "bundle install", folder.at(manifest));
        if (folder.has(".rspec") || folder.has("spec/spec_helper.rb")) {
            folder.add(
                    Purpose.TEST,
                    "bundle exec rspec",
                    folder.at(folder.has(".rspec") ? ".rspec" : "spec/spec_helper.rb"));
        } else if (folder.has("bin/rails") && folder.has("test/")) {
            folder.add(Purpose.TEST, "bin/rails test", folder.at("bin/rails"));
        } else if (hasTestTask(folder.text("Rakefile"))) {
            folder.add(Purpose.TEST, "bundle exec rake test", folder.at("Rakefile"));
        }
        folder.first(".rubocop.yml")
                .ifPresent(
                        file -> folder.add(Purpose.LINT, "bundle exec rubocop", folder.at(file)));
        return Project.alone(folder.system("Bundler", manifest));
    }

    private static boolean hasTestTask(String rakefile) {
        return rakefile.lines()
                .map(String::strip)
                .anyMatch(line ->
                        line.startsWith("Rake::TestTask.new")
                                || line.startsWith("task :test")
                                || line.startsWith("task test:")
                                || line.startsWith("Minitest::TestTask.create"));
    }
}
