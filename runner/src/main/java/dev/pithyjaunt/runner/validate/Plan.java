package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.agent.build.DetectedChecks;
import dev.pithyjaunt.agent.policy.CheckSettings;
import dev.pithyjaunt.agent.policy.PolicySettings;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is to be run on each side: as whoever asks says, else as the commit's own settings say,
/// else as its manifests do.
///
/// @param network whether the set-up may reach public addresses
/// @param notes what a reader has to know of the choice, a sentence each
record Plan(List<Step> setUp, boolean network, List<Step> checks, List<String> notes) {

    /// Commands that fetch what manifests name, and look at nothing else of the files; none that
    /// goes on with another command.
    private static final Pattern FETCHES =
            Pattern.compile(
                    "(npm (ci|install|i)|pnpm (install|i)|yarn( install)?|bun install|(python3? -m )?pip3? install"
                            + "|poetry install|uv sync|pdm install|pipenv install|cargo fetch|go mod download"
                            + "|bundle install|composer install|dotnet restore)( [^;&|<>()$`]*)?");

    Plan {
        setUp = List.copyOf(setUp);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /// @param settings of the commit
    /// @param detected what was found in the commit; asked for only where nobody says it
    static Plan of(Checking checking, CheckSettings settings, Supplier<DetectedChecks> detected) {
        if (checking.mode() == CheckMode.OFF) {
            return none("No check was to be run, so nothing is known.");
        }
        int seconds = checking.limits().seconds();
        if (!checking.commands().isEmpty()) {
            List<Step> named =
                    checking.commands().stream()
                            .map(line -> step(line, "", "as asked for", seconds))
                            .toList();
            // Who lets one command run without a wall has not let others.
            return checking.mode() == CheckMode.NONE
                    ? new Plan(List.of(), false, named, List.of())
                    : new Plan(
                            setUp(settings, detected, seconds),
                            settings.setUpNetwork(),
                            named,
                            List.of());
        }
        if (settings.checks() != null) {
            return settings.checks().isEmpty()
                    ? none(
                            "%s says that there is no check to run, so nothing is known."
                                    .formatted(PolicySettings.FILE))
                    : new Plan(
                            setUp(settings, detected, seconds),
                            settings.setUpNetwork(),
                            declared(settings.checks(), "checks", seconds),
                            List.of());
        }
        DetectedChecks found = detected.get();
        if (found.checks().isEmpty()) {
            return none(
                    "%s names no check, and no manifest says how to test this, so nothing is known."
                            .formatted(PolicySettings.FILE));
        }
        return new Plan(
                setUp(settings, () -> found, seconds),
                settings.setUpNetwork(),
                steps(found.checks(), seconds),
                found.notes());
    }

    private static Plan none(String note) {
        return new Plan(List.of(), false, List.of(), List.of(note));
    }

    private static List<Step> setUp(
            CheckSettings settings, Supplier<DetectedChecks> detected, int seconds) {
        return settings.setUp() == null
                ? steps(detected.get().setUp(), seconds)
                : declared(settings.setUp(), "setup", seconds);
    }

    private static List<Step> steps(List<DetectedChecks.Command> commands, int seconds) {
        return commands.stream()
                .map(command -> step(command.line(), command.folder(), command.source(), seconds))
                .toList();
    }

    private static List<Step> declared(
            List<CheckSettings.Command> commands, String heading, int seconds) {
        List<Step> steps = new ArrayList<>();
        for (CheckSettings.Command command : commands) {
            String name = command.name() == null ? heading : heading + " " + command.name();
            Integer own = command.seconds();
            steps.add(
                    step(
                            command.run(),
                            command.folder(),
                            PolicySettings.FILE + ": " + name,
                            own == null ? seconds : own));
        }
        return steps;
    }

    private static Step step(String line, String folder, String source, int seconds) {
        return new Step(line, folder, source, Duration.ofSeconds(seconds));
    }

    boolean isEmpty() {
        return checks.isEmpty();
    }

    /// Whether the set-up of a commit serves a patch as well that changes no manifest.
    boolean onlyFetches() {
        return setUp.stream()
                .allMatch(step ->
                        FETCHES.matcher(step.command()).matches()
                                || !step.source().startsWith(PolicySettings.FILE));
    }

    Stream<Step> all() {
        return Stream.concat(setUp.stream(), checks.stream());
    }
}
