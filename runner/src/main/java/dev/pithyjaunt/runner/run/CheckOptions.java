package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the repository's checks are run: options before settings, and these before what holds
/// everywhere.
final class CheckOptions {

    private static final int MAX_ROUNDS = 10;

    @Option(
            names = "--check",
            paramLabel = "CMD",
            description =
                    "A command of the repository, such as its tests, run by sh on the base and with the patch. May be given several times. Default: those that .pithy-jaunt.yml names, else those that are found.")
    private List<String> commands = List.of();

    @Option(names = "--no-checks", description = "Run none.")
    private boolean noChecks;

    @Option(
            names = "--sandbox",
            paramLabel = "MODE",
            description =
                    "What stands between checks and this machine: sandbox (no network, chosen files, limits), job (another user, on a machine that is thrown away), none (they run as you). Default: JAUNT_SANDBOX, else sandbox")
    private @Nullable CheckMode mode;

    @Option(
            names = "--check-rounds",
            paramLabel = "COUNT",
            description =
                    "How often new failures of checks go back to the model, at most; in a sandbox only. Default: JAUNT_CHECK_ROUNDS, else 2")
    private @Nullable Integer rounds;

    /// @throws IllegalArgumentException when one is out of range; the message names it
    Checking checking(Settings settings) {
        if (noChecks && !commands.isEmpty()) {
            throw new IllegalArgumentException("--no-checks and --check exclude one another");
        }
        for (String command : commands) {
            if (command.isBlank()) {
                throw new IllegalArgumentException("--check is empty: name a command");
            }
        }
        CheckMode chosen = noChecks ? CheckMode.OFF : mode == null ? mode(settings) : mode;
        return new Checking(
                chosen,
                commands,
                chosen == CheckMode.SANDBOX ? rounds(settings) : 0,
                limits(settings));
    }

    private static CheckMode mode(Settings settings) {
        String text = settings.values().get("JAUNT_SANDBOX");
        if (text == null) {
            return CheckMode.SANDBOX;
        }
        return Stream.of(CheckMode.values())
                .filter(mode -> word(mode).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "JAUNT_SANDBOX must be one of %s, not \"%s\""
                                        .formatted(
                                                Stream.of(CheckMode.values())
                                                        .map(CheckOptions::word)
                                                        .collect(Collectors.joining(", ")),
                                                text)));
    }

    private static String word(CheckMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private int rounds(Settings settings) {
        if (rounds == null) {
            return number(settings, "JAUNT_CHECK_ROUNDS", 0, MAX_ROUNDS, Checking.STANDARD_ROUNDS);
        }
        if (rounds < 0 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException(
                    "--check-rounds %d: 0 to %d".formatted(rounds, MAX_ROUNDS));
        }
        return rounds;
    }

    private static CheckLimits limits(Settings settings) {
        CheckLimits standard = CheckLimits.STANDARD;
        return new CheckLimits(
                number(settings, "JAUNT_CHECK_SECONDS", 1, 86_400, standard.seconds()),
                number(settings, "JAUNT_CHECK_MEMORY_MIB", 64, 1 << 20, standard.memoryMib()),
                number(settings, "JAUNT_CHECK_PROCESSES", 8, 1_000_000, standard.processes()),
                number(settings, "JAUNT_CHECK_DISK_MIB", 16, 1 << 20, standard.diskMib()),
                number(settings, "JAUNT_CHECK_OUTPUT_MIB", 1, 4_096, standard.outputMib()));
    }

    private static int number(Settings settings, String name, int min, int max, int standard) {
        String text = settings.values().get(name);
        if (text == null) {
            return standard;
        }
        if (text.strip().matches("\\d{1,7}")) {
            int value = Integer.parseInt(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "%s must be a number from %d to %d, not \"%s\"".formatted(name, min, max, text));
    }
}
