package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to run of the build systems of a repository to check it: set-up, which may reach the
/// network, then checks, which may not.
///
/// @param setUp in order; of those systems alone of which a check is run
/// @param checks tests and lints, in order
/// @param notes what was found and is not run, a sentence each
public record DetectedChecks(List<Command> setUp, List<Command> checks, List<String> notes) {

    /// Checks that are run at most; more take longer than anybody waits.
    static final int MAX_CHECKS = 8;

    /// Variables with which the tools that know them don't try to reach a network in checks; others
    /// ignore them. Maven has no such variable: its lines say it.
    public static final Map<String, String> OFFLINE =
            Map.of(
                    "CARGO_NET_OFFLINE", "true",
                    "GOPROXY", "off",
                    "PIP_NO_INDEX", "1",
                    "npm_config_offline", "true");

    private static final Set<String> CALLERS = Set.of("Make", "Just");

    public DetectedChecks {
        setUp = List.copyOf(setUp);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /// One command line.
    ///
    /// @param line for a POSIX shell
    /// @param folder to run it in, without a slash at its end; empty for the root
    /// @param source the file, and what in it says so
    public record Command(String line, String folder, String source) {}

    /// Make and Just are left out in a folder where a build tool tests: they mostly call that one.
    ///
    /// @param systems in the order in which they are to be checked
    public static DetectedChecks of(List<BuildSystem> systems) {
        List<Command> setUp = new ArrayList<>();
        List<Command> checks = new ArrayList<>();
        int left = 0;
        for (BuildSystem system : systems) {
            if (isCaller(system, systems)) {
                continue;
            }
            List<Command> found = new ArrayList<>(commands(system, Purpose.TEST));
            found.addAll(commands(system, Purpose.LINT));
            found.removeIf(check -> isIn(checks, check));
            List<Command> taken =
                    found.subList(0, Math.min(found.size(), MAX_CHECKS - checks.size()));
            checks.addAll(taken);
            left += found.size() - taken.size();
            if (!taken.isEmpty()) {
                commands(system, Purpose.SET_UP).stream()
                        .filter(command -> !isIn(setUp, command))
                        .forEach(setUp::add);
            }
        }
        return new DetectedChecks(
                setUp,
                checks,
                left == 0
                        ? List.of()
                        : List.of(
                                "At most %d tests and lints are run, and %d more were found."
                                        .formatted(MAX_CHECKS, left)));
    }

    private static boolean isCaller(BuildSystem system, List<BuildSystem> systems) {
        return CALLERS.contains(system.name())
                && systems.stream()
                        .anyMatch(other ->
                                !CALLERS.contains(other.name())
                                        && other.folder().equals(system.folder())
                                        && other.find(Purpose.TEST).isPresent());
    }

    private static List<Command> commands(BuildSystem system, Purpose purpose) {
        List<BuildCommand> commands =
                system.name().equals("Maven")
                        ? OfflineMaven.commands(system.commands())
                        : system.commands();
        return commands.stream()
                .filter(command -> command.purpose() == purpose)
                .map(command -> new Command(command.line(), system.folder(), command.source()))
                .toList();
    }

    private static boolean isIn(List<Command> commands, Command command) {
        return commands.stream()
                .anyMatch(other ->
                        other.line().equals(command.line())
                                && other.folder().equals(command.folder()));
    }
}
