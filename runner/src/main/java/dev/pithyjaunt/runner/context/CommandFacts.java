package dev.pithyjaunt.runner.context;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;
import dev.pithyjaunt.agent.build.BuildSystem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a repository is built and tested, in lines for the model: `Test: mvn -B test (pom.xml)`.
final class CommandFacts {

    private static final int MAX_LINES = 8;

    private CommandFacts() {}

    /// @param systems the root's first
    static List<String> of(List<BuildSystem> systems) {
        return systems.stream()
                .flatMap(system ->
                        Stream.of(
                                line(system, "Set-up", Purpose.SET_UP),
                                line(system, "Test", Purpose.TEST)))
                .flatMap(Optional::stream)
                .limit(MAX_LINES)
                .toList();
    }

    private static Optional<String> line(BuildSystem system, String label, Purpose purpose) {
        String where = system.folder().isEmpty() ? "" : " in " + system.folder();
        return system.find(purpose)
                .map(command ->
                        "%s%s: %s (%s)".formatted(label, where, command.line(), command.source()));
    }
}
