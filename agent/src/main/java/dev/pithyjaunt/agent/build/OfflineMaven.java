package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.util.ArrayList;
import java.util.List;

/// Maven's commands for checks without a network. Compiling the tests is no set-up for these: what
/// runs the tests, and what lints, is fetched only when it is used.
final class OfflineMaven {

    /// Every test class fits and no method of it does: the provider for the project's test
    /// framework is fetched, and no test runs, but for JUnit 3, which has no filter for methods.
    /// Modules without tests are no failure, by the property of old versions and of new ones.
    private static final String FETCH_TESTS =
            "-q test '-Dtest=*#noSuchMethodHere' -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -DfailIfNoTests=false";

    private OfflineMaven() {}

    /// @param commands each a Maven with its options, then one goal
    static List<BuildCommand> commands(List<BuildCommand> commands) {
        List<BuildCommand> offline = new ArrayList<>();
        for (BuildCommand command : commands) {
            int goal = command.line().lastIndexOf(' ') + 1;
            String maven = command.line().substring(0, goal);
            String name = command.line().substring(goal);
            switch (command.purpose()) {
                case SET_UP -> offline.add(with(command, maven + FETCH_TESTS));
                case TEST -> offline.add(with(command, maven + "-o " + name));
                case LINT -> {
                    // Spotless fetches its formatters only when it judges, whatever that says.
                    offline.add(
                            new BuildCommand(
                                    Purpose.SET_UP, maven + "-q -fn " + name, command.source()));
                    offline.add(with(command, maven + "-o " + name));
                }
            }
        }
        return offline;
    }

    private static BuildCommand with(BuildCommand command, String line) {
        return new BuildCommand(command.purpose(), line, command.source());
    }
}
